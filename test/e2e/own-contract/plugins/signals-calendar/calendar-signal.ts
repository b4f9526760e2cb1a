import type { SignalFilter } from '../signals-base/signal-filter.ts';
import type { SignalSource } from '../signals-base/signal-source.ts';

/** Invested in the half of the year that starts with a month, and not in the other half. */
export class CalendarSignal implements SignalSource {
  private readonly firstMonth: number;
  private readonly share: number;
  private readonly filters: readonly SignalFilter[];

  /** @param firstMonth 1 to 12 */
  constructor(firstMonth: number, share: number, filters: readonly SignalFilter[]) {
    this.firstMonth = firstMonth;
    this.share = share;
    this.filters = filters;
  }

  shareAt(utc: number): number {
    const month = new Date(utc).getUTCMonth() + 1;
    const isInvested = (month - this.firstMonth + 12) % 12 < 6;
    return isInvested ? this.filters.reduce((share, filter) => filter(share), this.share) : 0;
  }
}
