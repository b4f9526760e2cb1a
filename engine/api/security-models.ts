import type { Decimal } from '../model/decimal.ts';
import type { Order } from '../transactions/order.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityPortfolio } from '../portfolio/security-portfolio.ts';

/** What a fill model decides about one order in one instant; the caller owns and reuses it. */
export interface FillDecision {
  /** Quantity filled now, signed; 0 when nothing fills. */
  quantity: number;
  /** Price of the fill, slippage included. */
  price: number;
  /** Said in the order event, e.g. that the price was stale. Empty when there is nothing to say. */
  message: string;
}

/** Decides whether, how much and at what price an order fills on the newest data (LEAN's IFillModel). */
export interface FillModel {
  /** Writes the decision for `order` into `decision`; leaves quantity 0 when it does not fill. Never throws for want of data. */
  fill(security: Security, order: Order, decision: FillDecision): void;
}

/** A fee in its own currency. */
export interface OrderFee {
  readonly amount: Decimal;
  readonly currency: string;
}

/** The commission of a fully filled order (LEAN's IFeeModel). */
export interface FeeModel {
  getOrderFee(security: Security, order: Order): OrderFee;
}

/** The adverse move between the price seen and the price got, >= 0, in price units (LEAN's ISlippageModel). */
export interface SlippageModel {
  getSlippage(security: Security, order: Order): number;
}

/** When the cash of a sale becomes available (LEAN's ISettlementModel). */
export interface SettlementModel {
  /** Books `amount` of `currency` from a fill of `security` at `utc`. */
  applyFunds(portfolio: SecurityPortfolio, security: Security, utc: number, currency: string, amount: Decimal): void;
  /** Moves what has settled by `utc`; asked once an hour of algorithm time. */
  scan(portfolio: SecurityPortfolio, security: Security, utc: number): void;
}

/** What an order may use, and how large a target position is (LEAN's IBuyingPowerModel). */
export interface BuyingPowerModel {
  getLeverage(security: Security): number;
  setLeverage(security: Security, leverage: number): void;
  /** Undefined when the order may go; else the reason, a whole sentence. */
  refusal(portfolio: SecurityPortfolio, security: Security, order: Order): string | undefined;
  /** Signed quantity to order so that the holding uses `target` (a share of the portfolio's value, signed). */
  quantityForTarget(portfolio: SecurityPortfolio, security: Security, target: number): number;
  /** Margin that the present holding keeps in use, account currency, >= 0. */
  maintenanceMargin(security: Security): number;
}
