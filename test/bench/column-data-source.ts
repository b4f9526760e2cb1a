import { type Resolution, type SecuritySymbol, TickType } from 'tradewright';
import {
  type DataSource,
  type FactorRow,
  type MapRow,
  type RowColumns,
  type RowReader,
  type RowRequest,
} from 'tradewright/plugin';

const NO_FACTORS: readonly FactorRow[] = [];
const NO_NAMES: readonly MapRow[] = [];

/** The trade bars of one ticker. */
export interface ColumnSeries {
  readonly ticker: string;
  /** Times are wall clocks of the data's zone; rows are in ascending order. */
  readonly columns: RowColumns;
}

export interface ColumnDataOptions {
  /** The only resolution. */
  readonly resolution: Resolution;
  /** First and last day of the listing of all tickers, wall-clock midnights. */
  readonly listed: { readonly from: number; readonly through: number };
}

/** Trade bars from columns in memory, without copying. */
export class ColumnDataSource implements DataSource {
  readonly name = 'columns';
  private readonly columns: ReadonlyMap<string, RowColumns>;
  private readonly options: ColumnDataOptions;

  constructor(series: readonly ColumnSeries[], options: ColumnDataOptions) {
    this.columns = new Map(series.map(({ ticker, columns }) => [ticker, columns]));
    this.options = options;
  }

  open({ symbol, resolution, tickType }: RowRequest): RowReader {
    const isHeld = resolution === this.options.resolution && tickType === TickType.Trade;
    let columns = isHeld ? this.columns.get(symbol.ticker) : undefined;
    return {
      next() {
        const rows = columns;
        columns = undefined;
        return rows;
      },
    };
  }

  factorRows(): readonly FactorRow[] {
    return NO_FACTORS;
  }

  mapRows({ ticker }: SecuritySymbol): readonly MapRow[] {
    if (!this.columns.has(ticker)) return NO_NAMES;
    const { from, through } = this.options.listed;
    return [
      { date: from, ticker },
      { date: through, ticker },
    ];
  }
}
