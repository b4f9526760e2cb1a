import type { UtcInstant, WallClock } from '../model/instants.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from '../api/security-models.ts';
import type { SecurityView } from '../api/security-view.ts';
import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import type { SymbolProperties } from '../model/symbol-properties.ts';
import type { Cash } from './cash.ts';
import type { SecurityHolding } from './security-holding.ts';
import type { Clock } from '../model/clock.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { makeReadonly } from '../model/readonly-properties.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { Field } from '../model/market-fields.ts';
import type { SecurityCache } from './security-cache.ts';

/** The models of a security; a strategy may replace each of them. */
export interface SecurityModels {
  fillModel: FillModel;
  feeModel: FeeModel;
  slippageModel: SlippageModel;
  settlementModel: SettlementModel;
  buyingPowerModel: BuyingPowerModel;
}

/** @internal */
export interface SecurityParts {
  readonly index: number;
  readonly symbol: SecuritySymbol;
  readonly exchangeHours: ExchangeHours;
  readonly properties: SymbolProperties;
  readonly quoteCurrency: Cash;
  /** The cash of a pair's base currency (BTC of BTCUSD); undefined when the position is not cash. */
  readonly baseCurrency: Cash | undefined;
  readonly cache: SecurityCache;
  readonly clock: Clock;
  readonly models: SecurityModels;
}

/** The immutable properties of a security. */
const READONLY = [
  'index',
  'symbol',
  'exchangeHours',
  'properties',
  'quoteCurrency',
  'baseCurrency',
  'cache',
  'subscriptions',
] as const;

/** One instrument of a run: prices, holding and models (LEAN's Security). */
export class Security implements SecurityView {
  /** Dense index within the run; never changes. */
  readonly index: number;
  readonly symbol: SecuritySymbol;
  readonly exchangeHours: ExchangeHours;
  readonly properties: SymbolProperties;
  readonly quoteCurrency: Cash;
  readonly baseCurrency: Cash | undefined;
  readonly cache: SecurityCache;
  readonly subscriptions: readonly SubscriptionConfig[] = [];
  readonly holdings!: SecurityHolding;
  fillModel: FillModel;
  feeModel: FeeModel;
  slippageModel: SlippageModel;
  settlementModel: SettlementModel;
  buyingPowerModel: BuyingPowerModel;
  /** Drops a row before it reaches the strategy when it returns false (LEAN's ISecurityDataFilter). */
  dataFilter:
    | ((row: { readonly price: number; readonly time: number; readonly endTime: number }) => boolean)
    | undefined;
  isTradable: boolean;
  /** @internal */
  private _isDelisted = false;
  /** @internal */
  private _isStale = false;
  private readonly clock: Clock;
  /** Crypto is valued at trade prices even if there are newer quotes (LEAN: Crypto.cs, Price). */
  private readonly takesTrades: boolean;

  /** @internal */
  constructor(parts: SecurityParts) {
    this.index = parts.index;
    this.isTradable = parts.symbol.securityType !== SecurityType.Index;
    this.takesTrades = parts.symbol.securityType === SecurityType.Crypto;
    this.symbol = parts.symbol;
    this.exchangeHours = parts.exchangeHours;
    this.properties = parts.properties;
    this.quoteCurrency = parts.quoteCurrency;
    this.baseCurrency = parts.baseCurrency;
    this.cache = parts.cache;
    this.clock = parts.clock;
    this.fillModel = parts.models.fillModel;
    this.feeModel = parts.models.feeModel;
    this.slippageModel = parts.models.slippageModel;
    this.settlementModel = parts.models.settlementModel;
    this.buyingPowerModel = parts.models.buyingPowerModel;
    makeReadonly(this, READONLY);
  }

  /** @internal Sets the holding of the security, once. */
  setHoldings(holdings: SecurityHolding): void {
    (this as { holdings: SecurityHolding }).holdings = holdings;
    makeReadonly<Security>(this, ['holdings']);
  }

  /** @internal */
  addSubscription(config: SubscriptionConfig): void {
    (this.subscriptions as SubscriptionConfig[]).push(config);
  }

  /** @internal */
  clearSubscriptions(): void {
    (this.subscriptions as SubscriptionConfig[]).length = 0;
  }

  get isDelisted(): boolean {
    return this._isDelisted;
  }

  /** Live: whether rows that the calendar lets expect do not come, so that prices are old. */
  get isStale(): boolean {
    return this._isStale;
  }

  /** @internal */
  setStale(isStale: boolean): void {
    this._isStale = isStale;
  }

  get type(): SecurityType {
    return this.symbol.securityType;
  }

  /** The last price, at which holdings are valued; for crypto the last trade bar's. NaN before the first data. */
  get price(): number {
    if (!this.takesTrades) return this.cache.price;
    const traded = this.cache.get(Field.TradeClose);
    return traded === traded ? traded : this.cache.price;
  }

  get open(): number {
    return this.cache.get(Field.Open);
  }

  get high(): number {
    return this.cache.get(Field.High);
  }

  get low(): number {
    return this.cache.get(Field.Low);
  }

  get close(): number {
    return this.cache.get(Field.Close);
  }

  get volume(): number {
    return this.cache.get(Field.Volume);
  }

  get bidPrice(): number {
    return this.cache.bidPrice;
  }

  get askPrice(): number {
    return this.cache.askPrice;
  }

  /** True once a real row (not filled forward) has arrived. */
  get hasData(): boolean {
    return this.cache.price === this.cache.price;
  }

  /** Current time: UTC instant of the run's clock. */
  get utcTime(): UtcInstant {
    return this.clock.utc;
  }

  /** Current time: wall-clock milliseconds of the exchange's time zone. */
  get localTime(): WallClock {
    return this.exchangeHours.timeZone.toLocal(this.clock.utc);
  }

  /** Whether the exchange is in regular hours now (LEAN's Exchange.ExchangeOpen). */
  get isExchangeOpen(): boolean {
    return this.exchangeHours.isOpen(this.localTime, false);
  }

  /** Whether any of the strategy's subscriptions includes extended hours. */
  get isExtendedMarketHours(): boolean {
    return this.subscriptions.some((config) => config.extendedMarketHours);
  }

  /** @internal Makes the security tradable, unless it is an index or delisted (LEAN's MakeTradable). */
  makeTradable(): void {
    if (this.symbol.securityType !== SecurityType.Index && !this.isDelisted) this.isTradable = true;
  }

  /** @internal Marks the security as delisted. */
  endTrading(): void {
    this._isDelisted = true;
    this.isTradable = false;
  }

  get leverage(): number {
    return this.buyingPowerModel.getLeverage(this);
  }

  /** @throws EngineError when the buying power model does not allow the leverage */
  setLeverage(leverage: number): void {
    this.buyingPowerModel.setLeverage(this, leverage);
    this.holdings.invalidate();
  }

  get dataNormalizationMode(): DataNormalizationMode {
    return this.subscriptions.length === 0 ? DataNormalizationMode.Adjusted : this.subscriptions[0].normalization;
  }

  /** Changes how prices are adjusted. Call it before the subscription opens, for example in a security initializer. */
  setDataNormalizationMode(mode: DataNormalizationMode): void {
    for (const config of this.subscriptions) config.normalization = mode;
  }

  /** Wall-clock end of the newest real row, NaN before the first. */
  get lastDataEndTime(): number {
    return this.cache.get(Field.LastDataEnd);
  }
}
