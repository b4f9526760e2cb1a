import { isMarginSafe } from './contribution.ts';
import type { Security } from './security.ts';
import type { SecurityPortfolio } from './security-portfolio.ts';

/** A market order of a margin call; the quantity is signed and reduces the position. */
export interface MarginCallOrder {
  readonly security: Security;
  readonly quantity: number;
}

export interface MarginCallDecision {
  /** Whether to warn the strategy. */
  readonly isWarning: boolean;
  /** Empty unless positions must be reduced; largest losers first. */
  readonly orders: readonly MarginCallOrder[];
}

/** Decides when and how positions are reduced for lack of margin (LEAN's IMarginCallModel). */
export interface MarginCallModel {
  decide(portfolio: SecurityPortfolio): MarginCallDecision;
}

const NOTHING: MarginCallDecision = { isWarning: false, orders: [] };
const WARNING: MarginCallDecision = { isWarning: true, orders: [] };

/**
 * Warns at 5 % remaining margin; issues margin calls when none remains and the used margin exceeds the portfolio by the buffer
 * (LEAN's DefaultMarginCallModel).
 */
export class DefaultMarginCallModel implements MarginCallModel {
  private readonly marginBuffer: number;

  /** @param marginBuffer by which share of the portfolio the used margin may exceed it */
  constructor(marginBuffer = 0.1) {
    this.marginBuffer = marginBuffer;
  }

  decide(portfolio: SecurityPortfolio): MarginCallDecision {
    if (isMarginSafe(portfolio)) return NOTHING;
    const used = portfolio.totalMarginUsed;
    if (used <= 0) return NOTHING;
    const total = portfolio.totalPortfolioValue;
    const remaining = portfolio.marginRemaining;
    if (remaining > 0) return remaining <= total * 0.05 ? WARNING : NOTHING;
    if (used <= total * (1 + this.marginBuffer)) return NOTHING;
    const orders: MarginCallOrder[] = [];
    for (const security of portfolio.openPositions) {
      const quantity = this.reduction(portfolio, security, used - total);
      if (quantity !== 0) orders.push({ security, quantity });
    }
    orders.sort((a, b) => a.security.holdings.unrealizedProfit - b.security.holdings.unrealizedProfit);
    return { isWarning: orders.length > 0, orders };
  }

  /** Signed quantity that frees `excess` of margin; the whole position if its margin is less. */
  private reduction(portfolio: SecurityPortfolio, security: Security, excess: number): number {
    const model = security.buyingPowerModel;
    const used = model.maintenanceMargin(security);
    const keep = Math.max(0, used - excess);
    const delta = (used - keep) * -Math.sign(security.holdings.quantity);
    const quantity = Math.abs(model.quantityForMarginChange(portfolio, security, delta));
    return -Math.sign(security.holdings.quantity) * quantity;
  }
}
