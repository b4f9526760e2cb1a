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

/** The kinds of average that other indicators can smooth with; the numbers are LEAN's (MovingAverageType.cs). */
export const MovingAverageType = {
  Simple: 0,
  Exponential: 1,
  Wilders: 2,
  LinearWeightedMovingAverage: 3,
  DoubleExponential: 4,
  TripleExponential: 5,
  Triangular: 6,
  T3: 7,
  Kama: 8,
  Hull: 9,
  Alma: 10,
  Zlema: 11,
  MGD: 12,
} as const;
export type MovingAverageType = (typeof MovingAverageType)[keyof typeof MovingAverageType];

const NAMES = Object.keys(MovingAverageType);

const MAKERS: readonly ((period: number) => Indicator)[] = [
  (period) => new SimpleMovingAverage(period),
  (period) => new ExponentialMovingAverage(period),
  (period) => new WilderMovingAverage(period),
  (period) => new LinearWeightedMovingAverage(period),
  (period) => new DoubleExponentialMovingAverage(period),
  (period) => new TripleExponentialMovingAverage(period),
  (period) => new TriangularMovingAverage(period),
  (period) => new T3MovingAverage(period),
  (period) => new KaufmanAdaptiveMovingAverage(period),
  (period) => new HullMovingAverage(period),
  (period) => new ArnaudLegouxMovingAverage(period),
  (period) => new ZeroLagExponentialMovingAverage(period),
  (period) => new McGinleyDynamic(period),
];

/** LEAN's name of the type, as it stands in the names of indicators. */
export function movingAverageTypeName(type: MovingAverageType): string {
  return NAMES[type];
}

/** A new average of this type, under `name` or its own (LEAN: MovingAverageTypeExtensions.cs). */
export function movingAverage(type: MovingAverageType, period: number, name?: string): Indicator {
  const average = MAKERS[type](period);
  if (name !== undefined) average.name = name;
  return average;
}
