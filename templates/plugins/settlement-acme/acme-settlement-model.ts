import { type Decimal, type Security, type SecurityPortfolio, type SettlementModel } from 'tradewright';

const DAY = 86_400_000;

/** Cash that is on its way. */
interface Proceeds {
  readonly settlesUtc: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/** Purchases are paid at once; the proceeds of sales are there so many days later. */
export class AcmeSettlementModel implements SettlementModel {
  private readonly days: number;
  private waiting: Proceeds[] = [];

  constructor(days = 2) {
    this.days = days;
  }

  applyFunds(portfolio: SecurityPortfolio, _security: Security, utc: number, currency: string, amount: Decimal): void {
    const cash = portfolio.cashBook.get(currency);
    if (amount.sign <= 0) {
      cash.add(amount);
      return;
    }
    cash.addUnsettled(amount);
    this.waiting.push({ settlesUtc: utc + this.days * DAY, currency, amount });
  }

  scan(portfolio: SecurityPortfolio, _security: Security, utc: number): void {
    if (this.waiting.length === 0) return;
    for (const { settlesUtc, currency, amount } of this.waiting) {
      if (settlesUtc > utc) continue;
      const cash = portfolio.cashBook.get(currency);
      cash.addUnsettled(amount.neg());
      cash.add(amount);
    }
    this.waiting = this.waiting.filter(({ settlesUtc }) => settlesUtc > utc);
  }
}
