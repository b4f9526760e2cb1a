import type { CashBookView } from '../api/portfolio-view.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { Cash } from './cash.ts';
import { PORTFOLIO_ERRORS } from './portfolio-errors.ts';

/** The settled and unsettled cash of all currencies of a run, and conversion between them (both of LEAN's CashBooks). */
export class CashBook implements CashBookView {
  private currencies: Cash[] = [];
  private currency: string;
  private readonly onChange: () => void;
  /** Cached totals in account currency, valid until the next change. */
  private areTotalsValid = false;
  private total = 0;
  private totalUnsettled = 0;
  private followsPrices = false;

  /** @internal @param onChange called after every change of an amount or a rate */
  constructor(accountCurrency: string, onChange: () => void = () => {}) {
    this.onChange = () => {
      this.areTotalsValid = false;
      this.followsPrices = false;
      for (let i = 0; i < this.currencies.length; i++) this.followsPrices ||= this.currencies[i].hasConversion;
      onChange();
    };
    this.currency = accountCurrency.toUpperCase();
    this.add(this.currency, Decimal.zero, Decimal.one);
  }

  get accountCurrency(): string {
    return this.currency;
  }

  /** The cash in the account currency. */
  get account(): Cash {
    return this.get(this.currency);
  }

  /** Number of currencies. */
  get size(): number {
    return this.currencies.length;
  }

  has(symbol: string): boolean {
    return this.find(symbol) !== undefined;
  }

  find(symbol: string): Cash | undefined {
    for (const cash of this.currencies) if (cash.symbol === symbol) return cash;
    return undefined;
  }

  /** @throws EngineError PORTFOLIO_UNKNOWN_CURRENCY */
  get(symbol: string): Cash {
    const cash = this.find(symbol);
    if (cash !== undefined) return cash;
    const known = this.currencies.map((one) => one.symbol).join(', ');
    throw new EngineError(
      PORTFOLIO_ERRORS.UNKNOWN_CURRENCY,
      `The cash book holds no ${symbol} (it holds ${known}). Add cash of that currency, or a security that is quoted in it.`,
      { data: { currency: symbol } },
    );
  }

  /** @internal Adds a currency, or sets amount and rate of an existing one; the instance is kept. */
  add(symbol: string, amount: Decimal, conversionRate: Decimal): Cash {
    const present = this.find(symbol.toUpperCase());
    if (present !== undefined) {
      present.setConversionRate(conversionRate);
      present.set(amount);
      return present;
    }
    const cash = new Cash(symbol, amount, conversionRate, this.onChange);
    this.currencies.push(cash);
    this.onChange();
    return cash;
  }

  /** @internal The cash of a currency; a missing currency is added with amount and rate 0. */
  ensure(symbol: string): Cash {
    return this.find(symbol.toUpperCase()) ?? this.add(symbol, Decimal.zero, Decimal.zero);
  }

  /** @internal Adds cash that is available at once. */
  addSettled(symbol: string, amount: Decimal): void {
    this.get(symbol).add(amount);
  }

  /** @internal Adds cash that is not yet available; a negative amount removes it. */
  addUnsettled(symbol: string, amount: Decimal): void {
    this.get(symbol).addUnsettled(amount);
  }

  /** @internal Changes the account currency; the amount of the old one moves to the new one. */
  setAccountCurrency(symbol: string): void {
    const amount = this.account.exactAmount;
    this.currencies = this.currencies.filter((cash) => cash.symbol !== this.currency);
    this.currency = symbol.toUpperCase();
    const cash = this.find(this.currency);
    this.add(this.currency, cash === undefined ? amount : cash.exactAmount, Decimal.one);
  }

  /** True when no rate depends on prices. */
  get isFixed(): boolean {
    return !this.followsPrices;
  }

  /** @internal Updates the rates after prices may have changed. */
  update(): void {
    if (!this.followsPrices) return;
    const { currencies } = this;
    for (let i = 0; i < currencies.length; i++) if (currencies[i].update()) this.areTotalsValid = false;
  }

  /** The settled cash of all currencies, in the account currency. */
  get totalValueInAccountCurrency(): number {
    if (!this.areTotalsValid) this.sumTotals();
    return this.total;
  }

  /** The unsettled cash of all currencies, in the account currency. */
  get totalUnsettledValueInAccountCurrency(): number {
    if (!this.areTotalsValid) this.sumTotals();
    return this.totalUnsettled;
  }

  /** True when settled and unsettled cash minus debts is positive. */
  get isPositive(): boolean {
    if (!this.areTotalsValid) this.sumTotals();
    return this.total + this.totalUnsettled > 0;
  }

  /** True when there is no negative and no unsettled cash. */
  get isSettledInFull(): boolean {
    if (!this.areTotalsValid) this.sumTotals();
    return this.total >= 0 && this.totalUnsettled === 0;
  }

  get exactTotalValueInAccountCurrency(): Decimal {
    let total = Decimal.zero;
    for (const cash of this.currencies) total = total.add(cash.exactValueInAccountCurrency);
    return total;
  }

  get exactTotalUnsettledValueInAccountCurrency(): Decimal {
    let total = Decimal.zero;
    for (const cash of this.currencies) total = total.add(cash.exactUnsettledValueInAccountCurrency);
    return total;
  }

  /** @throws EngineError PORTFOLIO_NO_CONVERSION_RATE when either currency has no rate yet */
  convert(amount: Decimal, source: string, destination: string): Decimal {
    if (amount.isZero || source === destination) return amount;
    const from = this.rateOf(source);
    const to = this.rateOf(destination);
    return amount.mul(from.div(to));
  }

  convertToAccountCurrency(amount: Decimal, source: string): Decimal {
    return source === this.currency ? amount : this.convert(amount, source, this.currency);
  }

  [Symbol.iterator](): IterableIterator<Cash> {
    return this.currencies.values();
  }

  private sumTotals(): void {
    let total = 0;
    let unsettled = 0;
    for (const cash of this.currencies) {
      total += cash.valueInAccountCurrency;
      unsettled += cash.unsettledAmount * cash.conversionRate;
    }
    this.total = total;
    this.totalUnsettled = unsettled;
    this.areTotalsValid = true;
  }

  private rateOf(symbol: string): Decimal {
    const rate = this.get(symbol).exactConversionRate;
    if (!rate.isZero) return rate;
    throw new EngineError(
      PORTFOLIO_ERRORS.NO_CONVERSION_RATE,
      `There is no conversion rate for ${symbol} yet. Subscribe to its pair with the account currency, start later, or give a starting rate with setCash.`,
      { data: { currency: symbol } },
    );
  }
}
