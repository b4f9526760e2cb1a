import type { ExchangeHours } from '../data/time/exchange-hours.ts';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { DataSource } from '../api/data-source.ts';
import { createSymbol } from '../data/security-identifier.ts';
import type { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import type { SymbolProperties } from '../model/symbol-properties.ts';
import type { Clock } from '../model/clock.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { SecurityHolding } from '../securities/security-holding.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { MarketState } from '../securities/market-state.ts';
import { SecurityCache } from '../securities/security-cache.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import { Security } from '../securities/security.ts';
import type { SecurityModels } from '../securities/security.ts';

import type { GivenProperties } from './algorithm-host.ts';
import { RUNTIME_ERRORS } from './errors.ts';

export interface SecurityServiceParts {
  readonly source: DataSource;
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly securities: SecurityManager;
  readonly brokerageModel: () => BrokerageModel;
  /** Models from flags or configuration; they take precedence over the brokerage model's. */
  readonly models?: (security: Security) => Partial<SecurityModels>;
}

/** Creates a run's securities: symbol, market hours, properties, currencies and models (LEAN's SecurityService). */
export class SecurityService {
  readonly state = new MarketState();
  private readonly parts: SecurityServiceParts;
  private readonly symbols = new Map<string, SecuritySymbol>();
  private readonly symbolsById = new Map<string, SecuritySymbol>();

  constructor(parts: SecurityServiceParts) {
    this.parts = parts;
  }

  /** Returns the hours of a market as a whole; defaults to the brokerage model's market for the type. */
  marketHoursOf(type: SecurityType, market?: string): ExchangeHours {
    const where = (market ?? this.parts.brokerageModel().defaultMarket(type)).toLowerCase();
    return this.parts.marketHours.entryOf(new SecuritySymbol('[*]', type, where, '')).exchangeHours;
  }

  /** Returns the symbol of a ticker on a market; defaults to the brokerage model's market. */
  symbolOf(type: SecurityType, ticker: string, market?: string): SecuritySymbol {
    const where = (market ?? this.parts.brokerageModel().defaultMarket(type)).toLowerCase();
    const key = `${type}/${where}/${ticker.toUpperCase()}`;
    let symbol = this.symbols.get(key);
    if (symbol === undefined) {
      const created = createSymbol(this.parts.source, ticker, type, where);
      // a company's earlier tickers are the same instrument
      symbol = this.symbolsById.get(`${where}/${created.id}`) ?? created;
      this.symbolsById.set(`${where}/${created.id}`, symbol);
      this.symbols.set(key, symbol);
    }
    return symbol;
  }

  /** Returns the run's security of a symbol; creates it on first use. */
  securityOf(symbol: SecuritySymbol, given?: GivenProperties): Security {
    const { securities, portfolio } = this.parts;
    const known = securities.findByKey(symbol.key);
    if (known !== undefined) return known;
    const security = this.create(symbol, given);
    securities.register(security);
    portfolio.register(security);
    return security;
  }

  /**
   * Creates a separate security that the run does not list. It values the benchmark, so that the benchmark's feed never
   * changes the prices of traded securities (LEAN's CreateBenchmarkSecurity).
   */
  separateSecurityOf(symbol: SecuritySymbol): Security {
    const security = this.create(symbol);
    this.parts.securities.registerSeparate(security);
    security.setHoldings(new SecurityHolding(security, this.parts.portfolio));
    return security;
  }

  /** Applies the models of the current brokerage model and those from flags or configuration to a security. */
  applyModels(security: Security): void {
    Object.assign(security, brokerageModels(this.parts.brokerageModel(), security), this.parts.models?.(security));
  }

  private create(symbol: SecuritySymbol, given?: GivenProperties): Security {
    const { marketHours, symbolProperties, portfolio, securities, clock } = this.parts;
    const { exchangeHours } = marketHours.entryOf(symbol);
    const properties = propertiesOf(symbol, {
      symbolProperties,
      given,
      accountCurrency: portfolio.cashBook.accountCurrency,
    });
    const cache = new SecurityCache(this.state);
    const security = new Security({
      index: securities.byIndex.length,
      symbol,
      exchangeHours,
      properties,
      quoteCurrency: portfolio.cashBook.ensure(properties.quoteCurrency),
      baseCurrency: isPair(symbol)
        ? portfolio.cashBook.ensure(baseCurrencyOf(symbol, properties.quoteCurrency))
        : undefined,
      cache,
      clock,
      models: brokerageModels(this.parts.brokerageModel(), { symbol }),
    });
    Object.assign(security, this.parts.models?.(security));
    return security;
  }
}

/**
 * Properties of an instrument from the tables, overridden by the strategy's.
 * @throws EngineError RUN_UNKNOWN_PROPERTIES for a pair that neither the tables nor the strategy describe
 */
function propertiesOf(
  symbol: SecuritySymbol,
  sources: {
    readonly symbolProperties: SymbolPropertiesDatabase;
    readonly given: GivenProperties | undefined;
    readonly accountCurrency: string;
  },
): SymbolProperties {
  const { symbolProperties, given, accountCurrency } = sources;
  const { market, ticker, securityType } = symbol;
  const known = symbolProperties.get(market, ticker, securityType, accountCurrency);
  const isWhole =
    given?.quoteCurrency !== undefined && given.lotSize !== undefined && given.minimumPriceVariation !== undefined;
  if (isQuotedInPairs(symbol) && !isWhole && !symbolProperties.knows(market, ticker, securityType)) {
    throw new EngineError(
      RUNTIME_ERRORS.UNKNOWN_PROPERTIES,
      `Nothing is known of the ${securityType} ${ticker} on the market ${market}: neither its quote currency nor price step and lot. Name the market that it trades on; or add a row such as "${market},${ticker},${securityType},,USDT,1,0.01,0.0001" to symbol-properties/symbol-properties-database.csv of the data folder; or give them where it is added: { properties: { quoteCurrency: 'USDT', minimumPriceVariation: 0.01, lotSize: 0.0001 } }.`,
      { data: { symbol: symbol.key } },
    );
  }
  if (given === undefined) return known;
  const positive = (name: keyof GivenProperties, value: number | undefined, otherwise: Decimal): Decimal => {
    if (value === undefined) return otherwise;
    if (Number.isFinite(value) && value > 0) return Decimal.of(value);
    throw new EngineError(
      RUNTIME_ERRORS.UNKNOWN_PROPERTIES,
      `The ${name} of ${ticker} was given as ${String(value)}. Give a number that is larger than zero.`,
      { data: { symbol: symbol.key } },
    );
  };
  return {
    ...known,
    quoteCurrency: (given.quoteCurrency ?? known.quoteCurrency).toUpperCase(),
    lotSize: positive('lotSize', given.lotSize, known.lotSize),
    minimumPriceVariation: positive('minimumPriceVariation', given.minimumPriceVariation, known.minimumPriceVariation),
    contractMultiplier: positive('contractMultiplier', given.contractMultiplier, known.contractMultiplier),
  };
}

function isQuotedInPairs({ securityType }: SecuritySymbol): boolean {
  return (
    securityType === SecurityType.Forex ||
    securityType === SecurityType.Crypto ||
    securityType === SecurityType.Cfd ||
    securityType === SecurityType.CryptoFuture
  );
}

function brokerageModels(model: BrokerageModel, security: { readonly symbol: SecuritySymbol }): SecurityModels {
  return {
    fillModel: model.getFillModel(security),
    feeModel: model.getFeeModel(security),
    slippageModel: model.getSlippageModel(security),
    settlementModel: model.getSettlementModel(security),
    buyingPowerModel: model.getBuyingPowerModel(security),
  };
}

function isPair(symbol: SecuritySymbol): boolean {
  return symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Crypto;
}

/** The part of a pair before the quote currency: BTC of BTCUSD. */
export function baseCurrencyOf(symbol: SecuritySymbol, quoteCurrency: string): string {
  return symbol.ticker.endsWith(quoteCurrency)
    ? symbol.ticker.slice(0, -quoteCurrency.length)
    : symbol.ticker.slice(0, 3);
}
