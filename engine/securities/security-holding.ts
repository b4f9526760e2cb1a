import type { HoldingView } from '../api/portfolio-view.ts';
import { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { Security } from './security.ts';
import { contributionOf } from './contribution.ts';
import type { Contribution } from './contribution.ts';
import { DecimalSum } from './decimal-sum.ts';

/** @internal The part of the portfolio that a holding uses. */
export interface HoldingOwner {
  /** The fee, in account currency, of a market order of `quantity` units now. */
  marketOrderFee(security: Security, quantity: number): number;
  /** Invalidates values and margins. */
  invalidate(): void;
}

/**
 * The position in one security and its profits (LEAN's SecurityHolding).
 *
 * Members with `exact` in their names are exact decimals, the others numbers. Values are in account currency.
 */
export class SecurityHolding implements HoldingView {
  /** @internal */
  private readonly _security: Security;
  /** @internal */
  private _quantity = 0;
  /** @internal */
  private _averagePrice = 0;
  /** @internal */
  private _invested = false;
  /** @internal Index in the portfolio's list of positions; -1 without a position. */
  place = -1;
  /** @internal */
  private readonly _multiplier: number;
  /** @internal The contribution of the position to the total value. */
  readonly contribution: Contribution;
  private readonly lotSize: number;
  private readonly owner: HoldingOwner;
  private quantityDecimal: Decimal = Decimal.zero;
  private averagePriceDecimal: Decimal = Decimal.zero;
  private readonly saleVolume = new DecimalSum();
  private readonly fees = new DecimalSum();
  private readonly tradeProfit = new DecimalSum();
  private dividends: Decimal = Decimal.zero;
  private newestTradeProfit: Decimal = Decimal.zero;

  /** @internal */
  constructor(security: Security, owner: HoldingOwner) {
    this._security = security;
    this.owner = owner;
    this._multiplier = security.properties.contractMultiplier.toNumber();
    this.contribution = contributionOf(security.symbol.securityType);
    this.lotSize = security.properties.lotSize.toNumber();
  }

  get security(): Security {
    return this._security;
  }

  /** Signed. */
  get quantity(): number {
    return this._quantity;
  }

  get averagePrice(): number {
    return this._averagePrice;
  }

  /** True when the position is at least one lot; smaller remainders of crypto fees do not count. */
  get invested(): boolean {
    return this._invested;
  }

  /** The value of one price point per unit, in quote currency. */
  get multiplier(): number {
    return this._multiplier;
  }

  get symbol(): SecuritySymbol {
    return this._security.symbol;
  }

  get type(): SecurityType {
    return this._security.symbol.securityType;
  }

  get exactQuantity(): Decimal {
    return this.quantityDecimal;
  }

  get exactAveragePrice(): Decimal {
    return this.averagePriceDecimal;
  }

  get absoluteQuantity(): number {
    return Math.abs(this._quantity);
  }

  get isLong(): boolean {
    return this._quantity > 0;
  }

  get isShort(): boolean {
    return this._quantity < 0;
  }

  /** Last price of the security. */
  get price(): number {
    return this._security.price;
  }

  get leverage(): number {
    return this._security.leverage;
  }

  /** Signed market value. */
  get holdingsValue(): number {
    return this._quantity === 0 ? 0 : this.valueOf(this._quantity, this._security.price);
  }

  get absoluteHoldingsValue(): number {
    return Math.abs(this.holdingsValue);
  }

  /** Signed value at the average price. */
  get holdingsCost(): number {
    return this._quantity === 0 ? 0 : this.valueOf(this._quantity, this._averagePrice);
  }

  get absoluteHoldingsCost(): number {
    return Math.abs(this.holdingsCost);
  }

  get unleveredHoldingsCost(): number {
    return this.holdingsCost / this.leverage;
  }

  /** The profit of closing now at bid or ask, net of the closing fee. */
  get unrealizedProfit(): number {
    if (!this._invested) return 0;
    const security = this._security;
    const quantity = this._quantity;
    const exit = quantity > 0 ? security.bidPrice : security.askPrice;
    return (
      this.valueOf(quantity, exit > 0 ? exit : security.price) -
      this.valueOf(quantity, this._averagePrice) -
      this.owner.marketOrderFee(security, -quantity)
    );
  }

  /** Unrealized profit as a share of the cost; 0 without a cost. */
  get unrealizedProfitPercent(): number {
    const cost = this.absoluteHoldingsCost;
    return cost === 0 ? 0 : this.unrealizedProfit / cost;
  }

  get totalSaleVolume(): number {
    return this.saleVolume.value.toNumber();
  }

  get exactTotalSaleVolume(): Decimal {
    return this.saleVolume.value;
  }

  get totalFees(): number {
    return this.fees.value.toNumber();
  }

  get exactTotalFees(): Decimal {
    return this.fees.value;
  }

  get totalDividends(): number {
    return this.dividends.toNumber();
  }

  /** Profit of closed trades before fees, and dividends. */
  get profit(): number {
    return this.exactProfit.toNumber();
  }

  get exactProfit(): Decimal {
    return this.tradeProfit.value.add(this.dividends);
  }

  get netProfit(): number {
    return this.exactProfit.sub(this.fees.value).toNumber();
  }

  get lastTradeProfit(): number {
    return this.newestTradeProfit.toNumber();
  }

  /** Exact signed market value in account currency. */
  get exactHoldingsValue(): Decimal {
    if (this._quantity === 0 || !(this._security.price > 0)) return Decimal.zero;
    return this.exactValueOf(this.quantityDecimal, Decimal.of(this._security.price)).mul(
      this._security.quoteCurrency.exactConversionRate,
    );
  }

  /** Value of `quantity` units at a price, account currency. */
  valueOf(quantity: number, price: number): number {
    return price * quantity * this._multiplier * this._security.quoteCurrency.conversionRate;
  }

  /** Value of `quantity` units at a price, quote currency. */
  exactValueOf(quantity: Decimal, price: Decimal): Decimal {
    const value = price.mul(quantity);
    return this._multiplier === 1 ? value : value.mul(this._security.properties.contractMultiplier);
  }

  /** @internal Sets the position. */
  set(averagePrice: Decimal, quantity: Decimal): void {
    this.averagePriceDecimal = averagePrice;
    this.quantityDecimal = quantity;
    this._averagePrice = averagePrice.toNumber();
    this._quantity = quantity.toNumber();
    this._invested = Math.abs(this._quantity) >= this.lotSize;
  }

  /** @internal */
  addSale(value: Decimal): void {
    this.saleVolume.add(value);
  }

  /** @internal */
  addFee(fee: Decimal): void {
    this.fees.add(fee);
  }

  /** @internal */
  addTradeProfit(profit: Decimal): void {
    this.tradeProfit.add(profit);
    this.newestTradeProfit = profit;
  }

  /** @internal */
  addDividend(amount: Decimal): void {
    this.dividends = this.dividends.add(amount);
  }

  /** @internal Called when leverage or another term of the security has changed. */
  invalidate(): void {
    this.owner.invalidate();
  }
}
