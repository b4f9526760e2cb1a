import type { ExchangeHours, TimeInterval } from '../time/exchange-hours.ts';

const DAY = 86_400_000;

/** The sessions of one exchange by day, which avoids look-ups of market hours for daily rows. */
export class SessionTable {
  private static readonly known = new WeakMap<ExchangeHours, SessionTable>();

  /** Days since 1970 of the first and the last day of the table. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Consecutive number of each day's session; 0 on a day without one. */
  readonly ordinal: Int32Array;
  /** Wall clocks of the exchange. */
  readonly open: Float64Array;
  readonly close: Float64Array;
  readonly closeUtc: Float64Array;

  private constructor(hours: ExchangeHours, firstDay: number, lastDay: number) {
    const length = lastDay - firstDay + 1;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.ordinal = new Int32Array(length);
    this.open = new Float64Array(length);
    this.close = new Float64Array(length);
    this.closeUtc = new Float64Array(length);
    this.fill(hours);
  }

  /** The table of an exchange that covers at least a range of wall-clock times. */
  static of(hours: ExchangeHours, from: number, thru: number): SessionTable {
    const firstDay = Math.floor(from / DAY);
    const lastDay = Math.floor(thru / DAY);
    const known = SessionTable.known.get(hours);
    if (known !== undefined && known.firstDay <= firstDay && known.lastDay >= lastDay) return known;
    const table = new SessionTable(
      hours,
      Math.min(firstDay, known?.firstDay ?? firstDay),
      Math.max(lastDay, known?.lastDay ?? lastDay),
    );
    SessionTable.known.set(hours, table);
    return table;
  }

  private fill(hours: ExchangeHours): void {
    const session: TimeInterval = { start: NaN, end: NaN };
    let ordinal = 0;
    for (let index = 0; index < this.ordinal.length; index++) {
      const date = (this.firstDay + index) * DAY;
      if (!hours.isDateOpen(date)) continue;
      ordinal++;
      // a daily row's session is the last that opened by its end: if trading begins at midnight, that is another day's
      hours.dailyCalendar(date + DAY, false, session);
      if (session.start < date || session.start >= date + DAY) continue;
      this.ordinal[index] = ordinal;
      this.open[index] = session.start;
      this.close[index] = session.end;
      this.closeUtc[index] = hours.timeZone.toUtc(session.end);
    }
  }
}
