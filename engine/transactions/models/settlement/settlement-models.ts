import type { SettlementAccount } from '../../../api/portfolio-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { SettlementModel } from '../../../api/security-models.ts';
import { DAY, dateOf, HOUR } from '../../../data/time/calendar-math.ts';
import type { Decimal } from '../../../model/decimal.ts';

/** Cash of fills is available immediately (LEAN's ImmediateSettlementModel). */
export class ImmediateSettlementModel implements SettlementModel {
  applyFunds(
    account: SettlementAccount,
    _security: SecurityView,
    _utc: number,
    currency: string,
    amount: Decimal,
  ): void {
    account.addSettled(currency, amount);
  }

  scan(): void {}
}

interface UnsettledAmount {
  readonly settlesUtc: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/**
 * Proceeds of sales are available some trading days later; purchases are paid immediately (LEAN's
 * DelayedSettlementModel).
 */
export class DelayedSettlementModel implements SettlementModel {
  private readonly days: number;
  private readonly timeOfDay: number;
  private waiting: UnsettledAmount[] = [];

  /**
   * @param days trading days until the proceeds settle; US equities settle one day after the trade
   * @param timeOfDay time of that day in the exchange's time zone, in milliseconds since midnight
   */
  constructor(days = 1, timeOfDay = 6 * HOUR) {
    this.days = days;
    this.timeOfDay = timeOfDay;
  }

  applyFunds(account: SettlementAccount, security: SecurityView, utc: number, currency: string, amount: Decimal): void {
    if (amount.sign <= 0) {
      account.addSettled(currency, amount);
      return;
    }
    account.addUnsettled(currency, amount);
    const hours = security.exchangeHours;
    let date = dateOf(hours.timeZone.toLocal(utc));
    for (let day = 0; day < this.days; day++) {
      do date += DAY;
      while (!hours.isDateOpen(date));
    }
    this.waiting.push({ settlesUtc: hours.timeZone.toUtc(date + this.timeOfDay), currency, amount });
  }

  scan(account: SettlementAccount, _security: SecurityView, utc: number): void {
    if (this.waiting.length === 0 || this.waiting[0].settlesUtc > utc) return;
    const due = this.waiting.findIndex((item) => item.settlesUtc > utc);
    const settled = this.waiting.splice(0, due < 0 ? this.waiting.length : due);
    for (const { currency, amount } of settled) {
      account.addUnsettled(currency, amount.neg());
      account.addSettled(currency, amount);
    }
  }
}
