/** A time zone: converts UTC instants to wall-clock times and back, both in milliseconds. */
export interface TimeZoneView {
  /** `America/New_York`. */
  readonly id: string;
  toLocal(utc: number): number;
  toUtc(local: number): number;
}

/** The trading hours of one day, as times of day in milliseconds. */
export interface DayHoursView {
  readonly isClosedAllDay: boolean;
  readonly isOpenAllDay: boolean;
  /** Total length of the regular hours, in milliseconds. */
  readonly marketDuration: number;
  /** NaN for a day without regular hours. */
  readonly regularOpen: number;
  readonly regularClose: number;
}

/** The trading hours of an exchange. All times are wall-clock times of its time zone in milliseconds. */
export interface ExchangeHoursView {
  readonly timeZone: TimeZoneView;
  /** Whether the market never closes (crypto). */
  readonly isMarketAlwaysOpen: boolean;
  isOpen(local: number, extended: boolean): boolean;
  /** Whether [start, end) overlaps market hours; when start equals end, whether that moment is within them. */
  isOpenDuring(start: number, end: number, extended: boolean): boolean;
  /** Whether the date of a wall-clock time has regular hours; with `extended`, whether it has any hours. */
  isDateOpen(local: number, extended?: boolean): boolean;
  dayHours(local: number): DayHoursView;
  nextMarketOpen(local: number, extended: boolean): number;
  nextMarketClose(local: number, extended: boolean): number;
  /** The last close on the date of a wall-clock time. */
  lastDailyMarketClose(local: number, extended: boolean): number;
}
