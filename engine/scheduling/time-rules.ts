import { DAY, HOUR, MINUTE, SECOND } from '../data/time/calendar-math.ts';
import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import type { Duration } from '../data/time/duration.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { TimeZone } from '../data/time/time-zone.ts';
import { EngineError } from '../model/engine-error.ts';
import { SCHEDULING_ERRORS } from './errors.ts';
import {
  type MarketLike,
  resolved,
  ruleName,
  type ScheduleContext,
  type ScheduledMarket,
  type TimeRule,
} from './rules.ts';

/** The normalized arguments of the rules of opens and closes. */
interface Choice {
  readonly market: ScheduledMarket | undefined;
  readonly minutes: number;
  readonly extended: boolean;
}

/** The instant of an open or a close on a date, or `undefined` if the date has none. */
type SessionTime = (hours: ExchangeHours, date: number) => number | undefined;

/**
 * Ready-made time rules of an algorithm, LEAN's TimeRules (Common/Scheduling/TimeRules.cs).
 *
 * Times of day are in the algorithm's zone unless another is given; opens and closes are in the exchange's zone.
 */
export class TimeRules {
  private readonly context: ScheduleContext;

  /** @internal */
  constructor(context: ScheduleContext) {
    this.context = context;
  }

  /** The time at which the event is added, independent of the date. */
  get now(): TimeRule {
    return each('Now', () => this.context.clock.utc);
  }

  /** 00:00 in the algorithm's zone. */
  get midnight(): TimeRule {
    return each('Midnight', (date) => this.context.timeZone.toUtc(date));
  }

  /** Twelve hours after midnight, as in LEAN: 11:00 or 13:00 on days on which the clocks change. */
  get noon(): TimeRule {
    return each('Noon', (date) => this.context.timeZone.toUtc(date) + 12 * HOUR);
  }

  /** A time of day, in the algorithm's zone or in another. @throws EngineError SCHEDULING_INVALID_TIME */
  at(hour: number, minute = 0, second = 0, timeZone?: TimeZone): TimeRule {
    const time = hour * HOUR + minute * MINUTE + second * SECOND;
    if (!(hour >= 0 && minute >= 0 && second >= 0 && minute < 60 && second < 60 && time < DAY)) {
      throw invalidTime(
        `There is no time of day ${hour}:${minute}:${second}. Use hours up to 23, minutes and seconds up to 59.`,
      );
    }
    return each(shortNumber(time / HOUR), (date) => (timeZone ?? this.context.timeZone).toUtc(date + time));
  }

  /**
   * Repeatedly from midnight, in the algorithm's zone. All wall-clock times that a daylight saving change skips map to the
   * instant of the change: an interval shorter than the gap is due there more than once, as in LEAN.
   *
   * @throws EngineError SCHEDULING_INVALID_TIME for an interval that is not longer than zero
   */
  every(duration: Duration): TimeRule {
    const interval = isDuration(duration) ? durationMilliseconds(duration) : NaN;
    if (!(interval > 0)) {
      throw invalidTime(
        `The interval ${JSON.stringify(duration)} cannot be scheduled. Use a duration longer than zero, such as { minutes: 10 }.`,
      );
    }
    const { context } = this;
    return {
      name: `Every ${shortNumber(interval / MINUTE)} min`,
      utcTimes: function* (dates) {
        for (const date of dates) {
          for (let time = 0; time < DAY; time += interval) yield context.timeZone.toUtc(date + time);
        }
      },
    };
  }

  /**
   * A number of minutes after the first open of a date; without a security the earliest open of the algorithm's markets.
   *
   * @throws EngineError SCHEDULING_NEVER_CLOSING_MARKET
   */
  afterMarketOpen(minutesAfterOpen?: number, extendedMarketOpen?: boolean): TimeRule;
  afterMarketOpen(security: MarketLike, minutesAfterOpen?: number, extendedMarketOpen?: boolean): TimeRule;
  afterMarketOpen(first?: MarketLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.marketOpen(choose(resolved(this.context, first), second, third));
  }

  /** A number of minutes before the first open of a date. */
  beforeMarketOpen(minutesBeforeOpen?: number, extendedMarketOpen?: boolean): TimeRule;
  beforeMarketOpen(security: MarketLike, minutesBeforeOpen?: number, extendedMarketOpen?: boolean): TimeRule;
  beforeMarketOpen(first?: MarketLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.marketOpen(choose(resolved(this.context, first), second, third, -1));
  }

  /**
   * A number of minutes before the last close of a date; without a security the latest close of the algorithm's markets.
   *
   * @throws EngineError SCHEDULING_NEVER_CLOSING_MARKET
   */
  beforeMarketClose(minutesBeforeClose?: number, extendedMarketClose?: boolean): TimeRule;
  beforeMarketClose(security: MarketLike, minutesBeforeClose?: number, extendedMarketClose?: boolean): TimeRule;
  beforeMarketClose(first?: MarketLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.marketClose(choose(resolved(this.context, first), second, third));
  }

  /** A number of minutes after the last close of a date. */
  afterMarketClose(minutesAfterClose?: number, extendedMarketClose?: boolean): TimeRule;
  afterMarketClose(security: MarketLike, minutesAfterClose?: number, extendedMarketClose?: boolean): TimeRule;
  afterMarketClose(first?: MarketLike | number, second?: number | boolean, third?: boolean): TimeRule {
    return this.marketClose(choose(resolved(this.context, first), second, third, -1));
  }

  private marketOpen({ market, minutes, extended }: Choice): TimeRule {
    const name = `${shortNumber(Math.abs(minutes))} min ${minutes > 0 ? 'after' : 'before'} ${extended ? 'ExtendedMarketOpen' : 'MarketOpen'}`;
    return this.session(name, market, Math.min, (hours, date) => {
      if (!hours.isDateOpen(date, extended)) return undefined;
      const open = hours.firstDailyMarketOpen(date + DAY - 1, extended);
      return open < date ? undefined : hours.timeZone.toUtc(open + minutes * MINUTE);
    });
  }

  private marketClose({ market, minutes, extended }: Choice): TimeRule {
    const name = `${shortNumber(Math.abs(minutes))} min ${minutes > 0 ? 'before' : 'after'} ${extended ? 'ExtendedMarketClose' : 'MarketClose'}`;
    return this.session(name, market, Math.max, (hours, date) => {
      if (!hours.isDateOpen(date, extended)) return undefined;
      return hours.timeZone.toUtc(hours.lastDailyMarketClose(date, extended) - minutes * MINUTE);
    });
  }

  private session(
    name: string,
    market: ScheduledMarket | undefined,
    pick: (a: number, b: number) => number,
    timeOf: SessionTime,
  ): TimeRule {
    const fullName = ruleName(market, name);
    if (market?.exchangeHours.isMarketAlwaysOpen === true) {
      throw new EngineError(
        SCHEDULING_ERRORS.NEVER_CLOSING_MARKET,
        `The rule "${fullName}" is never due: the market ${market.exchangeHours.name} never closes. Use timeRules.at or timeRules.every.`,
        { data: { rule: fullName } },
      );
    }
    const { context } = this;
    return {
      name: fullName,
      utcTimes: function* (dates) {
        const markets =
          market === undefined
            ? [...context.marketHours()].filter((hours) => !hours.isMarketAlwaysOpen)
            : [market.exchangeHours];
        for (const date of dates) {
          const times = markets.map((hours) => timeOf(hours, date)).filter((time) => time !== undefined);
          if (times.length > 0) yield times.reduce((best, time) => pick(best, time));
        }
      },
    };
  }
}

/** A rule that is due when any of several rules is: in order, each instant of a date once (LEAN's CompositeTimeRule). */
export function combineTimeRules(...rules: readonly TimeRule[]): TimeRule {
  return {
    name: rules.map((rule) => rule.name).join(','),
    utcTimes: function* (dates) {
      for (const date of dates) {
        const times = new Set(rules.flatMap((rule) => [...rule.utcTimes([date])]));
        yield* [...times].sort((a, b) => a - b);
      }
    },
  };
}

function each(name: string, timeOf: (date: number) => number): TimeRule {
  return {
    name,
    utcTimes: function* (dates) {
      for (const date of dates) yield timeOf(date);
    },
  };
}

function choose(
  first: ScheduledMarket | number | undefined,
  second: number | boolean | undefined,
  third: boolean | undefined,
  sign = 1,
): Choice {
  const named = typeof first === 'object';
  const minutes = named ? second : first;
  const extended = named ? third : second;
  return { market: named ? first : undefined, minutes: sign * Number(minutes ?? 0), extended: extended === true };
}

/** At most two decimals, without trailing zeros. */
function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function invalidTime(message: string): EngineError {
  return new EngineError(SCHEDULING_ERRORS.INVALID_TIME, message);
}
