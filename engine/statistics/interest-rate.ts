import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { STATISTICS_ERRORS } from './errors.ts';

const DAY = 86_400_000;
/** No rate of a year has reached it. */
const LARGEST_PERCENT = 1_000_000;
/** Characters of a row that a message repeats. */
const LONGEST_SHOWN = 120;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Provides the risk-free interest rate of a date, as a fraction per year (0.01 = 1 %). */
export interface RiskFreeInterestRateModel {
  /** The rate on the UTC date of an instant in epoch milliseconds. */
  getInterestRate(timeUtc: number): Decimal;
}

/** The same rate on every date. */
export class ConstantRiskFreeInterestRate implements RiskFreeInterestRateModel {
  /** LEAN's default of 1 % a year. */
  static readonly default = new ConstantRiskFreeInterestRate(Decimal.fromScaled(1, 2));

  private readonly rate: Decimal;

  constructor(rate: Decimal) {
    this.rate = rate;
  }

  getInterestRate(): Decimal {
    return this.rate;
  }
}

/**
 * The primary credit rate of the Federal Reserve: each row applies until the next one, the first one also before its
 * date.
 *
 * Source: Common/Data/InterestRateProvider.cs; the file is alternative/interest-rate/usa/interest-rate.csv.
 */
export class InterestRateProvider implements RiskFreeInterestRateModel {
  private readonly datesUtc: readonly number[];
  private readonly rates: readonly Decimal[];

  private constructor(datesUtc: readonly number[], rates: readonly Decimal[]) {
    this.datesUtc = datesUtc;
    this.rates = rates;
  }

  /**
   * Parses the text of a "DATE,PCREDIT8" file: a header, then rows of date and percentage in chronological order.
   * Without any row the rate is 1 %.
   *
   * @param file name for messages
   * @throws EngineError STATISTICS_MALFORMED_INTEREST_RATE for a row that is not a date and a number, or out of order.
   */
  static parse(text: string, file = 'the interest rates'): InterestRateProvider {
    const datesUtc: number[] = [];
    const rates: Decimal[] = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index === 0 || line.trim() === '' || line.startsWith('#')) continue;
      const [date = '', percent = ''] = line.split(',');
      const dateUtc = DATE_PATTERN.test(date) ? Date.parse(date) : NaN;
      const rate = Decimal.tryParse(percent);
      const isInOrder = !(dateUtc < (datesUtc.at(-1) ?? -Infinity));
      if (
        Number.isNaN(dateUtc) ||
        !isInOrder ||
        rate === undefined ||
        !(Math.abs(rate.toNumber()) <= LARGEST_PERCENT)
      ) {
        const shown = line.slice(0, LONGEST_SHOWN).replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
        const message = `Row ${index + 1} of ${file} is "${shown}". Write it as date and percent, such as "2013-10-01,0.75", in the order of time.`;
        throw new EngineError(STATISTICS_ERRORS.MALFORMED_INTEREST_RATE, message, {
          data: { file, row: index + 1, line: shown },
        });
      }
      datesUtc.push(dateUtc);
      rates.push(rate.div(Decimal.oneHundred));
    }
    if (rates.length === 0) rates.push(ConstantRiskFreeInterestRate.default.getInterestRate());
    return new InterestRateProvider(datesUtc, rates);
  }

  getInterestRate(timeUtc: number): Decimal {
    let low = 0;
    let high = this.datesUtc.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.datesUtc[middle] <= timeUtc) low = middle + 1;
      else high = middle;
    }
    return this.rates[Math.max(low - 1, 0)];
  }
}

/**
 * The mean rate over the given instants (UTC, ascending), including repeated ones; 0 without instants.
 *
 * The model is called once per date.
 */
export function averageRiskFreeRate(model: RiskFreeInterestRateModel, timesUtc: ArrayLike<number>): Decimal {
  if (timesUtc.length === 0) return Decimal.zero;
  let sum = Decimal.zero;
  let rate = Decimal.zero;
  let counted = 0;
  let day = NaN;
  for (let index = 0; index < timesUtc.length; index++) {
    const today = Math.floor(timesUtc[index] / DAY);
    if (today === day) continue;
    day = today;
    const next = model.getInterestRate(timesUtc[index]);
    if (next === rate) continue;
    sum = sum.add(rate.mul(Decimal.fromInteger(index - counted)));
    rate = next;
    counted = index;
  }
  sum = sum.add(rate.mul(Decimal.fromInteger(timesUtc.length - counted)));
  return sum.div(Decimal.fromInteger(timesUtc.length));
}
