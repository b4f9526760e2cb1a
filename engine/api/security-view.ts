import type { Tick } from '../model/bars.ts';
import type { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { SymbolProperties } from '../model/symbol-properties.ts';
import type { ExchangeHoursView } from './exchange-view.ts';
import type { CashView, HoldingView } from './portfolio-view.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';

/** One subscription of a security: a resolution, trades or quotes (LEAN's SubscriptionDataConfig). */
export interface SubscriptionView {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  readonly fillForward: boolean;
  readonly extendedMarketHours: boolean;
  /** True for benchmark and currency feeds, which only update prices. */
  readonly isInternal: boolean;
  readonly normalization: DataNormalizationMode;
}

/** The last known data of one security, without filled-forward rows (LEAN's SecurityCache). */
export interface SecurityCacheView {
  /** One figure by its index in `MarketField`; NaN before the first data. Times are wall-clock times of the exchange. */
  get(field: number): number;
  /** The price that holdings are valued at; NaN before the first data. */
  readonly price: number;
  readonly hasTradeBar: boolean;
  readonly hasQuoteBar: boolean;
  /** The ticks of the newest slice with ticks. */
  readonly tradeTicks: readonly Tick[];
  readonly quoteTicks: readonly Tick[];
}

/** A readonly security for models and brokers: newest prices, holding and models. Prices are NaN before the first data. */
export interface SecurityView {
  readonly symbol: SecuritySymbol;
  readonly type: SecurityType;
  readonly exchangeHours: ExchangeHoursView;
  readonly properties: SymbolProperties;
  readonly quoteCurrency: CashView;
  /** The cash of a pair's base currency (BTC of BTCUSD); undefined when the position is not cash. */
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
  /** Live: whether rows that the calendar lets expect do not come, so that prices are old. */
  readonly isStale: boolean;
  /** The last price, at which holdings are valued. */
  readonly price: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Bid and ask, or the price when there are no quotes. */
  readonly bidPrice: number;
  readonly askPrice: number;
  /** True once a real row (not filled forward) has arrived. */
  readonly hasData: boolean;
  /** Current time: UTC instant of the run's clock. */
  readonly utcTime: number;
  /** Current time: wall-clock milliseconds of the exchange's time zone. */
  readonly localTime: number;
  /** Whether the exchange is in regular hours now. */
  readonly isExchangeOpen: boolean;
  /** Whether any of the strategy's subscriptions includes extended hours. */
  readonly isExtendedMarketHours: boolean;
  readonly leverage: number;
  readonly dataNormalizationMode: DataNormalizationMode;
}
