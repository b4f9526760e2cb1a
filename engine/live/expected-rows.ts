import type { ExchangeHours, TimeInterval } from '../data/time/exchange-hours.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

/** How long after its end a row may be missing before its subscription is stale: symbols do not trade in every minute. */
const PATIENCE: Readonly<Record<Resolution, number>> = {
  [Resolution.Tick]: MINUTE,
  [Resolution.Second]: MINUTE,
  [Resolution.Minute]: 3 * MINUTE,
  [Resolution.Hour]: 10 * MINUTE,
  [Resolution.Daily]: 30 * MINUTE,
};

/** The calendar of a subscription: when its rows are expected. */
export class ExpectedRows {
  private readonly hours: ExchangeHours;
  private readonly config: SubscriptionConfig;
  private readonly isStrictDaily: boolean;
  private readonly calendar: TimeInterval = { start: NaN, end: NaN };

  constructor(hours: ExchangeHours, config: SubscriptionConfig, isStrictDaily: boolean) {
    this.hours = hours;
    this.config = config;
    this.isStrictDaily = isStrictDaily;
  }

  /** UTC instant from which the subscription is stale if no row has ended after `lastUtc`. */
  staleAt(lastUtc: number): number {
    const { hours } = this;
    const { resolution, extendedMarketHours } = this.config;
    const patience = PATIENCE[resolution];
    const last = hours.timeZone.toLocal(lastUtc);
    const end = this.nextEnd(last);
    // patience that the close cuts short begins again with the next open
    const isCut = !this.isStrictDaily && !hours.isOpen(end + patience - 1, extendedMarketHours);
    const due = isCut ? hours.nextMarketOpen(end, extendedMarketHours) + this.period : end;
    return hours.timeZone.toUtc(due) + patience;
  }

  private get period(): number {
    return Math.max(SECOND, resolutionPeriod(this.config.resolution));
  }

  /** End of the first bar that ends after a wall-clock time of the exchange. */
  private nextEnd(local: number): number {
    const { hours, calendar } = this;
    const { extendedMarketHours } = this.config;
    if (this.isStrictDaily) {
      hours.dailyCalendar(local, false, calendar);
      if (!(calendar.end > local)) hours.dailyCalendar(hours.nextMarketOpen(local, false), false, calendar);
      return calendar.end;
    }
    const { period } = this;
    const start = Math.floor(local / period) * period;
    if (hours.isOpenDuring(start, start + period, extendedMarketHours)) return start + period;
    return hours.nextMarketOpen(local, extendedMarketHours) + period;
  }
}
