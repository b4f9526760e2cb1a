import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import type { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { compareResolutions, Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Cash } from '../securities/cash.ts';
import { planConversion } from '../securities/currency-conversion.ts';
import type { CurrencyPair } from '../securities/currency-conversion.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import { baseCurrencyOf } from './security-service.ts';
import type { DataManager } from './data-manager.ts';
import { seedPrices } from './last-known-prices.ts';
import type { PriceSeedParts } from './last-known-prices.ts';
import type { BacktestRequest } from './run-request.ts';
import type { SecurityService } from './security-service.ts';
import type { Subscription } from './subscription.ts';

const PAIR_TYPES = [SecurityType.Forex, SecurityType.Cfd, SecurityType.Crypto] as const;

/** Parts of a run that connecting currencies uses. */
export interface CurrencyParts extends PriceSeedParts {
  readonly request: Pick<BacktestRequest, 'symbolProperties'>;
  readonly portfolio: SecurityPortfolio;
  readonly securities: Pick<SecurityManager, 'all'>;
  readonly service: SecurityService;
  readonly data: Pick<DataManager, 'of' | 'declare'>;
  readonly desk: Pick<OrderDesk, 'brokerageModel'>;
}

interface CurrencyFeedParts {
  readonly portfolio: SecurityPortfolio;
  readonly service: SecurityService;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly brokerageModel: BrokerageModel;
  /** The strategy's securities and the finest resolution among their subscriptions. */
  readonly securities: readonly Security[];
  readonly finest: Resolution;
}

/** A pair that needs an internal feed so that a currency has a rate. */
interface CurrencyFeed {
  readonly security: Security;
  readonly config: SubscriptionConfig;
}

/**
 * Connects currencies added since the last call, seeds their rates from history, and returns the feeds to open for
 * them.
 */
export function connectCurrencies(run: CurrencyParts): Subscription[] {
  const resolutions = run.securities.all.flatMap((security) =>
    security.subscriptions.map((config) => config.resolution),
  );
  const feeds = ensureCurrencyFeeds({
    portfolio: run.portfolio,
    service: run.service,
    symbolProperties: run.request.symbolProperties,
    brokerageModel: run.desk.brokerageModel,
    securities: run.securities.all,
    finest: resolutions.toSorted(compareResolutions)[0] ?? Resolution.Minute,
  }).map(({ security, config }) => run.data.declare(security, config));
  seedCurrencyRates(run);
  return feeds;
}

/** Seeds currencies without a rate with the last known price of their pair. */
function seedCurrencyRates(run: CurrencyParts): void {
  for (const cash of run.portfolio.cashBook) {
    if (!cash.hasConversion || cash.conversionRate !== 0) continue;
    seedPrices(
      run,
      cash.conversionSteps.map((step) => step.security),
    );
    cash.update();
  }
}

/**
 * Connects each currency of the cash book to the account currency and returns the pairs that need a feed: pairs that
 * the strategy already has, else pairs of its markets (LEAN's Cash.EnsureCurrencyDataFeed).
 */
function ensureCurrencyFeeds(parts: CurrencyFeedParts): CurrencyFeed[] {
  const { cashBook } = parts.portfolio;
  const feeds: CurrencyFeed[] = [];
  for (const cash of cashBook) {
    if (cash.symbol === cashBook.accountCurrency || cash.hasConversion) continue;
    feeds.push(...connect(cash, parts));
  }
  return feeds;
}

function connect(cash: Cash, parts: CurrencyFeedParts): CurrencyFeed[] {
  const { accountCurrency } = parts.portfolio.cashBook;
  const held = parts.securities.filter((security) => isPairType(security.type)).map(pairOfSecurity);
  const steps = planConversion<SecuritySymbol>(cash.symbol, accountCurrency, [...held, ...knownPairs(parts)]);
  if (steps === undefined) return [];
  const feeds: CurrencyFeed[] = [];
  const legs = steps.map(({ security: symbol, inverted }) => {
    const own = parts.securities.find((one) => one.symbol.key === symbol.key);
    if (own !== undefined) return { security: own, inverted };
    const security = parts.service.securityOf(symbol);
    feeds.push({ security, config: internalConfig(symbol, parts.finest) });
    return { security, inverted };
  });
  cash.setConversion(legs);
  return feeds;
}

function pairOfSecurity(security: Security): CurrencyPair<SecuritySymbol> {
  const quote = security.properties.quoteCurrency;
  return { security: security.symbol, base: baseCurrencyOf(security.symbol, quote), quote };
}

/** Pairs of the brokerage model's markets and of the markets that the strategy trades on. */
function knownPairs(parts: CurrencyFeedParts): CurrencyPair<SecuritySymbol>[] {
  return PAIR_TYPES.flatMap((type) => {
    const markets = new Set([parts.brokerageModel.defaultMarket(type)]);
    for (const security of parts.securities)
      if (security.type === type || areForexAndCfd(security.type, type)) markets.add(security.symbol.market);
    return [...markets].flatMap((market) => pairsOf(market, type, parts));
  });
}

function pairsOf(market: string, type: SecurityType, parts: CurrencyFeedParts): CurrencyPair<SecuritySymbol>[] {
  return parts.symbolProperties.tickers(market, type).map((ticker) => {
    const quote = parts.symbolProperties.get(market, ticker, type, 'USD').quoteCurrency;
    const symbol = parts.service.symbolOf(type, ticker, market);
    return { security: symbol, base: baseCurrencyOf(symbol, quote), quote };
  });
}

function internalConfig(symbol: SecuritySymbol, resolution: Resolution): SubscriptionConfig {
  const isCrypto = symbol.securityType === SecurityType.Crypto;
  return {
    symbol,
    resolution,
    tickType: isCrypto ? TickType.Trade : TickType.Quote,
    fillForward: true,
    extendedMarketHours: false,
    isInternal: true,
    normalization: DataNormalizationMode.Raw,
  };
}

function isPairType(type: SecurityType): boolean {
  return (PAIR_TYPES as readonly SecurityType[]).includes(type);
}

/** Forex and CFD markets substitute for each other. */
function areForexAndCfd(a: SecurityType, b: SecurityType): boolean {
  return (a === SecurityType.Forex && b === SecurityType.Cfd) || (a === SecurityType.Cfd && b === SecurityType.Forex);
}
