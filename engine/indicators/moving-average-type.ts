import { ArnaudLegouxMovingAverage } from './arnaud-legoux-moving-average.ts';
import { DoubleExponentialMovingAverage } from './double-exponential-moving-average.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { HullMovingAverage } from './hull-moving-average.ts';
import { type Indicator } from './indicator.ts';
import { KaufmanAdaptiveMovingAverage } from './kaufman-adaptive-moving-average.ts';
import { LinearWeightedMovingAverage } from './linear-weighted-moving-average.ts';
import { McGinleyDynamic } from './mcginley-dynamic.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { T3MovingAverage } from './t3-moving-average.ts';
import { TriangularMovingAverage } from './triangular-moving-average.ts';
import { TripleExponentialMovingAverage } from './triple-exponential-moving-average.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';
import { ZeroLagExponentialMovingAverage } from './zero-lag-exponential-moving-average.ts';

/** The types of average that other indicators can use for smoothing (LEAN: MovingAverageType.cs). */
export const MovingAverageType = {
  Simple: 'Simple',
  Exponential: 'Exponential',
  Wilders: 'Wilders',
  LinearWeightedMovingAverage: 'LinearWeightedMovingAverage',
  DoubleExponential: 'DoubleExponential',
  TripleExponential: 'TripleExponential',
  Triangular: 'Triangular',
  T3: 'T3',
  Kama: 'Kama',
  Hull: 'Hull',
  Alma: 'Alma',
  Zlema: 'Zlema',
  MGD: 'MGD',
} as const;
export type MovingAverageType = (typeof MovingAverageType)[keyof typeof MovingAverageType];

const MAKERS: Readonly<Record<MovingAverageType, (period: number) => Indicator>> = {
  Simple: (period) => new SimpleMovingAverage(period),
  Exponential: (period) => new ExponentialMovingAverage(period),
  Wilders: (period) => new WilderMovingAverage(period),
  LinearWeightedMovingAverage: (period) => new LinearWeightedMovingAverage(period),
  DoubleExponential: (period) => new DoubleExponentialMovingAverage(period),
  TripleExponential: (period) => new TripleExponentialMovingAverage(period),
  Triangular: (period) => new TriangularMovingAverage(period),
  T3: (period) => new T3MovingAverage(period),
  Kama: (period) => new KaufmanAdaptiveMovingAverage(period),
  Hull: (period) => new HullMovingAverage(period),
  Alma: (period) => new ArnaudLegouxMovingAverage(period),
  Zlema: (period) => new ZeroLagExponentialMovingAverage(period),
  MGD: (period) => new McGinleyDynamic(period),
};

/** A new average of this type, named `name` or by its default (LEAN: MovingAverageTypeExtensions.cs). */
export function movingAverage(type: MovingAverageType, period: number, name?: string): Indicator {
  const average = MAKERS[type](period);
  if (name !== undefined) average.name = name;
  return average;
}
