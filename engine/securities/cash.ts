import type { CashView } from '../api/portfolio-view.ts';
import { Decimal } from '../model/decimal.ts';
import { DecimalSum } from './decimal-sum.ts';
import { exactRateOf } from './currency-conversion.ts';
import type { ConversionStep } from './currency-conversion.ts';

const NO_STEPS: readonly ConversionStep[] = [];

/**
 * The settled and unsettled cash of one currency, and its rate to the account currency (LEAN's Cash).
 *
 * Amounts are exact decimals; `amount`, `unsettledAmount` and `conversionRate` are the same values as numbers.
 */
export class Cash implements CashView {
  /** @internal */
  private readonly _symbol: string;
  /** @internal */
  private _amount: number;
  /** @internal */
  private _unsettledAmount = 0;
  private readonly settled = new DecimalSum();
  private unsettled: Decimal = Decimal.zero;
  private rate: Decimal;
  private rateNumber: number;
  private steps: readonly ConversionStep[] = NO_STEPS;
  private isRateStale = false;
  private readonly onChange: () => void;

  /** @internal @param onChange called after every change of an amount or a rate */
  constructor(symbol: string, amount: Decimal, conversionRate: Decimal, onChange: () => void = () => {}) {
    this._symbol = symbol.toUpperCase();
    this.settled.set(amount);
    this._amount = amount.toNumber();
    this.rate = conversionRate;
    this.rateNumber = conversionRate.toNumber();
    this.onChange = onChange;
  }

  /** The currency's code in upper case. */
  get symbol(): string {
    return this._symbol;
  }

  get amount(): number {
    return this._amount;
  }

  get unsettledAmount(): number {
    return this._unsettledAmount;
  }

  get exactAmount(): Decimal {
    return this.settled.value;
  }

  get exactUnsettledAmount(): Decimal {
    return this.unsettled;
  }

  /** Units of the account currency per unit of this one; 0 without a rate. */
  get conversionRate(): number {
    if (this.isRateStale) this.refreshRate();
    return this.rateNumber;
  }

  get exactConversionRate(): Decimal {
    if (this.isRateStale) this.refreshRate();
    return this.rate;
  }

  /** True when the rate depends on prices of securities. */
  get hasConversion(): boolean {
    return this.steps.length > 0;
  }

  /** @internal The securities whose prices determine the rate. */
  get conversionSteps(): readonly ConversionStep[] {
    return this.steps;
  }

  get valueInAccountCurrency(): number {
    return this._amount * this.conversionRate;
  }

  get exactValueInAccountCurrency(): Decimal {
    return this.settled.value.mul(this.exactConversionRate);
  }

  get exactUnsettledValueInAccountCurrency(): Decimal {
    return this.unsettled.mul(this.exactConversionRate);
  }

  /** @internal */
  add(amount: Decimal): void {
    this.settled.add(amount);
    this._amount = this.settled.toNumber();
    this.onChange();
  }

  /** @internal Subtracts an amount. */
  take(amount: Decimal): void {
    this.settled.add(amount, -1);
    this._amount = this.settled.toNumber();
    this.onChange();
  }

  /** @internal */
  set(amount: Decimal): void {
    this.settled.set(amount);
    this._amount = amount.toNumber();
    this.onChange();
  }

  /** @internal */
  addUnsettled(amount: Decimal): void {
    this.unsettled = this.unsettled.add(amount);
    this._unsettledAmount = this.unsettled.toNumber();
    this.onChange();
  }

  /** @internal */
  setConversionRate(rate: Decimal): void {
    this.rate = rate;
    this.rateNumber = rate.toNumber();
    this.isRateStale = false;
    this.onChange();
  }

  /** @internal Derives the rate from securities from now on; the current rate stays until the next {@link update}. */
  setConversion(steps: readonly ConversionStep[]): void {
    this.steps = steps;
    this.onChange();
  }

  /** @internal Updates the rate after prices may have changed; true when the rate depends on prices. */
  update(): boolean {
    if (this.steps.length === 0) return false;
    this.isRateStale = true;
    return true;
  }

  private refreshRate(): void {
    this.isRateStale = false;
    this.rate = exactRateOf(this.steps);
    this.rateNumber = this.rate.toNumber();
  }
}
