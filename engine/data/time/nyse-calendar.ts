import {
  addDays,
  dateFromParts,
  DayOfWeek,
  dayOfWeek,
  HOUR,
  MINUTE,
  nthDayOfWeek,
  weekdayIndex,
} from './calendar-math.ts';

/** The years that {@link nyseCalendar} covers. */
export const NYSE_FIRST_YEAR = 1990;
export const NYSE_LAST_YEAR = 2030;

/** Dates as wall-clock midnights of New York, times of day in milliseconds since midnight. */
export interface ExchangeCalendar {
  readonly holidays: readonly number[];
  readonly earlyCloses: ReadonlyMap<number, number>;
  readonly lateOpens: ReadonlyMap<number, number>;
}

/** Full-day closures that follow from no annual rule. */
const SPECIAL_CLOSURES: readonly (readonly [number, number, number])[] = [
  [1994, 4, 27], // funeral of Richard Nixon
  [2001, 9, 11], // attack on the World Trade Center
  [2001, 9, 12],
  [2001, 9, 13],
  [2001, 9, 14],
  [2004, 6, 11], // funeral of Ronald Reagan
  [2007, 1, 2], // funeral of Gerald Ford
  [2012, 10, 29], // hurricane Sandy
  [2012, 10, 30],
  [2018, 12, 5], // funeral of George H. W. Bush
  [2025, 1, 9], // funeral of Jimmy Carter
];

/** Early closes that follow from no rule: date, then hour and minute of the close. */
const SPECIAL_EARLY_CLOSES: readonly (readonly [number, number, number, number, number])[] = [
  [1994, 2, 11, 14, 30], // snow
  [1996, 1, 8, 14, 0], // snow, with a late open
  [1997, 10, 27, 15, 30], // circuit breaker
  [1997, 12, 26, 13, 0],
  [2003, 12, 26, 13, 0],
];

/** Late opens: date, then hour and minute of the open. */
const SPECIAL_LATE_OPENS: readonly (readonly [number, number, number, number, number])[] = [
  [1995, 12, 18, 10, 30], // computer trouble
  [1996, 1, 8, 11, 0], // snow
  [2002, 9, 11, 12, 0], // first anniversary of the attack
];

/**
 * Holidays, early closes and late opens of the New York Stock Exchange from 1990 to 2030.
 *
 * Compiled from the exchange's rules and its announced special days. Tests compare it with the days on which the S&P
 * 500 traded from 1990-01-02 to 2022-12-28, and with LEAN's market hours database: trading days from 1998 to 2028,
 * early closes from November 1999 to 2028. **No reference of the tests covers** the early closes and late opens before
 * November 1999, the late open of 2002, and all of 2029 and 2030; these were compared once with the package
 * pandas-market-calendars 5.5.0, which has the same sessions throughout. Future years follow today's rules; a day of
 * mourning, a storm or a new holiday can change them. Interruptions of a few minutes (moments of silence at the open,
 * the failure of 2005-06-01 at 15:56) are omitted.
 */
export function nyseCalendar(): ExchangeCalendar {
  const holidays = SPECIAL_CLOSURES.map(([year, month, day]) => dateFromParts(year, month, day));
  const earlyCloses = new Map(
    SPECIAL_EARLY_CLOSES.map(([year, month, day, hour, minute]) => [
      dateFromParts(year, month, day),
      hour * HOUR + minute * MINUTE,
    ]),
  );
  const lateOpens = new Map(
    SPECIAL_LATE_OPENS.map(([year, month, day, hour, minute]) => [
      dateFromParts(year, month, day),
      hour * HOUR + minute * MINUTE,
    ]),
  );
  for (let year = NYSE_FIRST_YEAR; year <= NYSE_LAST_YEAR; year++) {
    holidays.push(...holidaysOf(year));
    addEarlyCloses(year, earlyCloses);
  }
  holidays.sort((a, b) => a - b);
  return { holidays, earlyCloses, lateOpens };
}

function holidaysOf(year: number): number[] {
  const dates = [
    nthDayOfWeek(year, 2, DayOfWeek.Monday, 3), // Presidents' Day
    addDays(easterSunday(year), -2), // Good Friday
    nthDayOfWeek(year, 5, DayOfWeek.Monday, -1), // Memorial Day
    nearestWeekday(dateFromParts(year, 7, 4)),
    nthDayOfWeek(year, 9, DayOfWeek.Monday, 1), // Labor Day
    thanksgiving(year),
    nearestWeekday(dateFromParts(year, 12, 25)),
  ];
  const newYear = dateFromParts(year, 1, 1);
  // a New Year's Day on a Saturday is not observed on the Friday before, which ends the exchange's year
  if (dayOfWeek(newYear) !== DayOfWeek.Saturday) dates.push(nearestWeekday(newYear));
  if (year >= 1998) dates.push(nthDayOfWeek(year, 1, DayOfWeek.Monday, 3)); // Martin Luther King Jr. Day
  if (year >= 2022) dates.push(nearestWeekday(dateFromParts(year, 6, 19))); // Juneteenth
  return dates;
}

function addEarlyCloses(year: number, into: Map<number, number>): void {
  // until 1992 early closes were at 14:00; the day after Thanksgiving has one since that year
  const close = (year < 1993 ? 14 : 13) * HOUR;
  if (year >= 1992) into.set(addDays(thanksgiving(year), 1), close);
  const christmasEve = dateFromParts(year, 12, 24);
  if (isMondayToThursday(christmasEve)) into.set(christmasEve, close);
  if (year < 1995) return;
  const thirdOfJuly = dateFromParts(year, 7, 3);
  const isWednesday = dayOfWeek(thirdOfJuly) === DayOfWeek.Wednesday;
  // until 2012 the early close for a holiday on a Thursday was on the Friday after it
  if (isWednesday && year < 2013) into.set(addDays(thirdOfJuly, 2), close);
  else if (isMondayToThursday(thirdOfJuly)) into.set(thirdOfJuly, close);
}

function thanksgiving(year: number): number {
  return nthDayOfWeek(year, 11, DayOfWeek.Thursday, 4);
}

function isMondayToThursday(date: number): boolean {
  const day = weekdayIndex(date);
  return day >= 1 && day <= 4;
}

function nearestWeekday(date: number): number {
  const day = dayOfWeek(date);
  if (day === DayOfWeek.Saturday) return addDays(date, -1);
  return day === DayOfWeek.Sunday ? addDays(date, 1) : date;
}

/** Easter of the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = b >> 2;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = c >> 2;
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dateFromParts(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
