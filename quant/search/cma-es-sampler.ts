import { symmetricEigen } from '../numeric/eigen.ts';
import { Matrix } from '../numeric/matrix.ts';
import { Random } from '../random/random.ts';
import { rankedValue } from './plain-samplers.ts';
import type { Observation, Sampler, SamplerOptions } from './sampler.ts';
import type { SearchSpace } from './search-space.ts';

/** Options of {@link CmaEsSampler}. */
export interface CmaEsOptions extends SamplerOptions {
  /** Trials of a generation, default 4 + 3 ln(dimensions). They may all run at once. */
  readonly population?: number;
}

const START_WIDTH = 0.3;
/** A search with this step size has converged; it restarts with twice the population. */
const NARROWEST = 1e-7;
/** Minimum step size along a stepped dimension, as a share of a level. */
const LEAST_LEVELS = 0.3;

/**
 * Covariance matrix adaptation (Hansen, "The CMA evolution strategy: a tutorial", 2016) on the shares of the
 * dimensions, with points clipped to the space; a search that has converged is restarted with twice the population
 * (Auger and Hansen 2005). For numbers: choices are treated as if they had an order.
 */
export class CmaEsSampler implements Sampler {
  private readonly space: SearchSpace;
  private readonly seed: number;
  private readonly population: number;
  private state: CmaState;

  constructor({ space, seed, population }: CmaEsOptions) {
    this.space = space;
    this.seed = seed;
    this.population = population ?? 4 + Math.floor(3 * Math.log(Math.max(1, space.dimensions.length)));
    this.state = this.beginning();
  }

  requires(number: number): number {
    const { begin, population } = this.state;
    if (number >= begin) return begin + Math.floor((number - begin) / population) * population;
    // later generations are longer by whole multiples of the first, so this is never too few
    return Math.floor(number / this.population) * this.population;
  }

  suggest(number: number, observations: readonly Observation[]): Float64Array | undefined {
    if (number < this.state.begin) this.state = this.beginning();
    while (number >= this.state.begin + this.state.population) {
      const { begin, population } = this.state;
      this.state = this.after(this.state, observations.slice(begin, begin + population));
    }
    const random = Random.numbered(this.seed, number);
    return this.pointOf(this.state, random);
  }

  private beginning(): CmaState {
    return startOf(this.space, {
      begin: 0,
      population: this.population,
      mean: new Float64Array(this.space.dimensions.length).fill(0.5),
    });
  }

  private pointOf({ mean, width, root }: CmaState, random: Random): Float64Array {
    const normals = Float64Array.from(mean, () => random.normal());
    return Float64Array.from(mean, (centre, row) => {
      let step = 0;
      for (let column = 0; column < mean.length; column++) step += root.at(row, column) * normals[column];
      return this.space.fromShare(row, Math.min(1, Math.max(0, centre + width * step)));
    });
  }

  private after(state: CmaState, generation: readonly Observation[]): CmaState {
    const next = updated(state, {
      space: this.space,
      points: generation
        .toSorted((one, other) => compare(rankedValue(one), rankedValue(other)))
        .map(({ point }) => Float64Array.from(point, (value, index) => this.space.toShare(index, value))),
    });
    if (!next.hasConverged) return next;
    const random = Random.numbered(~this.seed, next.begin);
    return startOf(this.space, {
      begin: next.begin,
      population: 2 * state.population,
      mean: Float64Array.from(next.mean, () => random.uniform()),
    });
  }
}

interface CmaState {
  /** Number of the generation's first trial. */
  readonly begin: number;
  readonly population: number;
  readonly hasConverged: boolean;
  readonly generation: number;
  readonly mean: Float64Array;
  readonly width: number;
  readonly covariance: Matrix;
  /** Square root of the covariance. */
  readonly root: Matrix;
  /** Inverse of the root. */
  readonly inverseRoot: Matrix;
  readonly widthPath: Float64Array;
  readonly covariancePath: Float64Array;
}

function startOf(
  space: SearchSpace,
  { begin, population, mean }: { readonly begin: number; readonly population: number; readonly mean: Float64Array },
): CmaState {
  const size = space.dimensions.length;
  return {
    begin,
    population,
    hasConverged: false,
    generation: 0,
    mean,
    width: START_WIDTH,
    covariance: Matrix.identity(size),
    root: Matrix.identity(size),
    inverseRoot: Matrix.identity(size),
    widthPath: new Float64Array(size),
    covariancePath: new Float64Array(size),
  };
}

/** The constants of the tutorial's table 1, with weights of the better half only. */
function constantsOf(size: number, population: number) {
  const parents = Math.floor(population / 2);
  const raw = Array.from({ length: parents }, (_, rank) => Math.log((population + 1) / 2) - Math.log(rank + 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const widthRate = (effective + 2) / (size + effective + 5);
  const rankOne = 2 / ((size + 1.3) ** 2 + effective);
  return {
    weights,
    effective,
    widthRate,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (size + 1)) - 1) + widthRate,
    pathRate: (4 + effective / size) / (size + 4 + (2 * effective) / size),
    rankOne,
    rankMany: Math.min(1 - rankOne, (2 * (effective - 2 + 1 / effective)) / ((size + 2) ** 2 + effective)),
    /** Expected length of a standard normal vector. */
    normalLength: Math.sqrt(size) * (1 - 1 / (4 * size) + 1 / (21 * size * size)),
  };
}

/** The state after a generation. @param points in shares, the best first */
function updated(
  state: CmaState,
  { space, points }: { readonly space: SearchSpace; readonly points: readonly Float64Array[] },
): CmaState {
  const { mean, width, covariance, inverseRoot } = state;
  const size = mean.length;
  const constants = constantsOf(size, state.population);
  const { weights, effective, widthRate, pathRate, rankOne, rankMany, normalLength } = constants;
  const steps = weights.map((_, rank) => points[rank].map((value, index) => (value - mean[index]) / width));
  const step = new Float64Array(size);
  for (const [rank, weight] of weights.entries())
    for (let index = 0; index < size; index++) step[index] += weight * steps[rank][index];

  const standard = product(inverseRoot, step);
  const widthFactor = Math.sqrt(widthRate * (2 - widthRate) * effective);
  const widthPath = state.widthPath.map((value, index) => (1 - widthRate) * value + widthFactor * standard[index]);
  const pathLength = Math.sqrt(widthPath.reduce((sum, value) => sum + value * value, 0));
  const expectedLength = Math.sqrt(1 - (1 - widthRate) ** (2 * (state.generation + 1))) * normalLength;
  const isMoving = pathLength / expectedLength < 1.4 + 2 / (size + 1);
  const pathFactor = isMoving ? Math.sqrt(pathRate * (2 - pathRate) * effective) : 0;
  const covariancePath = state.covariancePath.map((value, index) => (1 - pathRate) * value + pathFactor * step[index]);
  const kept = 1 - rankOne - rankMany + (isMoving ? 0 : rankOne * pathRate * (2 - pathRate));
  const next = new Matrix(size, size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let value = kept * covariance.at(row, column) + rankOne * covariancePath[row] * covariancePath[column];
      for (const [rank, weight] of weights.entries())
        value += rankMany * weight * steps[rank][row] * steps[rank][column];
      next.set(row, column, value);
    }
  }
  const newWidth = Math.min(1, width * Math.exp((widthRate / constants.damping) * (pathLength / normalLength - 1)));
  keepLevelsApart(next, newWidth, space);
  const { values, vectors } = symmetricEigen(next);
  const deviations = values.map((value) => Math.sqrt(Math.max(value, 1e-20)));
  return {
    begin: state.begin + state.population,
    population: state.population,
    // equal points in all dimensions teach nothing more
    hasConverged: newWidth * deviations[size - 1] < NARROWEST || isOnePoint(points),
    generation: state.generation + 1,
    mean: mean.map((value, index) => value + width * step[index]),
    width: newWidth,
    covariance: next,
    root: composed(vectors, deviations),
    inverseRoot: composed(
      vectors,
      deviations.map((value) => 1 / value),
    ),
    widthPath,
    covariancePath,
  };
}

/** Keeps a stepped dimension from becoming so narrow that all points fall on one level. */
function keepLevelsApart(covariance: Matrix, width: number, space: SearchSpace): void {
  for (let index = 0; index < space.dimensions.length; index++) {
    const levels = space.levels(index);
    if (levels === Infinity || levels === 1) continue;
    const least = (LEAST_LEVELS / levels / width) ** 2;
    if (covariance.at(index, index) < least) covariance.set(index, index, least);
  }
}

function isOnePoint(points: readonly Float64Array[]): boolean {
  return points.every((point) => point.every((value, index) => value === points[0][index]));
}

/** V diag(values) V'. */
function composed(vectors: Matrix, values: Float64Array): Matrix {
  const size = values.length;
  const result = new Matrix(size, size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += vectors.at(row, k) * values[k] * vectors.at(column, k);
      result.set(row, column, sum);
    }
  return result;
}

function product(matrix: Matrix, vector: Float64Array): Float64Array {
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < vector.length; column++) sum += matrix.at(row, column) * vector[column];
    return sum;
  });
}

function compare(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
