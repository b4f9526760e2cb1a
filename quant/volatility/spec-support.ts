import { Random } from '../random/random.ts';
import { fitVolatility } from './fit-volatility.ts';
import { forecastVolatility } from './forecast-volatility.ts';
import type { VolatilitySpecification } from './specification.ts';

type Draw = (random: Random, t: number, before: number) => number;

/** Unusual series that occur in practice, and more extreme ones. */
const ODD: Readonly<Record<string, Draw>> = {
  constant: () => 0.7,
  zero: () => 0,
  line: (_, t) => 1 + 0.01 * t,
  price: (random, _, before) => (before || 100) * Math.exp(0.02 * random.normal() + 0.001),
  'random walk': (random, _, before) => before + random.normal(),
  'exponential growth': (_, t) => Math.exp(0.02 * t),
  tiny: (random) => 1e-12 * random.normal(),
  'far too small': (random) => 1e-200 * random.normal(),
  huge: (random) => 1e12 * random.normal(),
  'far too large': (random) => 1e250 * random.normal(),
  gaps: (random) => (random.uniform() < 0.02 ? Number.NaN : random.normal()),
  Cauchy: (random) => random.normal() / random.normal(),
  'rare spikes': (random) => (random.uniform() < 0.01 ? 10 * random.normal() : 0),
  'one outlier': (random, t) => (t === 20 ? 1e4 : random.normal()),
  'pause, then trade': (random, t) => (t < 100 ? 0 : random.normal()),
  'trade, then pause': (random, t) => (t < 100 ? random.normal() : 0),
  'step of the level': (random, t) => (t < 80 ? 0 : 50) + random.normal(),
  'step of the variance': (random, t) => (t < 80 ? 0.01 : 10) * random.normal(),
  alternating: (_, t) => (t % 2 === 0 ? 1 : -1),
  sine: (_, t) => Math.sin(t / 5),
  'two values': (random) => (random.uniform() < 0.5 ? -1 : 1),
  'only gains': (random) => Math.abs(random.normal()),
  'only losses': (random) => -random.exponential(),
  rounded: (random) => Math.round(random.normal()),
  'offset far from 0': (random) => 1e9 + random.normal(),
};

const LENGTHS = [150, 400, 30, 60, 15];

const SPECIFICATIONS: readonly VolatilitySpecification[] = [
  {},
  { model: 'gjr', distribution: 'student-t' },
  { model: 'egarch' },
  { model: 'ewma', lambda: 'fitted', distribution: 'generalized-error' },
  { distribution: 'skewed-student-t', mean: { ar: 1 } },
  { model: 'figarch', truncation: 100 },
  { p: 2, q: 2, mean: 'zero' },
  { hasVarianceTarget: true, start: 'sample' },
  { model: 'egarch', distribution: 'student-t', start: 'sample' },
];

/** One of the unusual series and a model to fit to it; the same for the same number. */
export function oddFit(number: number): {
  readonly name: string;
  readonly returns: Float64Array;
  readonly specification: VolatilitySpecification;
} {
  const random = new Random(number);
  const kinds = Object.entries(ODD);
  const [kind, draw] = kinds[number % kinds.length];
  const length = LENGTHS[Math.floor(number / kinds.length) % LENGTHS.length];
  const specification = SPECIFICATIONS[number % SPECIFICATIONS.length];
  const returns = new Float64Array(length);
  for (let t = 0; t < length; t++) returns[t] = draw(random, t, t === 0 ? 0 : returns[t - 1]);
  return { name: `${number}: ${kind}, ${length} values, ${JSON.stringify(specification)}`, returns, specification };
}

/** The fault of the outcome of a fit; undefined for a reason, or a result of finite numbers. */
export function faultOfFit(returns: Float64Array, specification: VolatilitySpecification): string | undefined {
  const fit = fitVolatility(returns, { ...specification, starts: 1 });
  if (fit.status === 'failed') return fit.message.length > 20 ? undefined : `an empty reason ${fit.code}`;
  if (!fit.parameters.every(Number.isFinite)) return `parameters ${fit.parameters.join(', ')}`;
  if (!Number.isFinite(fit.logLikelihood)) return `a log-likelihood of ${fit.logLikelihood}`;
  if (!fit.conditionalVariances.every((variance) => variance > 0 && variance < Infinity))
    return 'a variance that is not positive';
  const { variances } = forecastVolatility(fit, { horizon: 1 });
  if (!(variances[0] > 0 && variances[0] < Infinity)) return `a forecast of ${variances[0]}`;
  const errors = fit.standardErrors;
  return errors === undefined || errors.every(Number.isFinite) ? undefined : `standard errors ${errors.join(', ')}`;
}
