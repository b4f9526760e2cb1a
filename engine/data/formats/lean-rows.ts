import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { DATA_ERRORS } from '../errors.ts';
import { ByteScanner } from './byte-scanner.ts';
import type { LeanRowFormat } from './lean-row-format.ts';
import { LeanRowReader } from './lean-row-reader.ts';

export interface LeanRowsOptions {
  /** The file's name for messages. */
  readonly path: string;
  /** Wall-clock midnight to which the times of rows without a date are relative. */
  readonly date: number;
}

/**
 * All rows of a file with their lines, unchanged, for inspections that report rows which a run would reject or drop.
 */
export interface InspectedRows {
  readonly columns: RowColumns;
  /** The number of each row's line, counted from 1. */
  readonly lines: Int32Array;
}

/**
 * Parses the bytes of one of LEAN's csv files.
 *
 * A row earlier than its predecessor is a fault; of bars with equal times the first is kept, as in LEAN
 * (Engine/DataFeeds/SubscriptionDataReader.cs); ticks with equal times are all kept.
 *
 * @throws EngineError DATA_MALFORMED_ROW and DATA_ROWS_OUT_OF_ORDER with file and line.
 */
export function parseLeanRows(bytes: Uint8Array, format: LeanRowFormat, options: LeanRowsOptions): RowColumns {
  const scanner = new ByteScanner(bytes, options.path);
  const reader = new LeanRowReader(scanner, format, options.date);
  const keepsEqualTimes = format.kind === RowKind.TradeTick || format.kind === RowKind.QuoteTick;
  let last = -Infinity;
  let contradictions = 0;
  while (scanner.toNextRow()) {
    const start = scanner.position;
    const time = reader.readRow();
    if (time < last) scanner.fail('is earlier than its predecessor', DATA_ERRORS.ROWS_OUT_OF_ORDER, start);
    if (time === last && !keepsEqualTimes) {
      if (reader.contradictsLast()) contradictions++;
      continue;
    }
    last = time;
    reader.accept();
  }
  const columns = reader.columns();
  return contradictions === 0 ? columns : { ...columns, contradictions };
}

/** Parses like {@link parseLeanRows} but keeps rows that are out of order or have equal times. */
export function inspectLeanRows(bytes: Uint8Array, format: LeanRowFormat, options: LeanRowsOptions): InspectedRows {
  const scanner = new ByteScanner(bytes, options.path);
  const reader = new LeanRowReader(scanner, format, options.date);
  const lines = new Int32Array(scanner.countLines());
  let line = 1;
  let counted = 0;
  while (scanner.toNextRow()) {
    for (; counted < scanner.position; counted++) if (bytes[counted] === 10) line++;
    lines[reader.length] = line;
    reader.readRow();
    reader.accept();
  }
  return { columns: reader.columns(), lines: lines.subarray(0, reader.length) };
}
