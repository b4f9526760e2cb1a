import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { DayHours } from '../data/time/day-hours.ts';
import { ExchangeHours } from '../data/time/exchange-hours.ts';
import { TimeZone } from '../data/time/time-zone.ts';
import { Clock } from '../model/clock.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { Field } from '../model/market-fields.ts';
import { MarketState } from '../securities/market-state.ts';
import { SecurityCache } from '../securities/security-cache.ts';
import { Security } from '../securities/security.ts';
import type { SecurityModels } from '../securities/security.ts';
import { DefaultBrokerageModel } from '../transactions/models/brokerage/default-brokerage-model.ts';
import { NullFeeModel } from '../transactions/models/fee/constant-fee-model.ts';
import { OrderDesk } from '../transactions/order-desk.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { Trading } from '../transactions/trading.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Regular hours of US equities, 09:30 to 16:00 with 04:00 to 20:00 extended, without holidays. */
function usEquityHours(): ExchangeHours {
  const day = DayHours.of({ open: 9.5 * HOUR, close: 16 * HOUR, preMarketOpen: 4 * HOUR, postMarketClose: 20 * HOUR });
  const closed = DayHours.CLOSED;
  return new ExchangeHours({
    timeZone: TimeZone.of('America/New_York'),
    week: [closed, day, day, day, day, day, closed],
    name: 'test equities',
  });
}

export interface SecurityWish {
  readonly ticker?: string;
  readonly type?: SecurityType;
  readonly resolution?: Resolution;
  /** The kind of rows of the subscription; by default trades. */
  readonly tickTypes?: readonly TickType[];
  readonly normalization?: DataNormalizationMode;
  readonly extendedMarketHours?: boolean;
  readonly quoteCurrency?: string;
  readonly lotSize?: string;
  readonly hours?: ExchangeHours;
  readonly models?: Partial<SecurityModels>;
  readonly charges?: boolean;
}

/** A bar in the notation of tests: the end as a UTC text, the length in milliseconds. */
export interface BarWish {
  readonly end: string;
  readonly period?: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number;
}

/**
 * The parts for trading without an engine: a clock that tests advance, a portfolio, an order desk and the trading
 * methods.
 */
export class TradingBench {
  readonly clock = new Clock();
  readonly settings = {
    freePortfolioValuePercentage: 0.0025,
    freePortfolioValue: undefined as number | undefined,
    minimumOrderMarginPortfolioPercentage: 0.001,
    stalePriceTimeSpan: HOUR,
    marketOnCloseSubmissionBuffer: 15.5 * MINUTE,
  };
  readonly portfolio: SecurityPortfolio;
  readonly desk: OrderDesk;
  readonly trading: Trading;
  readonly events: OrderEvent[] = [];
  readonly messages: string[] = [];
  /** Called with every order event, after it has been added to `events`. */
  onOrderEvent: (event: OrderEvent) => void = () => {};
  private readonly state = new MarketState();
  private readonly model: BrokerageModel;
  private count = 0;

  constructor(options: { readonly cash?: number; readonly brokerageModel?: BrokerageModel } = {}) {
    this.model = options.brokerageModel ?? new DefaultBrokerageModel();
    const listener = {
      onOrderEvent: (event: OrderEvent): void => {
        this.events.push(event);
        this.onOrderEvent(event);
      },
      onMessage: (_level: string, message: string): void => {
        this.messages.push(message);
      },
    };
    this.portfolio = new SecurityPortfolio({
      settings: this.settings,
      feeOfMarketOrder: (security, quantity) => this.desk.feeOfMarketOrder(security, quantity),
    });
    this.portfolio.setCash(Decimal.of(options.cash ?? 100_000));
    this.desk = new OrderDesk({
      clock: this.clock,
      portfolio: this.portfolio,
      brokerageModel: this.model,
      settings: this.settings,
      listener,
    });
    this.trading = new Trading({
      desk: this.desk,
      clock: this.clock,
      portfolio: this.portfolio,
      listener,
      settings: this.settings,
    });
    this.at('2024-03-04T14:30:00Z');
  }

  /** Adds a security; by default a US equity with minute trade bars and without fees. */
  add(wish: SecurityWish = {}): Security {
    const type = wish.type ?? SecurityType.Equity;
    const ticker = wish.ticker ?? 'SPY';
    const symbol = new SecuritySymbol(ticker, type, this.model.defaultMarket(type), `${ticker} TEST`);
    const quote = wish.quoteCurrency ?? 'USD';
    const isPair = type === SecurityType.Forex || type === SecurityType.Crypto;
    const { cashBook } = this.portfolio;
    const security = new Security({
      index: this.count++,
      symbol,
      exchangeHours:
        wish.hours ?? (type === SecurityType.Equity ? usEquityHours() : ExchangeHours.alwaysOpen(TimeZone.UTC)),
      properties: {
        ...SymbolPropertiesDatabase.fromText('').get('test', ticker, type, quote),
        lotSize: Decimal.parse(wish.lotSize ?? '1'),
      },
      quoteCurrency: cashBook.ensure(quote),
      baseCurrency: isPair ? cashBook.ensure(ticker.slice(0, ticker.length - quote.length)) : undefined,
      cache: new SecurityCache(this.state),
      clock: this.clock,
      models: { ...this.models(symbol, wish.charges ?? false), ...wish.models },
    });
    this.portfolio.register(security);
    // The price of a pair against the account currency is the conversion rate of that currency.
    if (security.baseCurrency !== undefined && quote === cashBook.accountCurrency)
      security.baseCurrency.setConversion([{ security, inverted: false }]);
    for (const config of subscriptions(symbol, wish)) security.addSubscription(config);
    return security;
  }

  /** Advances the clock. */
  at(utc: string | number): this {
    this.clock.utc = typeof utc === 'number' ? utc : Date.parse(utc);
    return this;
  }

  /** Advances the clock to the end of a trade bar, updates the security with it and processes orders. */
  bar(security: Security, wish: BarWish): this {
    this.showBar(security, wish);
    this.scan();
    return this;
  }

  /** Advances the clock to the end of a trade bar and updates the security with it. */
  showBar(security: Security, wish: BarWish): this {
    this.at(wish.end);
    const local = security.exchangeHours.timeZone.toLocal(this.clock.utc);
    const { cache } = security;
    const figures: readonly (readonly [number, number])[] = [
      [Field.TradeTime, local - (wish.period ?? MINUTE)],
      [Field.TradeEnd, local],
      [Field.LastDataEnd, local],
      [Field.TradeOpen, wish.open],
      [Field.TradeHigh, wish.high],
      [Field.TradeLow, wish.low],
      [Field.TradeClose, wish.close],
      [Field.Open, wish.open],
      [Field.High, wish.high],
      [Field.Low, wish.low],
      [Field.Close, wish.close],
      [Field.Price, wish.close],
      [Field.TradeVolume, wish.volume ?? 1000],
      [Field.Volume, wish.volume ?? 1000],
      [Field.PriceScales, 2],
    ];
    for (const [field, value] of figures) cache.set(field, value);
    return this;
  }

  /**
   * Updates the security with a quote bar that ends now; `spread` is the distance of bid and ask from the given prices.
   */
  showQuotes(security: Security, wish: BarWish, spread: number): this {
    this.at(wish.end);
    const local = security.exchangeHours.timeZone.toLocal(this.clock.utc);
    const { cache } = security;
    const prices = [wish.open, wish.high, wish.low, wish.close];
    cache.set(Field.QuoteTime, local - (wish.period ?? MINUTE));
    cache.set(Field.QuoteEnd, local);
    prices.forEach((price, i) => {
      cache.set(Field.BidOpen + i, price - spread);
      cache.set(Field.AskOpen + i, price + spread);
    });
    cache.set(Field.BidPrice, wish.close - spread);
    cache.set(Field.AskPrice, wish.close + spread);
    cache.set(Field.BidSize, wish.volume ?? 1000);
    cache.set(Field.AskSize, wish.volume ?? 1000);
    cache.set(Field.QuoteScales, 2 + 16 * 2);
    if (security.type !== SecurityType.Equity) {
      cache.set(Field.LastDataEnd, local);
      cache.set(Field.Price, wish.close);
      cache.set(Field.Close, wish.close);
      cache.set(Field.PriceScales, -1);
    }
    return this;
  }

  /** The processing of new prices that precedes the strategy in the engine. */
  scan(): this {
    this.portfolio.pricesChanged();
    this.desk.processSynchronousEvents();
    return this;
  }

  private models(symbol: SecuritySymbol, charges: boolean): SecurityModels {
    const kind = { symbol };
    return {
      fillModel: this.model.getFillModel(kind),
      feeModel: charges ? this.model.getFeeModel(kind) : new NullFeeModel(),
      slippageModel: this.model.getSlippageModel(kind),
      settlementModel: this.model.getSettlementModel(kind),
      buyingPowerModel: this.model.getBuyingPowerModel(kind),
    };
  }
}

function subscriptions(symbol: SecuritySymbol, wish: SecurityWish): SubscriptionConfig[] {
  return (wish.tickTypes ?? [TickType.Trade]).map((tickType) => ({
    symbol,
    resolution: wish.resolution ?? Resolution.Minute,
    tickType,
    fillForward: true,
    extendedMarketHours: wish.extendedMarketHours ?? false,
    isInternal: false,
    normalization: wish.normalization ?? DataNormalizationMode.Adjusted,
  }));
}
