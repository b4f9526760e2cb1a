/** A time zone: turns UTC instants into wall clocks and back, both in milliseconds. */
export interface TimeZoneView {
  /** `America/New_York`. */
  readonly id: string;
  toLocal(utc: number): number;
  toUtc(local: number): number;
}

/** The hours of one day, as times of day in milliseconds. */
export interface DayHoursView {
  readonly isClosedAllDay: boolean;
  readonly isOpenAllDay: boolean;
  /** Length of the regular hours. */
  readonly marketDuration: number;
  /** NaN on a day without regular hours. */
  readonly regularOpen: number;
  readonly regularClose: number;
}

/** When an exchange trades. All times are wall clocks of its time zone in milliseconds. */
export interface ExchangeHoursView {
  readonly timeZone: TimeZoneView;
  /** Whether the market has no closing time at all (crypto). */
  readonly isMarketAlwaysOpen: boolean;
  isOpen(local: number, extended: boolean): boolean;
  /** Whether any of [start, end) lies in market hours; a start equal to the end is one moment. */
  isOpenDuring(start: number, end: number, extended: boolean): boolean;
  /** Whether the date of a wall clock has regular hours; with `extended`, whether it has any hours. */
  isDateOpen(local: number, extended?: boolean): boolean;
  dayHours(local: number): DayHoursView;
  nextMarketOpen(local: number, extended: boolean): number;
  nextMarketClose(local: number, extended: boolean): number;
  /** The last close of the date of a wall clock. */
  lastDailyMarketClose(local: number, extended: boolean): number;
}
