import { createHash } from 'node:crypto';
import type { DataFingerprint } from '../../api/result-handler.ts';
import type { DataSource, FactorRow, MapRow, RowReader, RowRequest } from '../../api/data-source.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import type { PointInTimeSeries } from '../../data/point-in-time-series.ts';
import { fingerprintOf, seriesFingerprint } from './row-checksums.ts';
import type { CheckedReader, SharedDataSource } from './shared-data-source.ts';

/**
 * One run's view of a shared data source: records the rows that the run has read, so that its data are identified by
 * content, whatever files, caches or batches they came from.
 */
export class RecordingDataSource implements DataSource {
  readonly name: string;
  private readonly shared: SharedDataSource;
  private readonly series: readonly PointInTimeSeries[];
  private readonly readings: { readonly request: RowRequest; readonly reader: CheckedReader }[] = [];
  private readonly factors = new Map<string, readonly FactorRow[]>();
  private isRecording = true;
  private readonly maps = new Map<string, readonly MapRow[]>();

  constructor(shared: SharedDataSource, series: readonly PointInTimeSeries[] = []) {
    this.series = series;
    this.shared = shared;
    this.name = shared.name;
  }

  /** Ends the record when the run has ended: rows that its results are computed from are read again, unrecorded. */
  endRecording(): void {
    this.isRecording = false;
  }

  /** The underlying source. */
  get inner(): DataSource {
    return this.shared.inner;
  }

  /** Caveats of the data that this run has read. */
  get caveats(): readonly string[] {
    return [
      ...new Set([...(this.inner.caveats ?? []), ...this.readings.flatMap(({ reader }) => reader.caveats ?? [])]),
    ];
  }

  /** Doubts about the rows that this run has read. */
  get doubts(): readonly string[] {
    return [...new Set(this.readings.flatMap(({ reader }) => reader.doubts))];
  }

  open(request: RowRequest): RowReader {
    const reader = this.shared.open(request);
    if (this.isRecording) this.readings.push({ request, reader });
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

  /** The rows read, each set once, ordered by symbol. */
  fingerprints(): DataFingerprint[] {
    const all = new Map<string, DataFingerprint>();
    for (const { request, reader } of this.readings) {
      const fingerprint = fingerprintOf(request, reader.checksums);
      all.set(JSON.stringify(fingerprint), fingerprint);
    }
    for (const fingerprint of this.series.map(seriesFingerprint)) all.set(JSON.stringify(fingerprint), fingerprint);
    return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fingerprint]) => fingerprint);
  }

  /** Number of rows read by symbol key. */
  rowsBySymbol(): Map<string, number> {
    const rows = new Map<string, number>();
    for (const { request, reader } of this.readings) {
      const { key } = request.symbol;
      rows.set(key, (rows.get(key) ?? 0) + reader.checksums.rows);
    }
    return rows;
  }

  /** One hash over all rows and corporate actions read. */
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
