import type { OrderView, RiskAlert, RiskContext, RiskRefusal, RiskRule } from 'tradewright/plugin';
import { money, percent } from './limit-rule.ts';

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
 * filled. While other rules reduce sizes, the limit is reduced alike.
 */
export class MaxPositionRule implements RiskRule {
  readonly id: string;
  private readonly share: number;
  private readonly ticker: string | undefined;

  /** @param share of the portfolio's value, 0.1 for 10 % @param ticker of the only security that the limit is for */
  constructor(share: number, ticker?: string) {
    this.share = share;
    this.ticker = ticker;
    this.id = ticker === undefined ? `max-position:${share}` : `max-position:${share},${ticker}`;
  }

  check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
    if (!this.concerns(order.symbol.ticker) || context.isReducing(order)) return undefined;
    const total = context.portfolio.totalPortfolioValue;
    const value = Math.abs(context.positionValue(order, context.worstCaseQuantity(order))) / total;
    if (Number.isNaN(value)) {
      context.reportMissingData(`${order.symbol.ticker} has no price, so the size of the position is unknown.`);
      return undefined;
    }
    const limit = this.share * context.sizeFactor;
    if (value <= limit && total > 0) return undefined;
    const message = `the position could be ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`;
    return { code: 'MAX_POSITION', value, limit, message };
  }

  /** Prices may carry a position beyond the limit. */
  observe({ portfolio }: RiskContext): RiskAlert | undefined {
    const limit = this.share;
    for (const { symbol, holdings } of portfolio.openPositions) {
      const value = holdings.absoluteHoldingsValue / portfolio.totalPortfolioValue;
      if (!this.concerns(symbol.ticker) || value <= limit) continue;
      const message = `the position in ${symbol.ticker} has grown to ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`;
      return { code: 'MAX_POSITION', value, limit, message };
    }
    return undefined;
  }

  private concerns(ticker: string): boolean {
    return this.ticker === undefined || this.ticker === ticker;
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
    if (!Number.isNaN(lossOfDay(context))) return this.observe(context);
    context.reportMissingData('the value of the portfolio at the start of the day is unknown.');
    return undefined;
  }

  observe(context: RiskContext): RiskAlert | undefined {
    const value = lossOfDay(context);
    if (!(value >= this.share)) return undefined;
    const message = `the portfolio has lost ${percent(value)} since the start of the day, and the limit is ${percent(this.share)}.`;
    return { code: 'DAILY_LOSS', value, limit: this.share, message };
  }
}

function lossOfDay({ dayStartValue, portfolio }: RiskContext): number {
  return 1 - portfolio.totalPortfolioValue / dayStartValue;
}
