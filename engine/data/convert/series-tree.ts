import { existsSync } from 'node:fs';
import type { FactorRow, MapRow, RowReader, RowRequest } from '../../api/data-source.ts';
import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { DATA_ERRORS } from '../errors.ts';
import { LeanFolder } from '../formats/lean-folder.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';
import { leanRowFormat } from '../formats/lean-row-format.ts';
import { tickerSpans } from '../formats/ticker-spans.ts';
import type { DataSet, InspectableSource } from '../inspection/data-set.ts';
import { addDays } from '../time/calendar-math.ts';
import { formatDateTime } from '../time/date-text.ts';
import { listSeriesFiles, seriesPathIn } from './series-store.ts';
import type { StoredSeries } from './series-store.ts';

/** The requested rows of one file. */
export interface SeriesExtract {
  readonly path: string;
  readonly series: StoredSeries;
  /** Wall-clock milliseconds: from the first (inclusive) to the second (exclusive). */
  readonly from: number;
  readonly to: number;
}

/** Returns rows in batches; undefined at the end. */
export type BatchReader = () => RowColumns | undefined;

/**
 * A data source for folders with one file per series, as conversions write them, and LEAN's factor and map files beside
 * them; subclasses define how rows are read from a file.
 */
export abstract class SeriesTreeSource implements InspectableSource {
  abstract readonly name: string;
  private readonly folder: LeanFolder;
  private readonly extension: string;

  /** @throws EngineError DATA_FOLDER_MISSING when the folder does not exist */
  constructor(root: string, extension: string) {
    this.folder = new LeanFolder(root);
    this.extension = extension;
  }

  /** Opens the rows of one file. @throws EngineError with the file, from the reader */
  protected abstract readBatches(extract: SeriesExtract): BatchReader;

  abstract inspect(set: DataSet, file: LeanFile): InspectedRows;

  /** Reads the files of a request one after another, each when its rows are requested, and checks their order. */
  open(request: RowRequest): RowReader {
    const { symbol, resolution, tickType } = request;
    const { securityType, market } = symbol;
    if (leanRowFormat(securityType, resolution, tickType) === undefined) return { next: () => undefined };
    const extracts = tickerSpans(request, this.mapRows(symbol)).map(({ ticker, from, to }) => {
      const series = { securityType, market, resolution, tickType, ticker };
      return { path: this.pathOf(series), series, from, to: addDays(to, 1) };
    });
    return new SeriesTreeReader(
      extracts.filter(({ path }) => existsSync(path)),
      (extract) => this.readBatches(extract),
    );
  }

  factorRows(symbol: SecuritySymbol): readonly FactorRow[] {
    return this.folder.factorRows(symbol);
  }

  mapRows(symbol: SecuritySymbol): readonly MapRow[] {
    return this.folder.mapRows(symbol);
  }

  dataSets(): DataSet[] {
    return listSeriesFiles(this.folder.root, this.extension).map((series) => ({
      ...series,
      files: [{ path: this.pathOf(series), date: undefined }],
    }));
  }

  private pathOf(series: StoredSeries): string {
    return seriesPathIn(this.folder.root, series, this.extension);
  }
}

class SeriesTreeReader implements RowReader {
  private readonly extracts: readonly SeriesExtract[];
  private readonly open: (extract: SeriesExtract) => BatchReader;
  private index = 0;
  private read: BatchReader | undefined;
  private last = -Infinity;

  constructor(extracts: readonly SeriesExtract[], open: (extract: SeriesExtract) => BatchReader) {
    this.extracts = extracts;
    this.open = open;
  }

  next(): RowColumns | undefined {
    while (this.index < this.extracts.length) {
      const extract = this.extracts[this.index];
      this.read ??= this.open(extract);
      const batch = this.read();
      if (batch === undefined) {
        this.read = undefined;
        this.index++;
        continue;
      }
      if (batch.length === 0) continue;
      const columns = inOrder(batch, this.last, extract.path);
      this.last = batch.time[batch.length - 1];
      if (columns.length > 0) return columns;
    }
    return undefined;
  }
}

/**
 * The rows without repeated bars of the same time, of which the first one counts.
 * @throws EngineError DATA_ROWS_OUT_OF_ORDER
 */
function inOrder(columns: RowColumns, before: number, path: string): RowColumns {
  const { kind, length, time } = columns;
  const keepsEqual = kind === RowKind.TradeTick || kind === RowKind.QuoteTick;
  let repeated = 0;
  let last = before;
  for (let row = 0; row < length; row++) {
    const at = time[row];
    if (at < last) throw outOfOrder(path, at);
    if (at === last) repeated++;
    last = at;
  }
  return repeated === 0 || keepsEqual ? columns : withoutRepeated(columns, before);
}

function withoutRepeated({ kind, time, values, scales }: RowColumns, before: number): RowColumns {
  const kept = (column: Float64Array): Float64Array =>
    column.filter((_, row) => time[row] !== (row === 0 ? before : time[row - 1]));
  const times = kept(time);
  return {
    kind,
    length: times.length,
    time: times,
    values: values.map(kept),
    scales: typeof scales === 'number' ? scales : kept(scales),
  };
}

function outOfOrder(path: string, time: number): EngineError {
  return new EngineError(
    DATA_ERRORS.ROWS_OUT_OF_ORDER,
    `The row of ${formatDateTime(time)} in ${path} is earlier than its predecessor. ${DATA_ERRORS.ROWS_OUT_OF_ORDER.remedy}`,
    { data: { file: path } },
  );
}
