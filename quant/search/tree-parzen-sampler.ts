import { normalCumulative, normalQuantile } from '../distributions/normal.ts';
import { Random } from '../random/random.ts';
import { randomPoint, rankedValue } from './plain-samplers.ts';
import type { Observation, Sampler, SamplerOptions } from './sampler.ts';
import type { SearchSpace } from './search-space.ts';

/** Options of {@link TreeParzenSampler}. */
export interface TreeParzenOptions extends SamplerOptions {
  /** Random trials at the beginning, 10 by default. */
  readonly startTrials?: number;
  /** Points that are drawn for a suggestion, of which the best is taken; 24 by default. */
  readonly candidates?: number;
  /**
   * A trial uses the values of all trials but this many before it, so that this many may run at once: 1 by default. The
   * points of those in between count as bad, so that they are not tried again.
   */
  readonly lag?: number;
}

const MOST_GOOD = 25;
const GOOD_SHARE = 0.1;
/** Times that a suggestion is drawn again because its point has been tried. */
const MOST_RETRIES = 20;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011) with joint kernels over all dimensions (Falkner,
 * Klein and Hutter, "BOHB", 2018): points where the density of good trials is high relative to that of the others. A tenth
 * of the trials, at most 25, is good.
 */
export class TreeParzenSampler implements Sampler {
  private readonly space: SearchSpace;
  private readonly seed: number;
  private readonly startTrials: number;
  private readonly candidates: number;
  private readonly lag: number;

  constructor({ space, seed, startTrials = 10, candidates = 24, lag = 1 }: TreeParzenOptions) {
    this.space = space;
    this.seed = seed;
    this.startTrials = startTrials;
    this.candidates = candidates;
    this.lag = lag;
  }

  requires(number: number): number {
    return number < this.startTrials ? 0 : Math.max(0, number - this.lag + 1);
  }

  suggest(number: number, observations: readonly Observation[]): Float64Array | undefined {
    const { space } = this;
    if (number >= space.size) return undefined;
    const random = Random.numbered(this.seed, number);
    const tried = new Set(observations.slice(0, number).map(({ point }) => space.keyOf(point)));
    const draw = this.drawFor(number, observations, random);
    for (let retry = 0; retry < MOST_RETRIES; retry++) {
      const point = draw();
      if (!tried.has(space.keyOf(point))) return point;
    }
    return untried(space, tried, random);
  }

  private drawFor(number: number, observations: readonly Observation[], random: Random): () => Float64Array {
    if (number < this.startTrials) return () => randomPoint(this.space, random);
    const known = this.requires(number);
    const ranked = observations
      .slice(0, number)
      .map((observation, index) => ({ ...observation, value: index < known ? rankedValue(observation) : Infinity }))
      // the sort is stable, so equal trials stay in order
      .toSorted((one, other) => (one.value < other.value ? -1 : one.value > other.value ? 1 : 0));
    const finite = ranked.filter(({ value }) => value < Infinity).length;
    const goodCount = Math.min(MOST_GOOD, finite, Math.ceil(GOOD_SHARE * ranked.length));
    if (goodCount === 0) return () => randomPoint(this.space, random);
    const good = new ParzenDensity(this.space, ranked.slice(0, goodCount));
    const bad = new ParzenDensity(this.space, ranked.slice(goodCount));
    return () => {
      let best: Float64Array | undefined;
      let bestScore = -Infinity;
      for (let candidate = 0; candidate < this.candidates; candidate++) {
        const point = good.sample(random);
        const score = good.logDensity(point) - bad.logDensity(point);
        if (best === undefined || score > bestScore) {
          best = point;
          bestScore = score;
        }
      }
      return best!;
    };
  }
}

/** A random point that has not been tried; a finite space with an untried point has one at last. */
function untried(space: SearchSpace, tried: ReadonlySet<string>, random: Random): Float64Array | undefined {
  for (;;) {
    const point = randomPoint(space, random);
    if (!tried.has(space.keyOf(point))) return point;
  }
}

/**
 * A mixture of kernels at the points of trials, and of a wide one over the whole space: truncated normal kernels on the shares
 * of number dimensions, and smoothed frequencies of choices.
 */
class ParzenDensity {
  private readonly space: SearchSpace;
  private readonly kernels: number;
  /** The centres of the kernels in shares, kernel after kernel; the first kernel is that of the whole space. */
  private readonly centres: Float64Array;
  /** Logarithm of each kernel's density at its centre, without choices. */
  private readonly peaks: Float64Array;
  private readonly width: number;
  /** Logarithms of the probability of a kernel's own choice and of another one, relative to the same for all, by dimension. */
  private readonly logOwn: Float64Array;
  private readonly logOther: Float64Array;

  constructor(space: SearchSpace, observations: readonly Observation[]) {
    const { dimensions } = space;
    this.space = space;
    this.kernels = observations.length + 1;
    this.width = Math.max(0.2 * this.kernels ** (-1 / (dimensions.length + 4)), 1e-3);
    this.centres = new Float64Array(this.kernels * dimensions.length).fill(0.5);
    this.peaks = new Float64Array(this.kernels);
    this.logOwn = Float64Array.from(dimensions, (dimension) =>
      dimension.kind === 'choice' ? Math.log(this.ownProbability(dimension.count) * dimension.count) : 0,
    );
    this.logOther = Float64Array.from(dimensions, (dimension) =>
      dimension.kind === 'choice' && dimension.count > 1
        ? Math.log(((1 - this.ownProbability(dimension.count)) / (dimension.count - 1)) * dimension.count)
        : 0,
    );
    for (let kernel = 0; kernel < this.kernels; kernel++) {
      const width = this.widthOf(kernel);
      for (let index = 0; index < dimensions.length; index++) {
        const at = kernel * dimensions.length + index;
        if (kernel > 0) this.centres[at] = space.toShare(index, observations[kernel - 1].point[index]);
        if (dimensions[index].kind === 'choice') continue;
        const inside = normalCumulative((1 - this.centres[at]) / width) - normalCumulative(-this.centres[at] / width);
        this.peaks[kernel] -= Math.log(width * inside);
      }
    }
  }

  sample(random: Random): Float64Array {
    const kernel = random.integer(this.kernels);
    return Float64Array.from(this.space.dimensions, (dimension, index) => {
      const centre = this.centres[kernel * this.space.dimensions.length + index];
      return dimension.kind === 'choice'
        ? this.sampleChoice(dimension.count, kernel, { centre, random })
        : this.space.fromShare(index, this.sampleShare(centre, kernel, random));
    });
  }

  logDensity(point: Float64Array): number {
    const { dimensions } = this.space;
    const shares = point.map((value, index) => this.space.toShare(index, value));
    const logs = new Float64Array(this.kernels);
    let largest = -Infinity;
    for (let kernel = 0; kernel < this.kernels; kernel++) {
      const precision = 0.5 / this.widthOf(kernel) ** 2;
      let log = this.peaks[kernel];
      for (let index = 0; index < dimensions.length; index++) {
        const dimension = dimensions[index];
        const distance = shares[index] - this.centres[kernel * dimensions.length + index];
        if (dimension.kind === 'number') log -= precision * distance * distance;
        else if (kernel > 0) log += Math.abs(distance) < 1e-9 ? this.logOwn[index] : this.logOther[index];
      }
      logs[kernel] = log;
      if (log > largest) largest = log;
    }
    let sum = 0;
    for (let kernel = 0; kernel < this.kernels; kernel++) sum += Math.exp(logs[kernel] - largest);
    return largest + Math.log(sum / this.kernels);
  }

  private widthOf(kernel: number): number {
    return kernel === 0 ? 1 : this.width;
  }

  private sampleShare(centre: number, kernel: number, random: Random): number {
    const width = this.widthOf(kernel);
    const lowest = normalCumulative(-centre / width);
    const highest = normalCumulative((1 - centre) / width);
    const share = centre + width * normalQuantile(lowest + random.openUniform() * (highest - lowest));
    return Math.min(1, Math.max(0, share));
  }

  private sampleChoice(
    count: number,
    kernel: number,
    { centre, random }: { readonly centre: number; readonly random: Random },
  ): number {
    if (kernel === 0 || count === 1) return random.integer(count);
    const own = Math.floor(centre * count);
    if (random.uniform() < this.ownProbability(count)) return own;
    const other = random.integer(count - 1);
    return other >= own ? other + 1 : other;
  }

  /** The weight of a kernel's own choice grows with the number of trials. */
  private ownProbability(count: number): number {
    return 1 - this.width * (1 - 1 / count);
  }
}
