import type { OrderView, RiskContext, RiskRefusal, RiskRule } from 'tradewright/plugin';

/** Refuses orders of a larger value. Orders that only reduce a position pass, so that it can always be closed. */
export class MaxOrderRule implements RiskRule {
  readonly id: string;
  private readonly amount: number;

  /** @param amount in account currency */
  constructor(amount: number) {
    this.amount = amount;
    this.id = `max-order:${amount}`;
  }

  check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
    if (context.isReducing(order)) return undefined;
    const value = context.orderValue(order);
    if (Number.isNaN(value)) {
      context.reportMissingData(`${order.symbol.ticker} has no price, so the value of the order is unknown.`);
      return undefined;
    }
    if (value <= this.amount) return undefined;
    const message = `the order is worth ${money(value)}, and the limit is ${money(this.amount)}.`;
    return { code: 'MAX_ORDER', value, limit: this.amount, message };
  }
}

/**
 * Refuses orders that could make a position a larger share of the portfolio if all open orders of that side were
 * filled.
 */
export class MaxPositionRule implements RiskRule {
  readonly id: string;
  private readonly share: number;

  /** @param share of the portfolio's value, 0.1 for 10 % */
  constructor(share: number) {
    this.share = share;
    this.id = `max-position:${share}`;
  }

  check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
    if (context.isReducing(order)) return undefined;
    const total = context.portfolio.totalPortfolioValue;
    const value = Math.abs(context.positionValue(order, context.worstCaseQuantity(order))) / total;
    if (Number.isNaN(value)) {
      context.reportMissingData(`${order.symbol.ticker} has no price, so the size of the position is unknown.`);
      return undefined;
    }
    if (value <= this.share && total > 0) return undefined;
    const message = `the position could be ${percent(value)} of the portfolio, and the limit is ${percent(this.share)}.`;
    return { code: 'MAX_POSITION', value, limit: this.share, message };
  }
}

/** After a loss within a day, refuses every order that does not only reduce a position. */
export class DailyLossRule implements RiskRule {
  readonly id: string;
  private readonly share: number;

  /** @param share of the portfolio's value at the start of the day, 0.05 for 5 % */
  constructor(share: number) {
    this.share = share;
    this.id = `daily-loss:${share}`;
  }

  check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
    if (context.isReducing(order)) return undefined;
    const { dayStartValue, portfolio } = context;
    const value = 1 - portfolio.totalPortfolioValue / dayStartValue;
    if (Number.isNaN(value)) {
      context.reportMissingData('the value of the portfolio at the start of the day is unknown.');
      return undefined;
    }
    if (value < this.share) return undefined;
    const message = `the portfolio has lost ${percent(value)} since the start of the day, and the limit is ${percent(this.share)}.`;
    return { code: 'DAILY_LOSS', value, limit: this.share, message };
  }
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
