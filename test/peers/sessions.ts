/** A trading day of US equities. Times are of New York, `HH:MM`. */
export interface SessionDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly open: string;
  readonly close: string;
}

const DAY_MS = 86_400_000;

const NEW_YORK = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The wall clock of New York at an instant: `YYYY-MM-DD` and `HH:MM:SS`. */
export function newYorkTime(utc: number): { readonly date: string; readonly time: string } {
  const [date = '', time = ''] = NEW_YORK.format(utc).split(', ');
  return { date, time };
}

/** Milliseconds by which the clock of New York is ahead of UTC at an instant: negative. */
export function newYorkOffset(utc: number): number {
  const { date, time } = newYorkTime(utc);
  return Date.parse(`${date}T${time}Z`) - Math.floor(utc / 1000) * 1000;
}

/** The instant of a wall-clock time of New York. */
export function newYorkInstant(date: string, time: string): number {
  const local = Date.parse(`${date}T${time}${time.length === 5 ? ':00' : ''}Z`);
  const guess = local - newYorkOffset(local);
  return local - newYorkOffset(guess);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as RFC 3339 with the offset of New York. */
export function newYorkText(utc: number): string {
  const { date, time } = newYorkTime(utc);
  const minutes = -newYorkOffset(utc) / 60_000;
  return `${date}T${time}-${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** Trading days: Monday to Friday from 9:30 to 16:00, without holidays, with earlier closes. */
export class Sessions {
  private readonly holidays: ReadonlySet<string>;
  private readonly earlyCloses: ReadonlyMap<string, string>;

  constructor(holidays: readonly string[] = [], earlyCloses: Readonly<Record<string, string>> = {}) {
    this.holidays = new Set(holidays);
    this.earlyCloses = new Map(Object.entries(earlyCloses));
  }

  dayOf(date: string): SessionDay | undefined {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6 || this.holidays.has(date)) return undefined;
    return { date, open: '09:30', close: this.earlyCloses.get(date) ?? '16:00' };
  }

  /** The trading days from one date to another, both included. */
  days(from: string, to: string): SessionDay[] {
    const found: SessionDay[] = [];
    for (let utc = Date.parse(`${from}T00:00:00Z`); utc <= Date.parse(`${to}T00:00:00Z`); utc += DAY_MS) {
      const day = this.dayOf(new Date(utc).toISOString().slice(0, 10));
      if (day !== undefined) found.push(day);
    }
    return found;
  }

  isOpen(utc: number): boolean {
    const { date, time } = newYorkTime(utc);
    const day = this.dayOf(date);
    return day !== undefined && time >= `${day.open}:00` && time < `${day.close}:00`;
  }

  nextOpen(utc: number): number {
    return this.next(utc, ({ date, open }) => newYorkInstant(date, open));
  }

  nextClose(utc: number): number {
    return this.next(utc, ({ date, close }) => newYorkInstant(date, close));
  }

  /** The first instant after `utc` that a trading day has. */
  private next(utc: number, instantOf: (day: SessionDay) => number): number {
    const start = Date.parse(`${newYorkTime(utc).date}T00:00:00Z`);
    for (let ahead = 0; ahead < 30; ahead += 1) {
      const day = this.dayOf(new Date(start + ahead * DAY_MS).toISOString().slice(0, 10));
      const instant = day === undefined ? NaN : instantOf(day);
      if (instant > utc) return instant;
    }
    throw new RangeError('There is no trading day within thirty days.');
  }
}
