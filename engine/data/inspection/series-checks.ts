import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import type { SplitAction } from '../corporate-actions.ts';
import { addDays, dateOf } from '../time/calendar-math.ts';
import { formatDate } from '../time/date-text.ts';
import type { DataSet } from './data-set.ts';
import type { FindingCollector } from './finding.ts';

/** New shares for old that companies use; a jump this near to one of them looks like a split. */
const SPLIT_RATIOS = [1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50, 100];
const NEARNESS = 0.02;

/** What is carried from file to file of a series: the dates that have rows and the last close. */
export class SeriesChecks {
  private readonly set: DataSet;
  private readonly findings: FindingCollector;
  private readonly splits: readonly SplitAction[];
  private readonly dates = new Set<number>();
  private lastDate = NaN;
  private lastClose = NaN;

  constructor(set: DataSet, findings: FindingCollector, splits: readonly SplitAction[]) {
    this.set = set;
    this.findings = findings;
    this.splits = splits;
  }

  /** Takes the rows of the next file; `path` names it in what is found. */
  add(columns: RowColumns, path: string): void {
    const isTradeBar = columns.kind === RowKind.TradeBar;
    for (let row = 0; row < columns.length; row++) {
      const date = dateOf(columns.time[row]);
      if (date !== this.lastDate) {
        this.dates.add(date);
        if (isTradeBar) this.checkJump(date, columns.values[0][row], path);
        this.lastDate = date;
      }
      if (isTradeBar) this.lastClose = columns.values[3][row];
    }
  }

  /** Trading days without rows between the first and the last, and rows on days without trading. */
  finish(isTradingDay: (set: DataSet, date: number) => boolean): void {
    const dates = [...this.dates].toSorted((left, right) => left - right);
    for (const date of dates) {
      if (!isTradingDay(this.set, date))
        this.findings.add(
          'closed-day',
          { line: 0, time: date },
          `There are rows on ${formatDate(date)}, when the market was closed.`,
        );
    }
    const last = dates.at(-1) ?? -Infinity;
    for (let date = dates[0] ?? Infinity; date < last; date = addDays(date, 1)) {
      if (!this.dates.has(date) && isTradingDay(this.set, date))
        this.findings.add('gap', { line: 0, time: date }, `There are no rows on ${formatDate(date)}, a trading day.`);
    }
  }

  private checkJump(date: number, open: number, path: string): void {
    const ratio = this.lastClose / open;
    const shares = ratio >= 1 ? ratio : 1 / ratio;
    const near = SPLIT_RATIOS.find((split) => Math.abs(shares / split - 1) < NEARNESS);
    if (near === undefined || this.splits.some((split) => split.date >= this.lastDate && split.date < date)) return;
    const kind = ratio >= 1 ? `${near}:1` : `1:${near}`;
    this.findings.add(
      'unknown-split',
      { line: 0, time: date, file: path },
      `From ${this.lastClose} to ${open} on ${formatDate(date)} looks like a ${kind} split, which no factor file has.`,
    );
  }
}
