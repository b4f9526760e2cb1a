import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import type { SplitAction } from '../corporate-actions.ts';
import { simplestRatio } from '../import/ratios.ts';
import { addDays, dateOf } from '../time/calendar-math.ts';
import { formatDate } from '../time/date-text.ts';
import type { DataSet } from './data-set.ts';
import type { FindingCollector } from './finding.ts';

/**
 * A jump looks like a split when it is this close to a ratio of at most so many old shares; smaller jumps are price
 * movements.
 */
const NEARNESS = 0.02;
const MOST_OLD_SHARES = 2;
const SMALLEST_JUMP = 1.45;

/** Checks across the files of a series: the dates with rows, and the last close. */
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

  /** Processes the rows of the next file; `path` is its name in findings. */
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

  /** Finds trading days without rows between the first and the last, and rows on days without trading. */
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
    if (!(shares >= SMALLEST_JUMP && shares < Infinity)) return;
    const { numerator, denominator } = simplestRatio(shares * (1 - NEARNESS), shares * (1 + NEARNESS));
    if (denominator > MOST_OLD_SHARES || this.splits.some((split) => split.date >= this.lastDate && split.date < date))
      return;
    const kind = ratio >= 1 ? `${numerator}:${denominator}` : `${denominator}:${numerator}`;
    this.findings.add(
      'unknown-split',
      { line: 0, time: date, file: path },
      `From ${this.lastClose} to ${open} on ${formatDate(date)} looks like a ${kind} split, which is in no factor file.`,
    );
  }
}
