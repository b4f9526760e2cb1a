/** The increment of SplitMix32: 2^32 divided by the golden ratio. */
const GOLDEN_GAMMA = 0x9e3779b9;
const TWO_POW_26 = 2 ** 26;
const TWO_POW_53 = 2 ** 53;
/** Coefficients of the polynomial that advances the state by 2^64 numbers. */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];

/**
 * Seeded random numbers: the same seed and stream give the same numbers on every machine.
 *
 * The generator is xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), period
 * 2^128 - 1, its state filled from the seed by SplitMix32. Streams of one seed are 2^64 numbers apart, so that workers
 * with different streams never use the same part of the sequence.
 */
export class Random {
  private state0: number;
  private state1: number;
  private state2: number;
  private state3: number;
  private spareNormal = 0;
  private hasSpareNormal = false;

  /** @param seed - any integer, of which the lowest 32 bits are used. @param stream - number of jumps ahead, from 0 */
  constructor(seed: number, stream = 0) {
    let mixed = seed | 0;
    const next = (): number => {
      mixed = (mixed + GOLDEN_GAMMA) | 0;
      let word = mixed ^ (mixed >>> 16);
      word = Math.imul(word, 0x21f0aaad);
      word ^= word >>> 15;
      word = Math.imul(word, 0x735a2d97);
      return word ^ (word >>> 15);
    };
    this.state0 = next();
    this.state1 = next();
    this.state2 = next();
    this.state3 = next();
    for (let jumps = 0; jumps < stream; jumps++) this.jump();
  }

  /** A generator with the given state of four 32-bit words, not all zero. */
  static fromState(state: readonly [number, number, number, number]): Random {
    const random = new Random(0);
    [random.state0, random.state1, random.state2, random.state3] = state.map((word) => word | 0);
    return random;
  }

  /**
   * The generator with the given number in a family. Unlike a stream it costs the same for every number, but its
   * independence of the others depends on the mixing of seed and number, not on a distance in the period.
   * @param number any integer, of which the lowest 32 bits are used
   */
  static numbered(seed: number, number: number): Random {
    const ofSeed = new Random(seed);
    const ofNumber = new Random(number ^ ofSeed.state0);
    const { state0, state1, state2, state3 } = ofSeed;
    return Random.fromState([
      state0 ^ ofNumber.state1,
      (state1 + ofNumber.state2) | 0,
      state2 ^ ofNumber.state3,
      // a fixed bit prevents a state of all zeros
      (state3 + ofNumber.state0) | 1,
    ]);
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    const product = Math.imul(this.state1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.state1 << 9;
    this.state2 ^= this.state0;
    this.state3 ^= this.state1;
    this.state1 ^= this.state2;
    this.state0 ^= this.state3;
    this.state2 ^= shifted;
    this.state3 = (this.state3 << 11) | (this.state3 >>> 21);
    return result >>> 0;
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * TWO_POW_26 + (this.uint32() >>> 6)) / TWO_POW_53;
  }

  /** A number in (0, 1): never 0, so that its logarithm or quantile is finite. */
  openUniform(): number {
    const high = this.uint32() >>> 5;
    return (high * TWO_POW_26 + (this.uint32() >>> 6) + 0.5) / TWO_POW_53;
  }

  /** An integer from 0 to `limit` - 1, each with the same probability; `limit` is at most 2^32. */
  integer(limit: number): number {
    // without this rejection small integers would be more probable
    const rejected = 2 ** 32 % limit;
    let value = this.uint32();
    while (value < rejected) value = this.uint32();
    return value % limit;
  }

  /** A standard normal number, by Marsaglia's polar method. */
  normal(): number {
    if (this.hasSpareNormal) {
      this.hasSpareNormal = false;
      return this.spareNormal;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.spareNormal = y * factor;
    this.hasSpareNormal = true;
    return x * factor;
  }

  /** A number of the exponential distribution with mean 1. */
  exponential(): number {
    return -Math.log(this.openUniform());
  }

  /**
   * A number of the gamma distribution with the given shape (above 0) and scale 1
   * (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000).
   */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.openUniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const cube = root * root * root;
      if (Math.log(this.openUniform()) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) return d * cube;
    }
  }

  /** A number of the chi-squared distribution with the given degrees of freedom. */
  chiSquared(degreesOfFreedom: number): number {
    return 2 * this.gamma(degreesOfFreedom / 2);
  }

  /** Shuffles an array in place (Fisher and Yates), every order with the same probability. */
  shuffle<Values extends Float64Array | Int32Array | Uint32Array>(values: Values): Values {
    for (let last = values.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
    return values;
  }

  /** Advances the state by 2^64 numbers. */
  jump(): void {
    let next0 = 0;
    let next1 = 0;
    let next2 = 0;
    let next3 = 0;
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word & (1 << bit)) !== 0) {
          next0 ^= this.state0;
          next1 ^= this.state1;
          next2 ^= this.state2;
          next3 ^= this.state3;
        }
        this.uint32();
      }
    }
    this.state0 = next0;
    this.state1 = next1;
    this.state2 = next2;
    this.state3 = next3;
    this.hasSpareNormal = false;
  }
}
