import type { RowReader, RowRequest } from '../../api/data-source.ts';
import { BarScan } from '../../data/inspection/bar-scan.ts';
import type { RowColumns } from '../../model/columns.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';

/** Whether the market of a symbol trades on a date (wall-clock midnight of the data's zone). */
export type IsTradingDay = (symbol: SecuritySymbol, date: number) => boolean;

/** Forwards the rows of another reader and scans them once for doubtful data. */
export class ScannedReader implements RowReader {
  private readonly reader: RowReader;
  private readonly scan: BarScan;

  constructor(reader: RowReader, { symbol, resolution }: RowRequest, isTradingDay?: IsTradingDay) {
    this.reader = reader;
    this.scan = new BarScan({
      name: `${symbol.ticker} ${resolution}`,
      resolution,
      isTradingDay: isTradingDay && ((date) => isTradingDay(symbol, date)),
    });
  }

  get caveats(): readonly string[] {
    return [...(this.reader.caveats ?? []), ...this.doubts];
  }

  /** Doubts about the rows so far. */
  get doubts(): readonly string[] {
    return this.scan.findings;
  }

  next(): RowColumns | undefined {
    const columns = this.reader.next();
    if (columns !== undefined) this.scan.add(columns);
    return columns;
  }
}
