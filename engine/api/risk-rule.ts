import type { BuiltInContract, ProviderFactory } from './contract.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView } from './portfolio-view.ts';

/** A rule's refusal of an order. */
export interface RiskRefusal {
  /** A stable code in capitals: `MAX_ORDER`. */
  readonly code: string;
  /** The value that the order would have led to, in the unit of the limit. */
  readonly value: number;
  readonly limit: number;
  /** A whole sentence that states value and limit. */
  readonly message: string;
}

/** The context in which rules check an order. Amounts are in account currency. */
export interface RiskContext {
  readonly portfolio: PortfolioView;
  /** UTC instant. */
  readonly utcTime: number;
  /** Portfolio value at the start of the day in the algorithm's time zone, or at the start of the run if that is later. */
  readonly dayStartValue: number;
  /** Value of the order's unfilled quantity, >= 0, at the order's own price if it has one; NaN without a price. */
  orderValue(order: OrderView): number;
  /** Signed position if the order and all open orders of its side filled, and no other order did. */
  worstCaseQuantity(order: OrderView): number;
  /** Signed value of `quantity` units of the order's security at its newest price; NaN without a price. */
  positionValue(order: OrderView, quantity: number): number;
  /** True when the order, together with the open orders of its side, only reduces the position. */
  isReducing(order: OrderView): boolean;
  /** Logs once that the rule lacks data that it needs. A rule without its data allows orders. */
  reportMissingData(message: string): void;
}

/**
 * A pre-trade limit on every new and every updated order, the same in backtests and live. The engine evaluates the rules
 * in turn and the first refusal applies, so that the strictest of several rules takes precedence. Cancellations and the
 * closing of delisted securities are not checked.
 */
export interface RiskRule {
  /** The rule's name in refusals and logs, with its limits: `max-order:1000`. */
  readonly id: string;
  /** Undefined when the rule allows the order. */
  check(order: OrderView, context: RiskContext): RiskRefusal | undefined;
}

/** Creates one rule for one run; the limits follow the rule's name: `max-order:1000`. */
export type RiskRuleFactory = ProviderFactory<undefined, RiskRule>;

export const RISK_RULE: BuiltInContract = {
  name: 'RiskRule',
  description: 'A pre-trade limit that orders must not exceed',
  key: 'riskRules',
  choice: 'many',
  flag: 'risk-rule',
  conformance: 'riskRuleConformance',
};
