import { SecurityType } from '../../model/security-type.ts';
import { DAY, HOUR, MINUTE } from './calendar-math.ts';
import { DayHours } from './day-hours.ts';
import { ExchangeHours } from './exchange-hours.ts';
import { MarketHoursDatabase } from './market-hours-database.ts';
import type { MarketHoursEntry } from './market-hours-database.ts';
import { nyseCalendar } from './nyse-calendar.ts';
import { NEW_YORK, TimeZone } from './time-zone.ts';

/** Factories of the built-in market hours by name; each is called once, at the first request. */
const RECIPES = {
  'US equity': () =>
    nyseEntry(
      'US equity',
      DayHours.of({
        preMarketOpen: 4 * HOUR,
        open: 9 * HOUR + 30 * MINUTE,
        close: 16 * HOUR,
        postMarketClose: 20 * HOUR,
      }),
    ),
  'US index': () => nyseEntry('US index', DayHours.of({ open: 9 * HOUR + 30 * MINUTE, close: 16 * HOUR })),
  'forex week': forexEntry,
  'around the clock': () => ({
    dataTimeZone: TimeZone.UTC,
    exchangeHours: ExchangeHours.alwaysOpen(TimeZone.UTC, 'around the clock'),
  }),
} satisfies Record<string, () => MarketHoursEntry>;

const RECIPE_OF: Readonly<Partial<Record<SecurityType, keyof typeof RECIPES>>> = {
  [SecurityType.Equity]: 'US equity',
  [SecurityType.Index]: 'US index',
  [SecurityType.Forex]: 'forex week',
  [SecurityType.Cfd]: 'forex week',
  [SecurityType.Crypto]: 'around the clock',
  [SecurityType.CryptoFuture]: 'around the clock',
};

/**
 * The project's own market hours, for data folders without any.
 *
 * US stocks and indices: the calendar of the New York Stock Exchange ({@link nyseCalendar}: 1990 to 2030), stocks with
 * pre-market from 04:00 and post-market until 20:00. Forex and CFDs of any market: Sunday 17:00 to Friday 17:00 New
 * York time without holidays, data in UTC. Crypto and its futures: always open, UTC. There are no other entries.
 */
export class BuiltInMarketHoursDatabase extends MarketHoursDatabase {
  protected override readonly description = 'the built-in calendar (US stocks and indices, forex, CFDs, crypto)';

  private readonly made = new Map<keyof typeof RECIPES, MarketHoursEntry>();

  protected override find(market: string, _ticker: string, securityType: SecurityType): MarketHoursEntry | undefined {
    const name = RECIPE_OF[securityType];
    if (name === undefined || (name.startsWith('US ') && market !== 'usa')) return undefined;
    let entry = this.made.get(name);
    if (entry === undefined) {
      entry = RECIPES[name]();
      this.made.set(name, entry);
    }
    return entry;
  }
}

function nyseEntry(name: string, session: DayHours): MarketHoursEntry {
  const timeZone = TimeZone.of(NEW_YORK);
  const week = [DayHours.CLOSED, session, session, session, session, session, DayHours.CLOSED];
  return { dataTimeZone: timeZone, exchangeHours: new ExchangeHours({ name, timeZone, week, ...nyseCalendar() }) };
}

function forexEntry(): MarketHoursEntry {
  const open = 17 * HOUR;
  const sunday = DayHours.of({ open, close: DAY });
  const friday = DayHours.of({ open: 0, close: open });
  const week = [sunday, DayHours.OPEN, DayHours.OPEN, DayHours.OPEN, DayHours.OPEN, friday, DayHours.CLOSED];
  return {
    dataTimeZone: TimeZone.UTC,
    exchangeHours: new ExchangeHours({ name: 'forex week', timeZone: TimeZone.of(NEW_YORK), week }),
  };
}
