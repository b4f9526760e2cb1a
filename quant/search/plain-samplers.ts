import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { Random } from '../random/random.ts';
import type { Observation, Sampler, SamplerOptions } from './sampler.ts';
import type { SearchSpace } from './search-space.ts';

/** Levels of a dimension without a step. */
const DEFAULT_LEVELS = 10;

/** Options of a grid. */
export interface GridOptions {
  readonly space: SearchSpace;
  /** Evenly spaced values of a dimension without a step, 10 by default. */
  readonly levels?: number;
}

/** Every combination of the levels, the last dimension fastest. */
export class GridSampler implements Sampler {
  /** Number of combinations. */
  readonly size: number;
  private readonly space: SearchSpace;
  private readonly levels: readonly number[];

  constructor({ space, levels = DEFAULT_LEVELS }: GridOptions) {
    this.space = space;
    this.levels = space.dimensions.map((_, index) =>
      Math.min(space.levels(index), space.levels(index) === Infinity ? levels : Infinity),
    );
    this.size = this.levels.reduce((size, count) => size * count, 1);
  }

  requires(): number {
    return 0;
  }

  suggest(number: number): Float64Array | undefined {
    if (number >= this.size) return undefined;
    const point = new Float64Array(this.levels.length);
    let rest = number;
    for (let index = point.length - 1; index >= 0; index--) {
      const count = this.levels[index];
      const level = rest % count;
      rest = Math.floor(rest / count);
      point[index] = this.valueOf(index, level);
    }
    return point;
  }

  private valueOf(index: number, level: number): number {
    if (this.space.levels(index) !== Infinity) return this.space.valueOf(index, level);
    const count = this.levels[index];
    return this.space.fromShare(index, count === 1 ? 0.5 : level / (count - 1));
  }
}

/** Independent points, each level of a dimension with the same probability; a finite space is never tried twice. */
export class RandomSampler implements Sampler {
  private readonly space: SearchSpace;
  private readonly seed: number;
  private readonly order: Uint32Array | undefined;

  constructor({ space, seed }: SamplerOptions) {
    this.space = space;
    this.seed = seed;
    if (space.size <= LARGEST_SHUFFLED) {
      const all = Uint32Array.from({ length: space.size }, (_, index) => index);
      this.order = new Random(seed).shuffle(all);
    }
  }

  requires(): number {
    return 0;
  }

  suggest(number: number): Float64Array | undefined {
    if (this.order !== undefined) {
      if (number >= this.order.length) return undefined;
      return new GridSampler({ space: this.space }).suggest(this.order[number]);
    }
    return randomPoint(this.space, Random.numbered(this.seed, number));
  }
}

/** Spaces up to this size are shuffled as a whole. */
const LARGEST_SHUFFLED = 2 ** 20;

/** A point with each level of a dimension equally probable. */
export function randomPoint(space: SearchSpace, random: Random): Float64Array {
  return Float64Array.from(space.dimensions, (_, index) => space.fromShare(index, random.uniform()));
}

/** Options of a Latin hypercube. */
export interface LatinHypercubeOptions extends SamplerOptions {
  /** Number of points. */
  readonly trials: number;
}

/**
 * Latin hypercube (McKay, Beckman and Conover 1979): each dimension is divided into as many parts as there are points,
 * and every part has one point.
 */
export class LatinHypercubeSampler implements Sampler {
  private readonly space: SearchSpace;
  private readonly trials: number;
  private readonly seed: number;
  private readonly parts: readonly Uint32Array[];

  constructor({ space, seed, trials }: LatinHypercubeOptions) {
    if (!Number.isInteger(trials) || trials < 1) {
      throw new QuantError(
        QUANT_ERRORS.OUT_OF_DOMAIN,
        `A Latin hypercube cannot have ${trials} points. Pass a whole number of at least 1.`,
      );
    }
    this.space = space;
    this.seed = seed;
    this.trials = trials;
    const random = new Random(seed);
    this.parts = space.dimensions.map(() => random.shuffle(Uint32Array.from({ length: trials }, (_, index) => index)));
  }

  requires(): number {
    return 0;
  }

  suggest(number: number): Float64Array | undefined {
    if (number >= this.trials) return undefined;
    const random = Random.numbered(this.seed, number);
    return Float64Array.from(this.parts, (parts, index) =>
      this.space.fromShare(index, (parts[number] + random.uniform()) / this.trials),
    );
  }
}

/** The value of an observation for a sampler that ranks: trials without one are worst. */
export function rankedValue({ value = Infinity }: Observation): number {
  return Number.isNaN(value) ? Infinity : value;
}
