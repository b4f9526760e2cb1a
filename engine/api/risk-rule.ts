import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { BuiltInContract, ProviderFactory } from './contract.ts';
import type { PastData } from './exit-rule.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView } from './portfolio-view.ts';
import type { SecurityView } from './security-view.ts';

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

/** What a rule raises while no order is checked: a limit that prices have broken, or a breaker that has tripped. */
export type RiskAlert = RiskRefusal;

/** A position if some or all of the open orders of its security filled, in account currency. */
export interface RiskExposure {
  readonly security: SecurityView;
  /** Signed value with all sales and no purchase filled. */
  readonly low: number;
  /** Signed value with all purchases and no sale filled. */
  readonly high: number;
}

/** The context in which rules check an order. Amounts are in account currency. */
export interface RiskContext {
  readonly portfolio: PortfolioView;
  /** UTC instant. */
  readonly utcTime: number;
  /** Portfolio value at the start of the day in the algorithm's time zone, or at the start of the run if that is later. */
  readonly dayStartValue: number;
  /** The highest observed portfolio value since the start of the run, or since the last resumption after a halt. */
  readonly peakValue: number;
  /** Losing trades, flat to flat, since the last winning one. */
  readonly lossesInARow: number;
  /** UTC instant of the last losing trade; -Infinity before the first. */
  readonly lastLossUtc: number;
  /** The smallest factor by which rules reduce positions, 1 without one. */
  readonly sizeFactor: number;
  readonly past: PastData;
  /** UTC instant of the last losing trade in a symbol; -Infinity before the first. */
  lastLossOf(symbol: SecuritySymbol): number;
  /** Every position with its open orders, and the order that is checked; present positions alone while none is checked. */
  exposures(): readonly RiskExposure[];
  /** The stop at which the position of an entry would be left if it filled at the present price; NaN without one. */
  stopPrice(order: OrderView): number;
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
 * A limit on every new and every updated order, the same in backtests and live. The engine evaluates the rules in turn and
 * the first refusal applies, so that the strictest of several rules takes precedence. Cancellations and the closing of
 * delisted securities are not checked.
 */
export interface RiskRule {
  /** The rule's name in refusals and logs, with its limits: `max-order:1000`. */
  readonly id: string;
  /** Undefined when the rule allows the order. */
  check(order: OrderView, context: RiskContext): RiskRefusal | undefined;
  /** Called at slices, at most every five minutes of the run's time. The engine logs an alert when it begins and when it ends. */
  observe?(context: RiskContext): RiskAlert | undefined;
  /** The factor from 0 to 1 by which sizes of new positions are reduced now. */
  sizeFactor?(context: RiskContext): number;
  /** Ends a halt of the rule; a user gave a reason. */
  resume?(context: RiskContext): void;
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
