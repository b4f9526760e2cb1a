import { DAY } from '../time/calendar-math.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';

/** Share of days that must have a row at the close, and may have one at the open, for rows to be named by their ends. */
const WITH_CLOSE = 0.5;
const WITH_OPEN = 0.05;
const EDGES = ['regular', 'extended'] as const;

/**
 * Counts rows at the edges of sessions. Bars that are named by their starts begin at the open and never at the close; bars that
 * are named by their ends never at the open.
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

  /** @param period of the bars in milliseconds */
  constructor(hours: ExchangeHours, period: number) {
    this.hours = hours;
    this.period = period;
  }

  /** @param local wall clock of the exchange, ascending */
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

  /** Whether the rows are named by the ends of their bars. */
  get namesEnds(): boolean {
    return EDGES.some(
      (edge) => this.atClose[edge] >= Math.max(1, this.days * WITH_CLOSE) && this.atOpen[edge] <= this.days * WITH_OPEN,
    );
  }

  /** Rows outside of all sessions, before anything was said about ends. */
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
