import { DAY } from '../time/calendar-math.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';

/**
 * Times are ends of bars when at least this share of days has a row at the close, and at most the other share one at
 * the open.
 */
const WITH_CLOSE = 0.5;
const WITH_OPEN = 0.05;
const EDGES = ['regular', 'extended'] as const;

/**
 * Counts rows at the edges of sessions. Bars with their starts as times begin at the open and never at the close; bars
 * with their ends as times never have the open.
 */
export class SessionEdges {
  private readonly hours: ExchangeHours;
  private readonly period: number;
  private day = NaN;
  private days = 0;
  private readonly atOpen = { regular: 0, extended: 0 };
  private readonly atClose = { regular: 0, extended: 0 };
  private open = { regular: NaN, extended: NaN };
  private close = { regular: NaN, extended: NaN };
  private outside = 0;
  private total = 0;

  /** @param period length of the bars in milliseconds */
  constructor(hours: ExchangeHours, period: number) {
    this.hours = hours;
    this.period = period;
  }

  /** @param local wall-clock time of the exchange, ascending */
  add(local: number): void {
    const day = Math.floor(local / DAY) * DAY;
    if (day !== this.day) this.startDay(day);
    const time = local - day;
    this.total++;
    for (const edge of EDGES) {
      const open = this.open[edge];
      if (time <= open && time > open - this.period) this.atOpen[edge]++;
      else if (time === this.close[edge]) this.atClose[edge]++;
    }
    if (!(time >= this.open.extended && time < this.close.extended)) this.outside++;
  }

  /** Whether the times of the rows are the ends of their bars. */
  get timesAreEnds(): boolean {
    return EDGES.some(
      (edge) => this.atClose[edge] >= Math.max(1, this.days * WITH_CLOSE) && this.atOpen[edge] <= this.days * WITH_OPEN,
    );
  }

  /** Number of rows outside all sessions, with times as written. */
  get rowsOutside(): number {
    return this.outside;
  }

  private startDay(day: number): void {
    this.day = day;
    const { regularOpen, regularClose, firstStart, lastEnd, isClosedAllDay } = this.hours.dayHours(day);
    this.open = { regular: regularOpen, extended: firstStart };
    this.close = { regular: regularClose, extended: lastEnd };
    if (!isClosedAllDay) this.days++;
  }
}
