import type { Decimal } from '../model/decimal.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView, SettlementAccount } from './portfolio-view.ts';
import type { SecurityView } from './security-view.ts';
import type { BuiltInContract } from './contract.ts';

/** The settings of a strategy that the simulated market uses. */
export interface MarketSettings {
  /** Age in milliseconds from which a price is stale for a market order. */
  readonly stalePriceTimeSpan: number;
  /** See {@link FillContext.limitIfTouchedRests}. */
  readonly limitIfTouchedRests?: boolean;
  /** Whether fills may overdraw a cash account, as in LEAN; otherwise such fills are refused. */
  readonly cashAccountsMayOverdraw?: boolean;
}

/** The inputs and decisions of a fill model for one order at one instant; the caller owns and reuses the object. */
export interface FillContext {
  /** Now, UTC. */
  utc: number;
  /** Age in milliseconds from which a price is stale for a market order. */
  stalePriceTimeSpan: number;
  /**
   * When true, a limit if touched order that was touched on an earlier bar fills like any limit order; when false, the
   * newest price must be within its limit, as in LEAN.
   */
  limitIfTouchedRests?: boolean;
  /** Decision: quantity filled now, signed; 0 when nothing fills. */
  quantity: number;
  /** Decision: price of the fill, slippage included. */
  price: number;
  /** Decision: the message of the order event, e.g. that the price was stale; empty without a message. */
  message: string;
  /** Decision: the stop of a stop limit order has triggered, permanently. False when nothing changes. */
  stopTriggered: boolean;
  /** Decision: the trigger of a limit if touched order has been touched, permanently. False when nothing changes. */
  triggerTouched: boolean;
  /** Decision: the new stop price of a trailing stop order; NaN when it does not move. */
  stopPrice: number;
}

/** Decides whether, how much and at what price an order fills on the newest data, without modifying it (LEAN's IFillModel). */
export interface FillModel {
  /**
   * True when an order with a price neither fills nor changes before the security's newest data reach that price. Limit,
   * stop market, untriggered stop limit and untouched limit if touched orders then rest in a book sorted by price. Without
   * it, the engine calls the model for every open order at every scan.
   */
  readonly isPriceBound?: boolean;
  /** Writes the decision for `order` into `context`; leaves quantity 0 without a fill. Must not throw for lack of data. */
  fill(security: SecurityView, order: OrderView, context: FillContext): void;
}

/** A fee: an amount in a currency. */
export interface OrderFee {
  readonly amount: Decimal;
  readonly currency: string;
  /** True when the fee was deducted from the bought quantity (crypto fees in the base currency). */
  readonly deductedFromQuantity?: boolean;
}

/** The commission of a fully filled order (LEAN's IFeeModel). */
export interface FeeModel {
  /** @param fill the complete fill of the order; undefined when the fee is only estimated */
  getOrderFee(security: SecurityView, order: OrderView, fill?: FilledTerms): OrderFee;
}

/** The complete fill of an order. */
export interface FilledTerms {
  /** Average price. */
  readonly price: number;
}

/** The adverse difference between quoted and executed price, >= 0, in price units (LEAN's ISlippageModel). */
export interface SlippageModel {
  getSlippage(security: SecurityView, order: OrderView): number;
}

/** When the cash of a sale becomes available (LEAN's ISettlementModel). */
export interface SettlementModel {
  /** Books `amount` of `currency` for a fill of `security` at `utc`. */
  applyFunds(account: SettlementAccount, security: SecurityView, utc: number, currency: string, amount: Decimal): void;
  /** Releases the cash that has settled by `utc`; called once per hour of algorithm time. */
  scan(account: SettlementAccount, security: SecurityView, utc: number): void;
}

/** Margin, buying power and position sizing of a security (LEAN's IBuyingPowerModel). */
export interface BuyingPowerModel {
  getLeverage(security: SecurityView): number;
  /** @throws EngineError when the model does not allow the leverage */
  setLeverage(security: SecurityView, leverage: number): void;
  /** Undefined when buying power suffices; otherwise the reason, a whole sentence. */
  refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined;
  /**
   * An upper bound of the free margin, in account currency, that suffices for each of the security's open orders of up to
   * the given sizes (>= 0, absolute); Infinity when there is no such bound. Without it, the engine calls the model for every
   * open order at every scan.
   */
  marginBoundForOrders?(
    portfolio: PortfolioView,
    security: SecurityView,
    largestBuy: number,
    largestSell: number,
  ): number;
  /** Signed order quantity for a holding of `target` (signed share of the portfolio's value), net of buffer and fees. */
  quantityForTarget(portfolio: PortfolioView, security: SecurityView, target: number): number;
  /** Signed order quantity that changes the used margin by `delta` (account currency, signed as the position). */
  quantityForMarginChange(portfolio: PortfolioView, security: SecurityView, delta: number): number;
  /** Maintenance margin of the current holding, account currency, >= 0. */
  maintenanceMargin(security: SecurityView): number;
  exactMaintenanceMargin(security: SecurityView): Decimal;
  /**
   * Whether the maintenance margin of a position never exceeds this share of its absolute value, at any price. Without it,
   * the engine computes the margin itself whenever a margin call might be due.
   */
  tiesUpAtMost?(share: number): boolean;
}

export const FILL_MODEL: BuiltInContract = {
  name: 'FillModel',
  description: 'When and at what price orders fill',
  key: 'fillModel',
  choice: 'one',
  flag: 'fill-model',
  conformance: 'fillModelConformance',
};

export const FEE_MODEL: BuiltInContract = {
  name: 'FeeModel',
  description: 'Commission',
  key: 'feeModel',
  choice: 'one',
  flag: 'fee-model',
  conformance: 'feeModelConformance',
};

export const SLIPPAGE_MODEL: BuiltInContract = {
  name: 'SlippageModel',
  description: 'Adverse price difference of fills',
  key: 'slippageModel',
  choice: 'one',
  flag: 'slippage-model',
  conformance: 'slippageModelConformance',
};

export const SETTLEMENT_MODEL: BuiltInContract = {
  name: 'SettlementModel',
  description: 'When the cash of a sale becomes available',
  key: 'settlementModel',
  choice: 'one',
  flag: 'settlement-model',
  conformance: 'settlementModelConformance',
};

export const BUYING_POWER_MODEL: BuiltInContract = {
  name: 'BuyingPowerModel',
  description: 'Margin, buying power and position sizing',
  key: 'buyingPowerModel',
  choice: 'one',
  flag: 'buying-power-model',
  conformance: 'buyingPowerModelConformance',
};
