/**
 * References of the benchmarks: seeded bars, and the bare loops with which the engine's rates are compared.
 *
 * The bars are the same in every run and on every machine, so the check values prove that the same work was done.
 */

/** Prices and volumes of one series, oldest first. */
export interface BarColumns {
  readonly length: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** One symbol's daily bars and the index of the session of each. */
export interface UniverseSeries extends BarColumns {
  readonly session: Int32Array;
}

/** Number of bars of the crossing averages (B1), of its longer run, and of the run that counts garbage collections. */
export const CROSS_BARS = 982_800;
export const CROSS_SEED = 42;
export const FAST_PERIOD = 10;
export const SLOW_PERIOD = 30;
export const CROSS_CASH = 10_000_000;
/** Sessions of the rotation's universe (B2). */
export const UNIVERSE_SESSIONS = 5040;

/** Expected results of the bare loops, and of the engine on the same bars. */
export const CHECKS = {
  crossFills: 38_357,
  crossFinal: '9935840.23',
  universeRows: new Map([
    [50, 217_780],
    [500, 2_155_646],
  ]),
  sweepFills: 63_358,
  sweepBest: '10000868.97',
} as const;

const PRICE_UNIT = 1e4;

/** Seeded uniform numbers in [0, 1): the generator known as mulberry32. */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function toPrice(value: number): number {
  return Math.round(value * PRICE_UNIT) / PRICE_UNIT;
}

function emptyBars(length: number): BarColumns {
  const column = (): Float64Array => new Float64Array(length);
  return { length, open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** A random walk that starts at 100 and restarts there when it falls below 5; prices have four decimals. */
export function makeBars(length: number, seed: number): BarColumns {
  const bars = emptyBars(length);
  const random = uniform(seed);
  let open = 100;
  for (let i = 0; i < length; i++) {
    const close = toPrice(open * (1 + (random() + random() + random() - 1.5) * 0.001));
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = toPrice(Math.max(open, close) * (1 + random() * 0.0003));
    bars.low[i] = toPrice(Math.min(open, close) * (1 - random() * 0.0003));
    bars.volume[i] = 100 + Math.floor(random() * 10_000);
    open = close < 5 ? 100 : close;
  }
  return bars;
}

/** Daily bars of many symbols: 40 % of them are listed late, and each misses one day in two hundred. */
export function makeUniverse(symbols: number, sessions = UNIVERSE_SESSIONS): UniverseSeries[] {
  const random = uniform(7);
  return Array.from({ length: symbols }, (_, index) => {
    const listed = random() < 0.6 ? 0 : Math.floor(random() * sessions * 0.7);
    const traded: number[] = [];
    for (let session = listed; session < sessions; session++) if (random() > 0.005) traded.push(session);
    const bars = emptyBars(traded.length);
    let price = 50;
    for (let i = 0; i < bars.length; i++) {
      const move = (random() + random() + random() - 1.49) * 0.02;
      const open = toPrice(price * (1 + (random() - 0.5) * 0.004));
      const close = toPrice(price * (1 + move));
      bars.open[i] = open;
      bars.close[i] = close;
      bars.high[i] = toPrice(Math.max(open, close) * 1.002);
      bars.low[i] = toPrice(Math.min(open, close) * 0.998);
      bars.volume[i] = 10_000 + 1000 * (index % 90);
      price = close < 1 ? 50 : close;
    }
    return { ...bars, session: Int32Array.from(traded) };
  });
}

export interface CrossOutcome {
  readonly fills: number;
  readonly final: number;
  readonly drawdown: number;
}

/** B1 without an engine: averages by running sums, 100 shares long or flat, fills at the next open. */
export function bareCross(bars: BarColumns, fast = FAST_PERIOD, slow = SLOW_PERIOD): CrossOutcome {
  const { length, open, close } = bars;
  const equity = new Float64Array(length);
  let fastSum = 0;
  let slowSum = 0;
  let cash = CROSS_CASH;
  let position = 0;
  let pending = 0;
  let fills = 0;
  let peak = CROSS_CASH;
  let drawdown = 0;
  let previous = 0;
  for (let i = 0; i < length; i++) {
    if (pending !== 0) {
      cash -= pending * open[i] * (pending > 0 ? 1 + 1e-4 : 1 - 1e-4) + Math.max(1, Math.abs(pending) * 0.005);
      position += pending;
      pending = 0;
      fills++;
    }
    const price = close[i];
    fastSum += price - (i < fast ? 0 : close[i - fast]);
    slowSum += price - (i < slow ? 0 : close[i - slow]);
    const value = cash + position * price;
    equity[i] = value;
    if (value > peak) peak = value;
    else if (1 - value / peak > drawdown) drawdown = 1 - value / peak;
    if (i < slow - 1) continue;
    const signal = fastSum / fast > slowSum / slow ? 1 : -1;
    if (signal === previous) continue;
    if (signal > 0 && position <= 0) pending = 100 - position;
    else if (signal < 0 && position > 0) pending = -position;
    previous = signal;
  }
  return { fills, final: equity[length - 1], drawdown };
}

export interface MergeOutcome {
  readonly rows: number;
  readonly instants: number;
  /** Sum of all closes, so that the loop is not optimised away. */
  readonly sum: number;
}

/** The minimal work of B2: visits all series session by session and reads the close of every row. */
export function mergeOnly(universe: readonly UniverseSeries[]): MergeOutcome {
  const symbols = universe.length;
  const position = new Int32Array(symbols);
  const next = Float64Array.from(universe, ({ length, session }) => (length > 0 ? session[0] : Infinity));
  let rows = 0;
  let instants = 0;
  let sum = 0;
  for (;;) {
    let now = Infinity;
    for (let s = 0; s < symbols; s++) if (next[s] < now) now = next[s];
    if (now === Infinity) return { rows, instants, sum };
    instants++;
    for (let s = 0; s < symbols; s++) {
      if (next[s] !== now) continue;
      const { length, session, close } = universe[s];
      const i = position[s]++;
      sum += close[i];
      rows++;
      next[s] = i + 1 < length ? session[i + 1] : Infinity;
    }
  }
}

/** B3's daily bars: the random walk of the minute bars with returns multiplied by ten. */
export function makeDays(length = UNIVERSE_SESSIONS): BarColumns {
  const walk = makeBars(length, CROSS_SEED);
  const bars = { ...emptyBars(length), volume: walk.volume };
  let price = 100;
  for (let i = 0; i < length; i++) {
    const open = price;
    const close = toPrice(open * (1 + 10 * (walk.close[i] / walk.open[i] - 1)));
    bars.open[i] = open;
    bars.close[i] = close;
    bars.high[i] = toPrice(Math.max(open, close) * 1.002);
    bars.low[i] = toPrice(Math.min(open, close) * 0.998);
    price = close < 5 ? 100 : close;
  }
  return bars;
}

/** B3's grid: fast averages of 5 to 54 bars, each with slow ones of 60 to 155 bars in steps of five. */
export const SWEEP_PAIRS: readonly (readonly [fast: number, slow: number])[] = Array.from({ length: 50 }, (_, fast) =>
  Array.from({ length: 20 }, (__, slow) => [5 + fast, 60 + 5 * slow] as const),
).flat();

/** B3's bare loop: the crossing averages of each pair in sequence. */
export function bareSweep(bars: BarColumns): { readonly fills: number; readonly best: number } {
  let fills = 0;
  let best = -Infinity;
  for (const [fast, slow] of SWEEP_PAIRS) {
    const outcome = bareCross(bars, fast, slow);
    fills += outcome.fills;
    if (outcome.final > best) best = outcome.final;
  }
  return { fills, best };
}
