import type { OrderView } from '../api/order-view.ts';
import type { PortfolioView, SizingSettings } from '../api/portfolio-view.ts';
import type { OrderFee } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { EngineError } from '../model/engine-error.ts';
import { makeReadonly } from '../model/readonly-properties.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { Security } from './security.ts';
import { CashBook } from './cash-book.ts';
import { Contribution, contribution, exactContribution } from './contribution.ts';
import { DecimalSum } from './decimal-sum.ts';
import { PORTFOLIO_ERRORS } from './portfolio-errors.ts';
import type { Fill } from './fill.ts';
import { bookFill } from './fill-accounting.ts';
import { DefaultMarginCallModel } from './margin-call-model.ts';
import type { MarginCallModel } from './margin-call-model.ts';
import { SecurityHolding } from './security-holding.ts';
import { TransactionRecords } from './transaction-records.ts';

/** @internal */
export interface PortfolioParts {
  readonly settings: SizingSettings;
  readonly accountCurrency?: string;
  /** The fee of a market order of `quantity` units now; holdings use it for the profit of closing. */
  readonly feeOfMarketOrder: (security: Security, quantity: number) => OrderFee;
  /** Called when cash, a rate or a position is set by fills or by the strategy, but not when prices change a rate. */
  readonly onCashChange?: () => void;
}

/**
 * Cash and holdings of a run and their values (LEAN's SecurityPortfolioManager).
 *
 * Members with `exact` in their names are exact decimals; the others (`totalPortfolioValue`, `cash`) are numbers. Numbers are
 * summed once per price change and updated incrementally by each fill.
 */
export class SecurityPortfolio implements PortfolioView {
  readonly cashBook: CashBook;
  readonly settings: SizingSettings;
  readonly transactionRecords = new TransactionRecords();
  marginCallModel: MarginCallModel = new DefaultMarginCallModel();
  /** @internal The open orders of the run; set by the order desk. */
  listOpenOrders: () => readonly OrderView[] = () => [];
  /** @internal Incremented by each change of prices, cash, holdings or terms; equal versions mean equal values. */
  version = 0;
  /** @internal Incremented by each slice with prices. */
  priceVersion = 0;
  private readonly securities: Security[] = [];
  private readonly positions: Security[] = [];
  private readonly onCashChange: (() => void) | undefined;
  private readonly feeOfMarketOrder: (security: Security, quantity: number) => OrderFee;
  private isHoldingsValueValid = false;
  private holdingsValueSum = 0;
  private isMarginUsedValid = false;
  private marginUsedSum = 0;
  private exactTotal: Decimal = Decimal.zero;
  private exactTotalVersion = -1;
  private readonly fees = new DecimalSum();
  private readonly saleVolume = new DecimalSum();

  /** @internal */
  constructor(parts: PortfolioParts) {
    this.settings = parts.settings;
    this.feeOfMarketOrder = parts.feeOfMarketOrder;
    this.onCashChange = parts.onCashChange;
    this.cashBook = new CashBook(parts.accountCurrency ?? 'USD', () => {
      this.version++;
      parts.onCashChange?.();
    });
    this.cashBook.account.set(Decimal.fromInteger(100_000));
    makeReadonly<SecurityPortfolio>(this, ['cashBook', 'settings', 'transactionRecords']);
  }

  /** The open orders of the run, by id. */
  openOrders(): readonly OrderView[] {
    return this.listOpenOrders();
  }

  /** @internal Creates the (empty) holding of a security and adds it to the portfolio. */
  register(security: Security): void {
    security.setHoldings(new SecurityHolding(security, this));
    this.securities.push(security);
  }

  /** @internal Sets the cash of the account currency. */
  setCash(amount: Decimal): void {
    this.cashBook.account.set(amount);
  }

  /** @internal Sets the cash of any currency; the rate is used until a feed provides one. */
  setCurrencyCash(currency: string, amount: Decimal, conversionRate: Decimal): void {
    const symbol = currency.toUpperCase();
    if (symbol === this.cashBook.accountCurrency) this.setCash(amount);
    else this.cashBook.add(symbol, amount, conversionRate);
  }

  /** @internal @throws EngineError PORTFOLIO_ACCOUNT_CURRENCY_LATE once securities have been added */
  setAccountCurrency(currency: string, startingCash?: Decimal): void {
    if (this.securities.length > 0) {
      throw new EngineError(
        PORTFOLIO_ERRORS.ACCOUNT_CURRENCY_LATE,
        'The account currency cannot change once securities have been added. Call setAccountCurrency before the first subscription.',
      );
    }
    this.cashBook.setAccountCurrency(currency);
    if (startingCash !== undefined) this.setCash(startingCash);
  }

  /** The holding of a symbol, a security or a ticker. @throws EngineError PORTFOLIO_UNKNOWN_HOLDING */
  get(symbol: Security | SecuritySymbol | string): SecurityHolding {
    const holding = this.find(symbol);
    if (holding !== undefined) return holding;
    const name =
      typeof symbol === 'string' ? symbol : symbol instanceof SecuritySymbol ? symbol.ticker : symbol.symbol.ticker;
    throw new EngineError(
      PORTFOLIO_ERRORS.UNKNOWN_HOLDING,
      `The portfolio has no holding for ${name}. Subscribe to it first.`,
      {
        data: { symbol: name },
      },
    );
  }

  find(symbol: Security | SecuritySymbol | string): SecurityHolding | undefined {
    if (symbol instanceof Security) return symbol.holdings;
    if (typeof symbol === 'string')
      return this.securities.find((security) => security.symbol.ticker === symbol)?.holdings;
    return this.securities.find((security) => security.symbol === symbol || security.symbol.id === symbol.id)?.holdings;
  }

  /** The holdings of all securities in the order of their addition, including flat ones. */
  *holdings(): IterableIterator<SecurityHolding> {
    for (const security of this.securities) yield security.holdings;
  }

  /** Securities with a position other than zero, in no particular order. */
  get openPositions(): readonly Security[] {
    return this.positions;
  }

  /** True when any position is at least one lot. */
  get invested(): boolean {
    const { positions } = this;
    for (let i = 0; i < positions.length; i++) if (positions[i].holdings.invested) return true;
    return false;
  }

  /** Settled cash of all currencies. */
  get cash(): number {
    return this.cashBook.totalValueInAccountCurrency;
  }

  get unsettledCash(): number {
    return this.cashBook.totalUnsettledValueInAccountCurrency;
  }

  /** Absolute market value of all positions. */
  get totalHoldingsValue(): number {
    let total = 0;
    for (const security of this.positions) total += security.holdings.absoluteHoldingsValue;
    return total;
  }

  get totalAbsoluteHoldingsCost(): number {
    let total = 0;
    for (const security of this.positions) total += security.holdings.absoluteHoldingsCost;
    return total;
  }

  get totalUnrealizedProfit(): number {
    let total = 0;
    for (const security of this.positions) total += security.holdings.unrealizedProfit;
    return total;
  }

  /** Cash plus positions; currency pairs are part of cash, contracts contribute their unrealized profit. */
  get totalPortfolioValue(): number {
    if (!this.isHoldingsValueValid) this.sumHoldings();
    return (
      this.cashBook.totalValueInAccountCurrency +
      this.cashBook.totalUnsettledValueInAccountCurrency +
      this.holdingsValueSum
    );
  }

  /** @internal True when the total value is not positive; a separate method because a returned number may be allocated. */
  isWorthless(): boolean {
    const { cashBook } = this;
    if (!this.isHoldingsValueValid) this.sumHoldings();
    return (
      cashBook.totalValueInAccountCurrency + cashBook.totalUnsettledValueInAccountCurrency + this.holdingsValueSum <= 0
    );
  }

  get exactTotalPortfolioValue(): Decimal {
    if (this.exactTotalVersion !== this.version) {
      let total = this.cashBook.exactTotalValueInAccountCurrency.add(
        this.cashBook.exactTotalUnsettledValueInAccountCurrency,
      );
      for (const security of this.positions)
        if (security.holdings.invested) total = total.add(exactContribution(security));
      this.exactTotal = total;
      this.exactTotalVersion = this.version;
    }
    return this.exactTotal;
  }

  /** Total value minus the cash that setHoldings keeps free. */
  get totalPortfolioValueLessFreeBuffer(): number {
    const total = this.totalPortfolioValue;
    return total - (this.settings.freePortfolioValue ?? total * this.settings.freePortfolioValuePercentage);
  }

  get exactTotalPortfolioValueLessFreeBuffer(): Decimal {
    const total = this.exactTotalPortfolioValue;
    const { freePortfolioValue: fixed, freePortfolioValuePercentage: share } = this.settings;
    return total.sub(fixed === undefined ? total.mul(Decimal.of(share)) : Decimal.of(fixed));
  }

  get totalFees(): number {
    return this.fees.value.toNumber();
  }

  get exactTotalFees(): Decimal {
    return this.fees.value;
  }

  /** Profit of closed trades before fees, and dividends. */
  get totalProfit(): number {
    let total = Decimal.zero;
    for (const security of this.securities) total = total.add(security.holdings.exactProfit);
    return total.toNumber();
  }

  get totalNetProfit(): number {
    return this.totalProfit - this.totalFees;
  }

  /** Value of all fills so far, account currency. */
  get exactTotalSaleVolume(): Decimal {
    return this.saleVolume.value;
  }

  get totalSaleVolume(): number {
    return this.exactTotalSaleVolume.toNumber();
  }

  /** Maintenance margin of all positions. */
  get totalMarginUsed(): number {
    if (!this.isMarginUsedValid) this.sumMargins();
    return this.marginUsedSum;
  }

  get exactTotalMarginUsed(): Decimal {
    let total = Decimal.zero;
    for (const security of this.positions)
      total = total.add(security.buyingPowerModel.exactMaintenanceMargin(security));
    return total;
  }

  get marginRemaining(): number {
    return this.totalPortfolioValue - this.cashBook.totalUnsettledValueInAccountCurrency - this.totalMarginUsed;
  }

  get exactMarginRemaining(): Decimal {
    return this.exactTotalPortfolioValue
      .sub(this.cashBook.exactTotalUnsettledValueInAccountCurrency)
      .sub(this.exactTotalMarginUsed);
  }

  /** @internal Called once per slice after all securities have their new prices. */
  pricesChanged(): void {
    this.priceVersion++;
    this.cashBook.update();
    this.invalidate();
  }

  /** @internal */
  invalidate(): void {
    this.version++;
    this.isHoldingsValueValid = false;
    this.isMarginUsedValid = false;
  }

  /** @internal */
  marketOrderFee(security: Security, quantity: number): number {
    const fee = this.feeOfMarketOrder(security, quantity);
    return fee.amount.isZero ? 0 : this.cashBook.convertToAccountCurrency(fee.amount, fee.currency).toNumber();
  }

  /** @internal Books a fill of an order. */
  processFill(fill: Fill): void {
    const { security } = fill;
    const valueBefore = this.isHoldingsValueValid ? contribution(security) : 0;
    const marginBefore = this.isMarginUsedValid ? security.buyingPowerModel.maintenanceMargin(security) : 0;
    bookFill(this, fill);
    this.keepPosition(security);
    if (this.isHoldingsValueValid) this.holdingsValueSum += contribution(security) - valueBefore;
    if (this.isMarginUsedValid)
      this.marginUsedSum += security.buyingPowerModel.maintenanceMargin(security) - marginBefore;
    this.version++;
  }

  /**
   * @internal Books a dividend on the holding, if prices are not adjusted for dividends (raw and split-adjusted data); short
   * positions pay it.
   *
   * @param distribution cash per share in the security's quote currency
   */
  applyDividend(security: Security, distribution: Decimal): void {
    const mode = security.dataNormalizationMode;
    if (mode !== DataNormalizationMode.Raw && mode !== DataNormalizationMode.SplitAdjusted) return;
    const amount = security.holdings.exactQuantity.mul(distribution).mul(security.quoteCurrency.exactConversionRate);
    this.cashBook.account.add(amount);
    security.holdings.addDividend(amount);
  }

  /**
   * @internal Applies a split to the holding of an equity with raw prices and to the cached prices of the security. Whole
   * shares are kept; the fraction is paid out at the new price, in account currency.
   *
   * @param factor the new price divided by the old one: 0.5 for 2:1
   * @param referencePrice last price before the split, used when the security has no data yet
   */
  applySplit(security: Security, factor: Decimal, referencePrice: Decimal): void {
    if (
      security.symbol.securityType !== SecurityType.Equity ||
      security.dataNormalizationMode !== DataNormalizationMode.Raw
    )
      return;
    const holding = security.holdings;
    const quantity = holding.exactQuantity.div(factor);
    const whole = quantity.truncate();
    holding.set(holding.exactAveragePrice.mul(factor), whole);
    this.keepPosition(security);
    const price = security.hasData ? Decimal.of(security.price) : referencePrice;
    const cashInLieu = quantity.sub(whole).mul(price.mul(factor));
    this.cashBook.account.add(cashInLieu.mul(security.quoteCurrency.exactConversionRate));
    if (security.hasData) security.cache.applySplit(factor.toNumber());
    this.invalidate();
  }

  /** @internal Sets a position as reported by a broker, without changing cash. */
  setHolding(security: Security, averagePrice: Decimal, quantity: Decimal): void {
    security.holdings.set(averagePrice, quantity);
    this.keepPosition(security);
    this.invalidate();
    this.onCashChange?.();
  }

  /** @internal */
  noteSale(value: Decimal): void {
    this.saleVolume.add(value);
  }

  /** @internal */
  noteFee(fee: Decimal): void {
    this.fees.add(fee);
  }

  /** Updates the list of positions; a removed position is replaced by the last one. */
  private keepPosition(security: Security): void {
    const holding = security.holdings;
    const { positions } = this;
    if (holding.quantity !== 0) {
      if (holding.place < 0) holding.place = positions.push(security) - 1;
      return;
    }
    if (holding.place < 0) return;
    const last = positions.pop() as Security;
    if (last !== security) {
      positions[holding.place] = last;
      last.holdings.place = holding.place;
    }
    holding.place = -1;
  }

  private sumHoldings(): void {
    const { positions } = this;
    let sum = 0;
    for (let i = 0; i < positions.length; i++) {
      const security = positions[i];
      const { holdings } = security;
      // inlined for most kinds, because a returned number would be allocated
      if (!holdings.invested || holdings.contribution !== Contribution.MarketValue) sum += contribution(security);
      else sum += security.price * holdings.quantity * holdings.multiplier * security.quoteCurrency.conversionRate;
    }
    this.holdingsValueSum = sum;
    this.isHoldingsValueValid = true;
  }

  private sumMargins(): void {
    const { positions } = this;
    let sum = 0;
    for (let i = 0; i < positions.length; i++) sum += positions[i].buyingPowerModel.maintenanceMargin(positions[i]);
    this.marginUsedSum = sum;
    this.isMarginUsedValid = true;
  }
}
