import type { Decimal } from '../model/decimal.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView, SettlementAccount } from './portfolio-view.ts';
import type { SecurityView } from './security-view.ts';
import type { BuiltInContract } from './contract.ts';

/** What a strategy's settings say to the market that fills its orders. */
export interface MarketSettings {
  /** Age in milliseconds from which on a price is stale for a market order. */
  readonly stalePriceTimeSpan: number;
  /** See {@link FillContext.limitIfTouchedRests}. */
  readonly limitIfTouchedRests?: boolean;
  /** Fills may take more than the cash of a cash account, as in LEAN; they are refused otherwise. */
  readonly cashAccountsMayOverdraw?: boolean;
}

/** What a fill model knows and decides about one order in one instant; the caller owns and reuses it. */
export interface FillContext {
  /** Now, UTC. */
  utc: number;
  /** Age in milliseconds from which on a price is stale for a market order. */
  stalePriceTimeSpan: number;
  /**
   * True where a limit if touched order that was touched on an earlier bar fills as any limit order; otherwise the newest
   * price must be within its limit, as in LEAN.
   */
  limitIfTouchedRests?: boolean;
  /** Decision: quantity filled now, signed; 0 when nothing fills. */
  quantity: number;
  /** Decision: price of the fill, slippage included. */
  price: number;
  /** Decision: said in the order event, e.g. that the price was stale. Empty when there is nothing to say. */
  message: string;
  /** Decision: the stop of a stop limit order has been passed, for good. False when nothing changes. */
  stopTriggered: boolean;
  /** Decision: the trigger of a limit if touched order has been touched, for good. False when nothing changes. */
  triggerTouched: boolean;
  /** Decision: where the stop of a trailing stop order moves to; NaN when it stays. */
  stopPrice: number;
}

/** Decides whether, how much and at what price an order fills on the newest data (LEAN's IFillModel). It reads the order and never writes it. */
export interface FillModel {
  /**
   * True when orders with a price neither fill nor change before the security's newest data reach their price: limit,
   * stop market, untriggered stop limit and untouched limit if touched orders then rest in a book that is ordered by price.
   * A model without it is asked about every open order whenever orders are scanned.
   */
  readonly isPriceBound?: boolean;
  /** Writes the decision for `order` into `context`; leaves quantity 0 when it does not fill. Never throws for want of data. */
  fill(security: SecurityView, order: OrderView, context: FillContext): void;
}

/** A fee in its own currency. */
export interface OrderFee {
  readonly amount: Decimal;
  readonly currency: string;
  /** True when the fee was taken from the quantity bought (crypto fees in the base currency). */
  readonly deductedFromQuantity?: boolean;
}

/** The commission of a fully filled order (LEAN's IFeeModel). */
export interface FeeModel {
  /** @param fill what the order filled at, all of it; undefined where the fee is only estimated */
  getOrderFee(security: SecurityView, order: OrderView, fill?: FilledTerms): OrderFee;
}

/** The whole of what an order filled. */
export interface FilledTerms {
  /** Average price. */
  readonly price: number;
}

/** The adverse move between the price seen and the price got, >= 0, in price units (LEAN's ISlippageModel). */
export interface SlippageModel {
  getSlippage(security: SecurityView, order: OrderView): number;
}

/** When the cash of a sale becomes available (LEAN's ISettlementModel). */
export interface SettlementModel {
  /** Books `amount` of `currency` from a fill of `security` at `utc`. */
  applyFunds(account: SettlementAccount, security: SecurityView, utc: number, currency: string, amount: Decimal): void;
  /** Moves what has settled by `utc`; asked once an hour of algorithm time. */
  scan(account: SettlementAccount, security: SecurityView, utc: number): void;
}

/** What an order may use, and how large a target position is (LEAN's IBuyingPowerModel). */
export interface BuyingPowerModel {
  getLeverage(security: SecurityView): number;
  /** @throws EngineError when the model does not allow the leverage */
  setLeverage(security: SecurityView, leverage: number): void;
  /** Undefined when the order may go; else the reason, a whole sentence. */
  refusal(portfolio: PortfolioView, security: SecurityView, order: OrderView): string | undefined;
  /**
   * Free margin, in account currency, with which certainly none of the security's open orders of up to the given sizes
   * (>= 0, absolute) would be refused now; Infinity when that cannot be told without looking at each.
   * A model without it is asked about every open order at every scan.
   */
  marginBoundForOrders?(
    portfolio: PortfolioView,
    security: SecurityView,
    largestBuy: number,
    largestSell: number,
  ): number;
  /** Signed quantity to order so that the holding uses `target` (a share of the portfolio's value, signed), buffer and fees respected. */
  quantityForTarget(portfolio: PortfolioView, security: SecurityView, target: number): number;
  /** Signed quantity to order so that the margin in use changes by `delta` (account currency, signed as the position). */
  quantityForMarginChange(portfolio: PortfolioView, security: SecurityView, delta: number): number;
  /** Margin that the present holding keeps in use, account currency, >= 0. */
  maintenanceMargin(security: SecurityView): number;
  exactMaintenanceMargin(security: SecurityView): Decimal;
  /**
   * Whether the maintenance margin of a position is at any price at most such a share of its absolute value. A model without
   * it is asked for the margin itself whenever a margin call might be due.
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
  description: 'Adverse move of fills',
  key: 'slippageModel',
  choice: 'one',
  flag: 'slippage-model',
  conformance: 'slippageModelConformance',
};

export const SETTLEMENT_MODEL: BuiltInContract = {
  name: 'SettlementModel',
  description: 'When the cash of a sale is there',
  key: 'settlementModel',
  choice: 'one',
  flag: 'settlement-model',
  conformance: 'settlementModelConformance',
};

export const BUYING_POWER_MODEL: BuiltInContract = {
  name: 'BuyingPowerModel',
  description: 'What orders may use',
  key: 'buyingPowerModel',
  choice: 'one',
  flag: 'buying-power-model',
  conformance: 'buyingPowerModelConformance',
};
