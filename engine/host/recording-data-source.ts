import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DataFingerprint } from '../api/result-handler.ts';
import type { DataSource, FactorRow, MapRow, RowReader, RowRequest } from '../api/data-source.ts';
import type { RowColumns } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { dateText } from './dates.ts';

/** The rows of one request so far: their number, first and last time, and a checksum of each column. */
interface Reading {
  readonly request: RowRequest;
  rows: number;
  first: number;
  last: number;
  readonly checksums: number[];
}

/**
 * Hands another source on and notes what was read, so that a run can tell its data by their content.
 * Rows are known again whatever files, caches or batches they came from.
 */
export class RecordingDataSource implements DataSource {
  readonly name: string;
  /** The source that is handed on. */
  readonly inner: DataSource;
  private readonly readings: Reading[] = [];
  private readonly corporate = new Map<string, string>();

  constructor(source: DataSource) {
    this.inner = source;
    this.name = source.name;
  }

  open(request: RowRequest): RowReader {
    const reader = this.inner.open(request);
    const reading: Reading = { request, rows: 0, first: NaN, last: NaN, checksums: [] };
    this.readings.push(reading);
    return {
      next() {
        const columns = reader.next();
        if (columns !== undefined && columns.length > 0) note(reading, columns);
        return columns;
      },
    };
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    const rows = this.inner.factorRows(symbol);
    this.corporate.set(
      `factors ${symbol.key}`,
      rows
        .map(
          (row) =>
            `${row.date} ${row.priceFactor.toString()} ${row.splitFactor.toString()} ${row.referencePrice.toString()}`,
        )
        .join(),
    );
    return rows;
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    const rows = this.inner.mapRows(symbol);
    this.corporate.set(`map ${symbol.key}`, rows.map(({ date, ticker }) => `${date} ${ticker}`).join());
    return rows;
  }

  /** What was read, each set of rows once, in the order of symbols. */
  fingerprints(): DataFingerprint[] {
    const all = new Map<string, DataFingerprint>();
    for (const reading of this.readings) {
      const fingerprint = fingerprintOf(reading);
      all.set(JSON.stringify(fingerprint), fingerprint);
    }
    return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fingerprint]) => fingerprint);
  }

  /** One hash over all rows and corporate actions that were read. */
  hash(): string {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(this.fingerprints()));
    for (const key of [...this.corporate.keys()].sort()) hash.update(`${key} ${this.corporate.get(key)}\n`);
    return hash.digest('hex');
  }
}

function note(reading: Reading, columns: RowColumns): void {
  const { length, time, values, scales } = columns;
  if (reading.rows === 0) reading.first = time[0];
  reading.last = time[length - 1];
  reading.rows += length;
  const blocks = typeof scales === 'number' ? [time, ...values] : [time, ...values, scales];
  blocks.forEach((block, index) => {
    reading.checksums[index] = crc32(
      new Uint8Array(block.buffer, block.byteOffset, length * 8),
      reading.checksums[index] ?? 0,
    );
  });
}

function fingerprintOf({ request, rows, first, last, checksums }: Reading): DataFingerprint {
  return {
    symbol: request.symbol.key,
    resolution: request.resolution,
    kind: request.tickType === TickType.Trade ? 'trade' : 'quote',
    rows,
    first: rows === 0 ? '' : dateText(first),
    last: rows === 0 ? '' : dateText(last),
    hash: checksums.map((checksum) => checksum.toString(16).padStart(8, '0')).join(''),
  };
}
