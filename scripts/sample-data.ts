import { readFileSync } from 'node:fs';
import { Decimal } from '../engine/model/decimal.ts';
import { DATA_ERRORS } from '../engine/data/errors.ts';
import { EngineError } from '../engine/model/engine-error.ts';

/** One day of a vendor's file; dates are yyyyMMdd, prices are the texts of the file. */
export interface DailyRow {
  readonly date: string;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: string;
  /** Ratio of the adjusted to the raw close. */
  readonly ratio: number;
}

/** A dividend or a split, on its ex-date. */
export type CorporateEvent =
  | { readonly index: number; readonly dividend: Decimal }
  | { readonly index: number; readonly split: number };

/**
 * Steps of the ratio below this are rounding errors; the smallest dividend of the sample is a hundred times as large.
 */
const SMALLEST_STEP = 1e-5;
/** Steps from this value are splits: no dividend of the sample is a fifth of the price. */
const SMALLEST_SPLIT = 1.2;

/**
 * The rows of a vendor's file with the columns date, open, high, low, close, volume and adjusted_close in any order.
 */
export function readDailyRows(path: string): DailyRow[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    const field = (name: string): string => fields[names.indexOf(name)] ?? '';
    const price = (name: string): Decimal => Decimal.parse(field(name));
    return {
      date: field('date').replaceAll('-', ''),
      open: price('open'),
      high: price('high'),
      low: price('low'),
      close: price('close'),
      volume: field('volume'),
      ratio: Number(field('adjusted_close')) / Number(field('close')),
    };
  });
}

/**
 * Derives the corporate actions from the steps of the ratio of adjusted to raw close.
 *
 * The vendor uses the close of the ex-date: dividend = close of that day * (step - 1), which gives whole cents;
 * a step of n is a split of n shares for one.
 *
 * @throws EngineError DATA_MALFORMED_ROW when a dividend is not a whole number of cents or a split is not a whole
 * ratio.
 */
export function corporateEvents(rows: readonly DailyRow[], path: string): CorporateEvent[] {
  return rows.slice(1).flatMap((row, previous): CorporateEvent[] => {
    const step = row.ratio / rows[previous].ratio;
    if (Math.abs(step - 1) < SMALLEST_STEP) return [];
    const index = previous + 1;
    const amount = step >= SMALLEST_SPLIT ? step : row.close.toNumber() * (step - 1);
    const whole = step >= SMALLEST_SPLIT ? Math.round(amount) : Math.round(amount * 100) / 100;
    if (!(Math.abs(amount - whole) < 1e-4) || whole <= 0) {
      throw new EngineError(
        DATA_ERRORS.MALFORMED_ROW,
        `Line ${index + 2} of ${path} has a step of ${step} that is neither a split nor a dividend in cents.`,
      );
    }
    return [step >= SMALLEST_SPLIT ? { index, split: whole } : { index, dividend: Decimal.of(whole) }];
  });
}

/**
 * A factor file by LEAN's rule: backwards in time, a dividend D after a close C multiplies the price factor by (C - D)
 * / C, a split of n for one divides the split factor by n; each row has the date of the previous trading day
 * (Common/Data/Auxiliary/CorporateFactorRow.cs). The first row extends the oldest factors back to the first date.
 */
export function factorFile(rows: readonly DailyRow[], events: readonly CorporateEvent[], firstDate: string): string {
  let priceFactor = Decimal.one;
  let splitFactor = Decimal.one;
  const lines = ['20501231,1,1,0'];
  for (const event of events.toReversed()) {
    const { date, close } = rows[event.index - 1];
    if ('split' in event) splitFactor = splitFactor.div(Decimal.of(event.split));
    else priceFactor = priceFactor.mul(close.sub(event.dividend)).div(close);
    lines.unshift(
      `${date},${factorText(priceFactor, 7)},${factorText(splitFactor, 8)},${close.normalize().toString()}`,
    );
  }
  if (firstDate !== lines[0].slice(0, 8))
    lines.unshift(`${firstDate},${factorText(priceFactor, 7)},${factorText(splitFactor, 8)},1`);
  return `${lines.join('\n')}\n`;
}

/** A map file of a company that never changed its ticker. */
export function mapFile(ticker: string, firstDate: string, exchange: string): string {
  return `${firstDate},${ticker},${exchange}\n20501231,${ticker},${exchange}\n`;
}

/**
 * LEAN's daily equity rows: prices times 10,000.
 * @throws EngineError DATA_MALFORMED_ROW for a price with more than four decimal places.
 */
export function equityRows(rows: readonly DailyRow[], path: string): string {
  return rows
    .map((row, index) => {
      const prices = [row.open, row.high, row.low, row.close].map((price) => price.mul(Decimal.of(10_000)).normalize());
      if (prices.some((price) => price.scale > 0)) {
        throw new EngineError(
          DATA_ERRORS.MALFORMED_ROW,
          `Line ${index + 2} of ${path} has a price with more than four decimal places.`,
        );
      }
      return `${row.date} 00:00,${prices.join(',')},${row.volume}\n`;
    })
    .join('');
}

/** LEAN's daily index rows, in plain decimals; rounded to the two places in which the index is published. */
export function indexRows(rows: readonly DailyRow[]): string {
  return rows
    .map((row) => {
      const prices = [row.open, row.high, row.low, row.close].map((price) => price.round(2).normalize());
      return `${row.date} 00:00,${prices.join(',')},${row.volume}\n`;
    })
    .join('');
}

function factorText(factor: Decimal, places: number): string {
  return factor.eq(Decimal.one) ? '1' : factor.round(places).toString();
}
