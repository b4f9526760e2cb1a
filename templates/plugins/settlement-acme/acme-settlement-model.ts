import { type Decimal, type SecurityView, type SettlementAccount, type SettlementModel } from 'tradewright/plugin';

const DAY = 86_400_000;

/** Unsettled cash. */
interface Proceeds {
  readonly settlesUtc: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/** Purchases are paid at once; the proceeds of sales are available a number of days later. */
export class AcmeSettlementModel implements SettlementModel {
  private readonly days: number;
  private waiting: Proceeds[] = [];

  constructor(days = 2) {
    this.days = days;
  }

  applyFunds(
    account: SettlementAccount,
    _security: SecurityView,
    utc: number,
    currency: string,
    amount: Decimal,
  ): void {
    if (amount.sign <= 0) {
      account.addSettled(currency, amount);
      return;
    }
    account.addUnsettled(currency, amount);
    this.waiting.push({ settlesUtc: utc + this.days * DAY, currency, amount });
  }

  scan(account: SettlementAccount, _security: SecurityView, utc: number): void {
    if (this.waiting.length === 0) return;
    for (const { settlesUtc, currency, amount } of this.waiting) {
      if (settlesUtc > utc) continue;
      account.addUnsettled(currency, amount.neg());
      account.addSettled(currency, amount);
    }
    this.waiting = this.waiting.filter(({ settlesUtc }) => settlesUtc > utc);
  }
}
