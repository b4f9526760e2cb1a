import type { Tick } from '../model/bars.ts';
import type { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { SymbolProperties } from '../model/symbol-properties.ts';
import type { ExchangeHoursView } from './exchange-view.ts';
import type { CashView, HoldingView } from './portfolio-view.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';

/** What a security is subscribed to: one resolution, trades or quotes (LEAN's SubscriptionDataConfig). */
export interface SubscriptionView {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  readonly fillForward: boolean;
  readonly extendedMarketHours: boolean;
  /** Fed to prices only: benchmark and currency feeds. */
  readonly isInternal: boolean;
  readonly normalization: DataNormalizationMode;
}

/** The last known data of one security; rows that are filled forward never enter it (LEAN's SecurityCache). */
export interface SecurityCacheView {
  /** One figure, by its place in the table `MarketField`; NaN before the first. Times are wall clocks of the exchange. */
  get(field: number): number;
  /** The price that holdings are valued at; NaN before the first. */
  readonly price: number;
  readonly hasTradeBar: boolean;
  readonly hasQuoteBar: boolean;
  /** The ticks of the newest slice that had any. */
  readonly tradeTicks: readonly Tick[];
  readonly quoteTicks: readonly Tick[];
}

/** One instrument of a run as models and brokers read it: its newest prices, its holding and its models. Prices are NaN before the first. */
export interface SecurityView {
  readonly symbol: SecuritySymbol;
  readonly type: SecurityType;
  readonly exchangeHours: ExchangeHoursView;
  readonly properties: SymbolProperties;
  readonly quoteCurrency: CashView;
  /** Cash of the base currency of a pair (BTC of BTCUSD); undefined where the position is not cash. */
  readonly baseCurrency: CashView | undefined;
  readonly cache: SecurityCacheView;
  readonly subscriptions: readonly SubscriptionView[];
  readonly holdings: HoldingView;
  readonly fillModel: FillModel;
  readonly feeModel: FeeModel;
  readonly slippageModel: SlippageModel;
  readonly settlementModel: SettlementModel;
  readonly buyingPowerModel: BuyingPowerModel;
  readonly isTradable: boolean;
  /** Last price, the one that holdings are valued at. */
  readonly price: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Bid and ask, or the price where there are no quotes. */
  readonly bidPrice: number;
  readonly askPrice: number;
  /** True once a real row (not filled forward) has arrived. */
  readonly hasData: boolean;
  /** Now, UTC instant of the run's clock. */
  readonly utcTime: number;
  /** Now, wall-clock milliseconds of the exchange's zone. */
  readonly localTime: number;
  /** True in regular hours now. */
  readonly isExchangeOpen: boolean;
  /** True when any subscription of the strategy asks for extended hours. */
  readonly isExtendedMarketHours: boolean;
  readonly leverage: number;
  readonly dataNormalizationMode: DataNormalizationMode;
}
