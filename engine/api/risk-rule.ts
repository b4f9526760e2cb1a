import type { BuiltInContract, ProviderFactory } from './contract.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView } from './portfolio-view.ts';

/** Why a rule refuses an order. */
export interface RiskRefusal {
  /** A code in capitals that stays the same from version to version: `MAX_ORDER`. */
  readonly code: string;
  /** What the order would have brought, in the unit of the limit. */
  readonly value: number;
  readonly limit: number;
  /** A whole sentence that names value and limit. */
  readonly message: string;
}

/** What rules know beside the order. Amounts are in account currency. */
export interface RiskContext {
  readonly portfolio: PortfolioView;
  /** UTC instant. */
  readonly utcTime: number;
  /** Value of the portfolio at the start of the day in the algorithm's time zone, or of the run. */
  readonly dayStartValue: number;
  /** Value of what the order has yet to fill, >= 0, at its own price where it has one; NaN without a price. */
  orderValue(order: OrderView): number;
  /** Signed units held if the order and all open orders of its side were filled and no other. */
  worstCaseQuantity(order: OrderView): number;
  /** Signed value of so many units of the order's security at its newest price; NaN without a price. */
  positionValue(order: OrderView, quantity: number): number;
  /** True when the order, with the open orders of its side, only makes a position smaller. */
  isReducing(order: OrderView): boolean;
  /** Says once that the rule lacks what it needs to judge. A rule without its data lets orders pass. */
  reportMissingData(message: string): void;
}

/**
 * A limit that every new order, and every order that is changed, must keep before it goes to the market; the same in a
 * backtest and live. All rules are asked in turn, the first refusal decides: the strictest of several takes precedence.
 * Cancellations, and the closing of delisted securities, are never asked about.
 */
export interface RiskRule {
  /** Stands in refusals and logs, with its limits: `max-order:1000`. */
  readonly id: string;
  /** Undefined when the order may go. */
  check(order: OrderView, context: RiskContext): RiskRefusal | undefined;
}

/** Makes one rule for one run; its limits stand behind the rule's name: `max-order:1000`. */
export type RiskRuleFactory = ProviderFactory<undefined, RiskRule>;

export const RISK_RULE: BuiltInContract = {
  name: 'RiskRule',
  description: 'A limit that orders must keep before they go to the market',
  key: 'riskRules',
  choice: 'many',
  flag: 'risk-rule',
  conformance: 'riskRuleConformance',
};
