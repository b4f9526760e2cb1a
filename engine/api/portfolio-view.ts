import type { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { OrderView } from './order-view.ts';
import type { SecurityView } from './security-view.ts';

/** The cash of one currency (LEAN's Cash). Members with `exact` in their names are the exact decimals. */
export interface CashView {
  /** The currency's code in upper case. */
  readonly symbol: string;
  readonly amount: number;
  readonly exactAmount: Decimal;
  readonly unsettledAmount: number;
  readonly exactUnsettledAmount: Decimal;
  /** Units of the account currency per unit of this one; 0 without a rate. */
  readonly conversionRate: number;
  readonly exactConversionRate: Decimal;
  readonly valueInAccountCurrency: number;
}

/** The cash of all currencies of a run (LEAN's CashBook). */
export interface CashBookView extends Iterable<CashView> {
  readonly accountCurrency: string;
  /** The cash in the account currency. */
  readonly account: CashView;
  has(currency: string): boolean;
  /** @throws EngineError PORTFOLIO_UNKNOWN_CURRENCY */
  get(currency: string): CashView;
  /** @throws EngineError PORTFOLIO_NO_CONVERSION_RATE when either currency has no rate yet */
  convert(amount: Decimal, source: string, destination: string): Decimal;
  convertToAccountCurrency(amount: Decimal, source: string): Decimal;
  /** The settled cash of all currencies, in the account currency. */
  readonly totalValueInAccountCurrency: number;
  readonly totalUnsettledValueInAccountCurrency: number;
}

/** The account that a settlement model books to; amounts are exact and signed. */
export interface SettlementAccount {
  /** Adds cash that is available at once. */
  addSettled(currency: string, amount: Decimal): void;
  /** Adds cash that is not yet available; a negative amount removes it. */
  addUnsettled(currency: string, amount: Decimal): void;
}

/** The position in one security (LEAN's SecurityHolding). Values are in account currency. */
export interface HoldingView {
  readonly symbol: SecuritySymbol;
  /** Signed. */
  readonly quantity: number;
  readonly exactQuantity: Decimal;
  readonly absoluteQuantity: number;
  readonly averagePrice: number;
  readonly exactAveragePrice: Decimal;
  /** True when the position is at least one lot. */
  readonly invested: boolean;
  readonly isLong: boolean;
  readonly isShort: boolean;
  /** The value of one price point per unit, in quote currency. */
  readonly multiplier: number;
  /** Signed market value. */
  readonly holdingsValue: number;
  readonly exactHoldingsValue: Decimal;
  readonly absoluteHoldingsValue: number;
  /** Signed value at the average price. */
  readonly holdingsCost: number;
  readonly absoluteHoldingsCost: number;
  /** The profit of closing now at bid or ask, net of the closing fee. */
  readonly unrealizedProfit: number;
}

/** A strategy's settings for position sizing. */
export interface SizingSettings {
  /** Share of the portfolio that setHoldings keeps in cash. */
  readonly freePortfolioValuePercentage: number;
  /** Fixed amount that setHoldings keeps in cash; takes precedence over the percentage. */
  readonly freePortfolioValue: number | undefined;
  /** setHoldings sends no order below this share of the portfolio's margin. */
  readonly minimumOrderMarginPortfolioPercentage: number;
}

/**
 * Cash and holdings of a run and their values, in account currency (LEAN's SecurityPortfolioManager). Members with `exact`
 * in their names are the exact decimals.
 */
export interface PortfolioView {
  readonly cashBook: CashBookView;
  readonly settings: SizingSettings;
  /** The open orders of the run, by id. */
  openOrders(): readonly OrderView[];
  /** Securities with a position other than zero, in no particular order. */
  readonly openPositions: readonly SecurityView[];
  /** True when any position is at least one lot. */
  readonly invested: boolean;
  /** Settled cash of all currencies. */
  readonly cash: number;
  readonly unsettledCash: number;
  /** Absolute market value of all positions. */
  readonly totalHoldingsValue: number;
  readonly totalPortfolioValue: number;
  readonly exactTotalPortfolioValue: Decimal;
  /** Total value minus the cash that setHoldings keeps free. */
  readonly totalPortfolioValueLessFreeBuffer: number;
  readonly exactTotalPortfolioValueLessFreeBuffer: Decimal;
  /** Maintenance margin of all positions. */
  readonly totalMarginUsed: number;
  readonly exactTotalMarginUsed: Decimal;
  readonly marginRemaining: number;
  readonly exactMarginRemaining: Decimal;
}
