import { createHash } from 'node:crypto';
import type { DataFingerprint } from '../../api/result-handler.ts';
import type { DataSource, FactorRow, MapRow, RowReader, RowRequest } from '../../api/data-source.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import type { PointInTimeSeries } from '../../data/point-in-time-series.ts';
import { fingerprintOf, seriesFingerprint } from './row-checksums.ts';
import type { CheckedReader, SharedDataSource } from './shared-data-source.ts';

/**
 * A shared data source as one run sees it: it notes what this run has read, so that the run can identify its data by their
 * content, whatever files, caches or batches they came from.
 */
export class RecordingDataSource implements DataSource {
  readonly name: string;
  private readonly shared: SharedDataSource;
  private readonly series: readonly PointInTimeSeries[];
  private readonly readings: { readonly request: RowRequest; readonly reader: CheckedReader }[] = [];
  private readonly factors = new Map<string, readonly FactorRow[]>();
  private readonly maps = new Map<string, readonly MapRow[]>();

  constructor(shared: SharedDataSource, series: readonly PointInTimeSeries[] = []) {
    this.series = series;
    this.shared = shared;
    this.name = shared.name;
  }

  /** The source that reads. */
  get inner(): DataSource {
    return this.shared.inner;
  }

  /** What the reader of results must know about the data that this run has read. */
  get caveats(): readonly string[] {
    return [
      ...new Set([...(this.inner.caveats ?? []), ...this.readings.flatMap(({ reader }) => reader.caveats ?? [])]),
    ];
  }

  /** What is doubtful about the rows that this run has read. */
  get doubts(): readonly string[] {
    return [...new Set(this.readings.flatMap(({ reader }) => reader.doubts))];
  }

  open(request: RowRequest): RowReader {
    const reader = this.shared.open(request);
    this.readings.push({ request, reader });
    return reader;
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    const rows = this.shared.factorRows(symbol);
    this.factors.set(symbol.key, rows);
    return rows;
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    const rows = this.shared.mapRows(symbol);
    this.maps.set(symbol.key, rows);
    return rows;
  }

  /** What was read, each set of rows once, in the order of symbols. */
  fingerprints(): DataFingerprint[] {
    const all = new Map<string, DataFingerprint>();
    for (const { request, reader } of this.readings) {
      const fingerprint = fingerprintOf(request, reader.checksums);
      all.set(JSON.stringify(fingerprint), fingerprint);
    }
    for (const fingerprint of this.series.map(seriesFingerprint)) all.set(JSON.stringify(fingerprint), fingerprint);
    return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fingerprint]) => fingerprint);
  }

  /** How many rows of each symbol were read, by the symbol's key. */
  rowsBySymbol(): Map<string, number> {
    const rows = new Map<string, number>();
    for (const { request, reader } of this.readings) {
      const { key } = request.symbol;
      rows.set(key, (rows.get(key) ?? 0) + reader.checksums.rows);
    }
    return rows;
  }

  /** One hash over all rows and corporate actions that were read. */
  hash(): string {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(this.fingerprints()));
    const texts = [
      ...Array.from(this.factors, ([key, rows]) => [`factors ${key}`, factorText(rows)] as const),
      ...Array.from(this.maps, ([key, rows]) => [`map ${key}`, mapText(rows)] as const),
    ];
    texts.sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [key, text] of texts) hash.update(`${key} ${text}\n`);
    return hash.digest('hex');
  }
}

function factorText(rows: readonly FactorRow[]): string {
  return rows
    .map(
      ({ date, priceFactor, splitFactor, referencePrice }) =>
        `${date} ${priceFactor.toString()} ${splitFactor.toString()} ${referencePrice.toString()}`,
    )
    .join();
}

function mapText(rows: readonly MapRow[]): string {
  return rows.map(({ date, ticker }) => `${date} ${ticker}`).join();
}
