import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { incompleteGammaUpper } from '../numeric/special-functions.ts';
import type { Random } from '../random/random.ts';
import { requireLevel } from './risk-measure.ts';

/** A likelihood ratio, and its p-value: the probability of one as large when the forecasts are correct. */
export interface LikelihoodRatioTest {
  readonly statistic: number;
  readonly pValue: number;
}

export interface CoverageTest extends LikelihoodRatioTest {
  readonly violations: number;
  readonly expected: number;
}

/** Tests whether losses exceed the value at risk at the expected frequency (Kupiec 1995). */
export function kupiecTest(violations: number, observations: number, level: number): CoverageTest {
  requireLevel(level);
  if (!(Number.isInteger(violations) && violations >= 0 && violations <= observations && observations > 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `${violations} violations of ${observations} observations are impossible.`,
    );
  }
  const expected = 1 - level;
  const rate = violations / observations;
  const statistic = 2 * (bernoulli(violations, observations, rate) - bernoulli(violations, observations, expected));
  return {
    statistic: Math.max(0, statistic),
    pValue: chiSquaredTail(statistic, 1),
    violations,
    expected: expected * observations,
  };
}

export interface ChristoffersenTest {
  /** Whether a violation changes the probability of another one on the next day. */
  readonly independence: LikelihoodRatioTest;
  /** Frequency and independence together. */
  readonly conditionalCoverage: LikelihoodRatioTest;
}

/**
 * Tests whether violations are independent (Christoffersen 1998).
 * @param violations - true where a loss exceeded its value at risk
 */
export function christoffersenTest(violations: readonly boolean[], level: number): ChristoffersenTest {
  requireLevel(level);
  if (violations.length < 2) {
    throw new QuantError(QUANT_ERRORS.SHAPE, `At least 2 observations are needed, but there are ${violations.length}.`);
  }
  // numbers of transitions between states
  const counts = [
    [0, 0],
    [0, 0],
  ];
  for (let t = 1; t < violations.length; t++) counts[Number(violations[t - 1])][Number(violations[t])]++;
  const [[quiet, hit], [back, again]] = counts;
  const rate = (hit + again) / (violations.length - 1);
  const statistic = Math.max(
    0,
    2 *
      (bernoulli(hit, quiet + hit, share(hit, quiet)) +
        bernoulli(again, back + again, share(again, back)) -
        bernoulli(hit + again, violations.length - 1, rate)),
  );
  const count = violations.reduce((sum, isViolation) => sum + Number(isViolation), 0);
  const joint = statistic + kupiecTest(count, violations.length, level).statistic;
  return {
    independence: { statistic, pValue: chiSquaredTail(statistic, 1) },
    conditionalCoverage: { statistic: joint, pValue: chiSquaredTail(joint, 2) },
  };
}

function share(hits: number, misses: number): number {
  return hits + misses === 0 ? 0 : hits / (hits + misses);
}

/** ln of the probability of a sequence with the given number of hits. */
function bernoulli(hits: number, trials: number, rate: number): number {
  const misses = trials - hits;
  return (hits === 0 ? 0 : hits * Math.log(rate)) + (misses === 0 ? 0 : misses * Math.log1p(-rate));
}

function chiSquaredTail(statistic: number, degreesOfFreedom: number): number {
  return incompleteGammaUpper(degreesOfFreedom / 2, Math.max(0, statistic) / 2);
}

/** Forecasts of each observation, as positive losses. */
export interface RiskForecasts {
  readonly returns: Float64Array;
  readonly valuesAtRisk: Float64Array;
  readonly expectedShortfalls: Float64Array;
  readonly level: number;
}

export interface AcerbiSzekelyTest {
  /** Tests whether losses beyond the value at risk are as large as forecast; undefined without a violation. */
  readonly z1: number | undefined;
  /** Tests size and frequency of such losses together; below 0 the risk was understated. */
  readonly z2: number;
  /** Probability of a Z2 as low when the forecasts are correct; undefined without a simulation. */
  readonly pValue: number | undefined;
}

/**
 * The tests of expected shortfall of Acerbi and Szekely ("Back-testing expected shortfall", 2014).
 * @param simulation - draws returns under the hypothesis that the forecasts are correct, for the p-value
 */
export function acerbiSzekelyTest(
  forecasts: RiskForecasts,
  simulation?: { readonly draw: (random: Random) => Float64Array; readonly count: number; readonly random: Random },
): AcerbiSzekelyTest {
  requireForecasts(forecasts);
  const { returns, valuesAtRisk, expectedShortfalls } = forecasts;
  let sum = 0;
  let violations = 0;
  for (let t = 0; t < returns.length; t++) {
    if (returns[t] >= -valuesAtRisk[t]) continue;
    sum += returns[t] / expectedShortfalls[t];
    violations++;
  }
  const z2 = secondStatistic(forecasts, returns);
  let pValue: number | undefined;
  if (simulation !== undefined) {
    let lower = 0;
    for (let i = 0; i < simulation.count; i++) {
      if (secondStatistic(forecasts, simulation.draw(simulation.random)) <= z2) lower++;
    }
    pValue = (lower + 1) / (simulation.count + 1);
  }
  return { z1: violations === 0 ? undefined : sum / violations + 1, z2, pValue };
}

function secondStatistic({ valuesAtRisk, expectedShortfalls, level }: RiskForecasts, returns: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < returns.length; t++) {
    if (returns[t] < -valuesAtRisk[t]) sum += returns[t] / expectedShortfalls[t];
  }
  return sum / (returns.length * (1 - level)) + 1;
}

/**
 * A joint score of forecasts of value at risk and expected shortfall: the mean loss by the scale-independent member of
 * Fissler and Ziegel's class (Patton, Ziegel and Chen 2019). Lower is better.
 */
export function jointRiskScore(forecasts: RiskForecasts): number {
  requireForecasts(forecasts);
  const { returns, valuesAtRisk, expectedShortfalls, level } = forecasts;
  let sum = 0;
  for (let t = 0; t < returns.length; t++) {
    const v = -valuesAtRisk[t];
    const e = -expectedShortfalls[t];
    const beyond = returns[t] <= v ? (v - returns[t]) / ((1 - level) * e) : 0;
    sum += -beyond + v / e + Math.log(-e) - 1;
  }
  return sum / returns.length;
}

function requireForecasts({ returns, valuesAtRisk, expectedShortfalls, level }: RiskForecasts): void {
  requireLevel(level);
  const isEqual =
    returns.length > 0 && valuesAtRisk.length === returns.length && expectedShortfalls.length === returns.length;
  if (!isEqual) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      `There are ${returns.length} returns, ${valuesAtRisk.length} values at risk and ${expectedShortfalls.length} expected shortfalls; each return needs one of each.`,
    );
  }
  if (expectedShortfalls.every((value) => value > 0)) return;
  throw new QuantError(
    QUANT_ERRORS.OUT_OF_DOMAIN,
    'The expected shortfalls of these tests must be losses above 0, but one is not.',
  );
}
