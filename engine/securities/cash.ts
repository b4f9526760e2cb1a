import type { CashView } from '../api/portfolio-view.ts';
import { Decimal } from '../model/decimal.ts';
import { DecimalSum } from './decimal-sum.ts';
import { exactRateOf } from './currency-conversion.ts';
import type { ConversionStep } from './currency-conversion.ts';

const NO_STEPS: readonly ConversionStep[] = [];

/**
 * The cash of one currency: what is settled, what is not yet, and its rate to the account currency (LEAN's Cash).
 *
 * Amounts are exact; `amount`, `unsettledAmount` and `conversionRate` mirror them as numbers.
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

  /** Units of the account currency for one unit of this one; 0 while there is no rate. */
  get conversionRate(): number {
    if (this.isRateStale) this.refreshRate();
    return this.rateNumber;
  }

  get exactConversionRate(): Decimal {
    if (this.isRateStale) this.refreshRate();
    return this.rate;
  }

  /** True when the rate follows the prices of securities. */
  get hasConversion(): boolean {
    return this.steps.length > 0;
  }

  /** @internal The securities whose prices make the rate. */
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

  /** @internal Takes an amount away. */
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

  /** @internal Lets the rate follow securities from now on; the present rate stands until the next {@link update}. */
  setConversion(steps: readonly ConversionStep[]): void {
    this.steps = steps;
    this.onChange();
  }

  /** @internal The prices behind the rate may have changed; true when the rate follows any. */
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
