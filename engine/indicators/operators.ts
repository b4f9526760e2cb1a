import { CompositeIndicator, type IndicatorComposer } from './composite-indicator.ts';
import { ConstantIndicator } from './constant-indicator.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { type IndicatorBase } from './indicator-base.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { quotient } from './numeric.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { WeightedBy } from './weighted-by.ts';

/** The right side of an operator: an indicator or a number. */
export type Operand = IndicatorBase | number;

/** Sum of two indicators, or of one and a number (this file follows LEAN's IndicatorExtensions.cs). */
export function plus(left: IndicatorBase, right: Operand, name?: string): CompositeIndicator {
  return compose(left, right, (first, second) => first + second, name);
}

export function minus(left: IndicatorBase, right: Operand, name?: string): CompositeIndicator {
  return compose(left, right, (first, second) => first - second, name);
}

export function times(left: IndicatorBase, right: Operand, name?: string): CompositeIndicator {
  return compose(left, right, (first, second) => first * second, name);
}

/** Quotient; keeps its value while the right side is 0. */
export function over(left: IndicatorBase, right: Operand, name?: string): CompositeIndicator {
  return compose(left, right, quotient, name);
}

/** Exponential average of an indicator's values, by default from the time when the indicator is ready. */
export function emaOf(
  left: IndicatorBase,
  period: number,
  smoothingFactor?: number,
  waitForFirstToReady = true,
): ExponentialMovingAverage {
  const average = new ExponentialMovingAverage(period, smoothingFactor, `EMA${period}_Of_${left.name}`);
  return average.of(left, waitForFirstToReady);
}

export function smaOf(left: IndicatorBase, period: number, waitForFirstToReady = true): SimpleMovingAverage {
  return new SimpleMovingAverage(period, `SMA${period}_Of_${left.name}`).of(left, waitForFirstToReady);
}

export function maxOf(left: IndicatorBase, period: number, waitForFirstToReady = true): Maximum {
  return new Maximum(period, `MAX${period}_Of_${left.name}`).of(left, waitForFirstToReady);
}

export function minOf(left: IndicatorBase, period: number, waitForFirstToReady = true): Minimum {
  return new Minimum(period, `MIN${period}_Of_${left.name}`).of(left, waitForFirstToReady);
}

/** Mean of the last `period` values of one indicator, weighted by those of another. */
export function weightedBy(value: IndicatorBase, weight: IndicatorBase, period: number): WeightedBy {
  return new WeightedBy(value, weight, period);
}

function compose(left: IndicatorBase, right: Operand, composer: IndicatorComposer, name?: string): CompositeIndicator {
  const operand = typeof right === 'number' ? new ConstantIndicator(String(right), right) : right;
  return new CompositeIndicator(left, operand, composer, name);
}
