import { type FedIndicator } from './bar-indicator.ts';
import { type IndicatorTradeBar } from './indicator-base.ts';
import { Indicator } from './indicator.ts';

/** Open, high, low, close and, if relevant, volume. */
export type Ohlcv = readonly [open: number, high: number, low: number, close: number, volume?: number];

/** The daily bar number `index`. */
export function barOf([open, high, low, close, volume = 0]: Ohlcv, index: number): IndicatorTradeBar {
  return { endTime: (index + 1) * 86_400_000, value: close, open, high, low, close, volume };
}

/** The values of a value indicator after each input. */
export function valuesOf(indicator: Indicator, inputs: readonly number[]): number[] {
  return inputs.map((input) => {
    indicator.update(indicator.samples, input);
    return indicator.value;
  });
}

/** The values of a bar indicator after each bar. */
export function valuesOfBars(indicator: Exclude<FedIndicator, Indicator>, bars: readonly Ohlcv[]): number[] {
  return bars.map((bar, index) => {
    indicator.update(barOf(bar, index));
    return indicator.value;
  });
}

/** A deterministic random walk of prices in cents, with some equal neighbours and no zero volume. */
export function sampleBars(count: number): Ohlcv[] {
  let seed = 12_345;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let close = 10_000;
  return Array.from({ length: count }, () => {
    const open = close;
    close = Math.max(100, close + Math.round((random() - 0.5) * 200));
    const high = Math.max(open, close) + Math.round(random() * 50);
    const low = Math.min(open, close) - Math.round(random() * 50);
    return [open / 100, high / 100, low / 100, close / 100, 1000 + Math.round(random() * 9000)];
  });
}

/**
 * Violations of the contract of all indicators: ready exactly after the warm-up period, ignores missing and older
 * inputs, can be fed with a reused bar, and gives the same results after a reset. Empty when there are none.
 */
export function contractViolations(make: () => FedIndicator, count = 260): string[] {
  const indicator = make();
  const violations: string[] = [];
  const check = (holds: boolean, rule: string): void => {
    if (!holds) violations.push(rule);
  };
  check(!indicator.isReady && indicator.value === 0 && indicator.samples === 0, 'starts empty');
  const first = replay(indicator, count);
  check(first.readyAfter === indicator.warmUpPeriod, `ready after ${first.readyAfter}, not ${indicator.warmUpPeriod}`);
  check(indicator.samples === count, `counted ${indicator.samples} of ${count} samples`);
  check(first.values.every(Number.isFinite), 'gives finite values');
  const before = indicator.value;
  feed(indicator, barOf([1, 2, 0.5, 1.5, 10], 0));
  feed(indicator, barOf([NaN, NaN, NaN, NaN, NaN], count));
  check(indicator.samples === count && indicator.value === before, 'skips older and missing inputs');
  indicator.reset();
  check(!indicator.isReady && indicator.value === 0 && indicator.samples === 0, 'is empty after a reset');
  const second = replay(indicator, count);
  check(
    first.values.every((value, index) => value === second.values[index]),
    'gives the same results after a reset',
  );
  return violations;
}

function replay(indicator: FedIndicator, count: number): { values: number[]; readyAfter: number } {
  const cursor = { ...barOf([0, 0, 0, 0], 0) };
  const values: number[] = [];
  let readyAfter = 0;
  sampleBars(count).forEach((bar, index) => {
    Object.assign(cursor, barOf(bar, index));
    const isReady = feed(indicator, cursor);
    if (isReady && readyAfter === 0) readyAfter = index + 1;
    if (isReady !== indicator.isReady) values.push(NaN);
    values.push(indicator.value);
  });
  return { values, readyAfter };
}

function feed(indicator: FedIndicator, bar: IndicatorTradeBar): boolean {
  return indicator instanceof Indicator ? indicator.updateFrom(bar) : indicator.update(bar);
}
