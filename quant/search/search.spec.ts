import { describe, expect, it } from 'vitest';
import { QuantError } from '../numeric/quant-error.ts';
import { CmaEsSampler } from './cma-es-sampler.ts';
import { dimensionImportance, plateauOf } from './importance.ts';
import { isWorseThanMedian } from './median-pruner.ts';
import { GridSampler, LatinHypercubeSampler, RandomSampler } from './plain-samplers.ts';
import type { Observation, Sampler } from './sampler.ts';
import { SearchSpace } from './search-space.ts';
import { TreeParzenSampler } from './tree-parzen-sampler.ts';

type Objective = (point: Float64Array) => number;

/** Dixon and Szegö 1978; the minimum is 0.397887. */
function branin([x, y]: Float64Array): number {
  const bend = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
  return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

const BRANIN_SPACE = new SearchSpace([
  { kind: 'number', min: -5, max: 10 },
  { kind: 'number', min: 0, max: 15 },
]);

const HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2];
const HARTMANN_SCALES = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const HARTMANN_CENTRES = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** Hartmann's function of six variables; the minimum is -3.32237. */
function hartmann(point: Float64Array): number {
  return -HARTMANN_WEIGHTS.reduce((sum, weight, row) => {
    const distance = point.reduce(
      (total, value, index) =>
        total + HARTMANN_SCALES[row][index] * (value - HARTMANN_CENTRES[row][index] / 10_000) ** 2,
      0,
    );
    return sum + weight * Math.exp(-distance);
  }, 0);
}

function unitSpace(dimensions: number): SearchSpace {
  return new SearchSpace(Array.from({ length: dimensions }, () => ({ kind: 'number', min: 0, max: 1 })));
}

/** Trials one after the other. */
function search(sampler: Sampler, objective: Objective, trials: number): Observation[] {
  const observations: Observation[] = [];
  for (let number = 0; number < trials; number++) {
    const point = sampler.suggest(number, observations);
    if (point === undefined) break;
    observations.push({ point, value: objective(point) });
  }
  return observations;
}

function bestOf(observations: readonly Observation[]): number {
  return Math.min(...observations.map(({ value }) => value ?? Infinity));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const MIXED = new SearchSpace([
  { kind: 'number', min: 0, max: 1, step: 0.1 },
  { kind: 'choice', count: 3 },
  { kind: 'number', min: 5, max: 50, step: 5 },
]);

describe('SearchSpace', () => {
  it('has levels as they would be written', () => {
    expect(Array.from({ length: 11 }, (_, level) => MIXED.valueOf(0, level))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(MIXED.size).toBe(11 * 3 * 10);
    expect(new SearchSpace([{ kind: 'number', min: 1, max: 2.05, step: 0.5 }]).levels(0)).toBe(3);
  });

  it('gives shares and values that belong together', () => {
    for (const [index] of MIXED.dimensions.entries())
      for (let level = 0; level < MIXED.levels(index); level++) {
        const value = MIXED.valueOf(index, level);
        expect(MIXED.fromShare(index, MIXED.toShare(index, value))).toBe(value);
      }
    expect([MIXED.fromShare(2, 0), MIXED.fromShare(2, 1)]).toEqual([5, 50]);
  });

  it('refuses bounds in the wrong order, steps of 0 and choices of nothing', () => {
    expect(() => new SearchSpace([{ kind: 'number', min: 2, max: 1 }])).toThrow(QuantError);
    expect(() => new SearchSpace([{ kind: 'number', min: 0, max: 1, step: 0 }])).toThrow(QuantError);
    expect(() => new SearchSpace([{ kind: 'choice', count: 0 }])).toThrow(QuantError);
  });
});

describe('the samplers', () => {
  it('GridSampler gives every combination once', () => {
    const points = search(new GridSampler({ space: MIXED }), () => 0, 1000).map(({ point }) => MIXED.keyOf(point));
    expect(points).toHaveLength(330);
    expect(new Set(points).size).toBe(330);
    expect(points.slice(0, 2)).toEqual(['0 0 5', '0 0 10']);
    expect(
      search(new GridSampler({ space: unitSpace(2), levels: 3 }), () => 0, 99).map(({ point }) => [...point]),
    ).toEqual([0, 0.5, 1].flatMap((x) => [0, 0.5, 1].map((y) => [x, y])));
  });

  it('RandomSampler gives every point of a small space once, in an order of the seed', () => {
    const keys = (seed: number): string[] =>
      search(new RandomSampler({ space: MIXED, seed }), () => 0, 1000).map(({ point }) => MIXED.keyOf(point));
    expect(new Set(keys(1)).size).toBe(330);
    expect(keys(1)).toEqual(keys(1));
    expect(keys(1)).not.toEqual(keys(2));
  });

  it('LatinHypercubeSampler puts one point in each part of each dimension', () => {
    const points = search(new LatinHypercubeSampler({ space: unitSpace(3), seed: 3, trials: 40 }), () => 0, 100);
    expect(points).toHaveLength(40);
    for (let index = 0; index < 3; index++)
      expect(points.map(({ point }) => Math.floor(point[index] * 40)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 40 }, (_, part) => part),
      );
  });

  it.each([
    ['Branin', BRANIN_SPACE, branin, 0.397887, 50],
    ['Hartmann', unitSpace(6), hartmann, -3.32237, 70],
  ] as const)(
    'TreeParzenSampler is better than random on %s in the median of 20 seeds',
    (_, space, objective, minimum, trials) => {
      const medianBest = (makeSampler: (seed: number) => Sampler): number =>
        medianOf(SEEDS.map((seed) => bestOf(search(makeSampler(seed), objective, trials))));
      const random = medianBest((seed) => new RandomSampler({ space, seed }));
      const parzen = medianBest((seed) => new TreeParzenSampler({ space, seed }));
      expect(parzen).toBeGreaterThanOrEqual(minimum - 1e-5);
      expect(parzen - minimum).toBeLessThan(0.6 * (random - minimum));
    },
  );

  it('TreeParzenSampler finds the best of choices and steps, and tries no point twice', () => {
    const objective: Objective = ([x, choice, y]) => (x - 0.3) ** 2 + (choice === 1 ? 0 : 1) + ((y - 35) / 45) ** 2;
    const found = search(new TreeParzenSampler({ space: MIXED, seed: 4 }), objective, 80);
    expect(new Set(found.map(({ point }) => MIXED.keyOf(point))).size).toBe(80);
    expect(bestOf(found)).toBeLessThan(0.02);
    const small = new SearchSpace([{ kind: 'choice', count: 4 }]);
    expect(search(new TreeParzenSampler({ space: small, seed: 1, startTrials: 2 }), () => 0, 9)).toHaveLength(4);
  });

  it('TreeParzenSampler uses no value within its lag', () => {
    const sampler = new TreeParzenSampler({ space: unitSpace(2), seed: 5, lag: 8 });
    expect([9, 10, 20].map((number) => sampler.requires(number))).toEqual([0, 3, 13]);
    const all = search(sampler, ([x, y]) => x + y, 30);
    const pending = all.map(({ point, value }, number) => ({ point, value: number < 13 ? value : undefined }));
    expect(sampler.suggest(20, pending.slice(0, 20))).toEqual(all[20].point);
  });

  it.each([
    ['sphere', 5, (point: Float64Array) => point.reduce((sum, x) => sum + (x - 0.4) ** 2, 0), 700],
    [
      'an ellipsoid of condition 10^4',
      4,
      (point: Float64Array) => point.reduce((sum, x, i) => sum + 10_000 ** (i / 3) * (x - 0.6) ** 2, 0),
      1200,
    ],
    [
      "Rosenbrock's valley",
      3,
      (point: Float64Array) => {
        const [x, y, z] = point.map((share) => 4 * share - 2);
        return 100 * (y - x * x) ** 2 + (1 - x) ** 2 + 100 * (z - y * y) ** 2 + (1 - y) ** 2;
      },
      2000,
    ],
  ])('CmaEsSampler finds the minimum of %s', (_, dimensions, objective, trials) => {
    const found = SEEDS.slice(0, 3).map((seed) =>
      bestOf(search(new CmaEsSampler({ space: unitSpace(dimensions), seed }), objective, trials)),
    );
    expect(Math.max(...found)).toBeLessThan(1e-7);
  });

  it('CmaEsSampler finds the best level of stepped dimensions', () => {
    const space = new SearchSpace([
      { kind: 'number', min: 5, max: 50, step: 1 },
      { kind: 'number', min: 20, max: 200, step: 5 },
    ]);
    const found = search(
      new CmaEsSampler({ space, seed: 6 }),
      ([x, y]) => ((x - 12) / 45) ** 2 + ((y - 150) / 180) ** 2,
      250,
    );
    expect(bestOf(found)).toBe(0);
  });

  it.each([
    ['RandomSampler', () => new RandomSampler({ space: unitSpace(2), seed: 7 })],
    ['LatinHypercubeSampler', () => new LatinHypercubeSampler({ space: unitSpace(2), seed: 7, trials: 200 })],
    ['TreeParzenSampler', () => new TreeParzenSampler({ space: unitSpace(2), seed: 7, lag: 4 })],
    ['CmaEsSampler', () => new CmaEsSampler({ space: unitSpace(2), seed: 7 })],
  ])('%s gives the same points after an interruption', (_, makeSampler) => {
    const objective: Objective = ([x, y]) => (x - 0.2) ** 2 + (y - 0.7) ** 2;
    // enough for a restart of the strategy of evolution
    const all = search(makeSampler(), objective, 200);
    for (const number of [1, 5, 17, 60, 133, 199]) {
      const fresh = makeSampler();
      expect(fresh.requires(number)).toBeLessThanOrEqual(number);
      expect(fresh.suggest(number, all.slice(0, number))).toEqual(all[number].point);
    }
  });

  it('treat failed trials as the worst', () => {
    const objective: Objective = ([x]) => (x > 0.5 ? NaN : x);
    for (const sampler of [
      new TreeParzenSampler({ space: unitSpace(1), seed: 8 }),
      new CmaEsSampler({ space: unitSpace(1), seed: 8 }),
    ]) {
      const found = search(sampler, objective, 60);
      const late = found.slice(40);
      expect(late.filter(({ value }) => Number.isNaN(value)).length).toBeLessThan(late.length / 3);
    }
  });
});

describe('isWorseThanMedian', () => {
  it('prunes what is above the median of enough trials', () => {
    const others = [1, 2, 3, 4];
    expect(isWorseThanMedian(2.6, others, { startTrials: 4 })).toBe(true);
    expect(isWorseThanMedian(2.5, others, { startTrials: 4 })).toBe(false);
    expect(isWorseThanMedian(NaN, others, { startTrials: 4 })).toBe(true);
    expect(isWorseThanMedian(9, others)).toBe(false);
  });
});

describe('what a search teaches', () => {
  const trials = search(new RandomSampler({ space: unitSpace(3), seed: 9 }), ([x, y]) => 4 * x * x + y, 400).map(
    ({ point, value = NaN }) => ({ point, value }),
  );

  it('dimensionImportance finds what each dimension explains', () => {
    const [first, second, third] = dimensionImportance(unitSpace(3), trials);
    // variances of 4x² and y are 64/45 and 1/12
    expect(first).toBeGreaterThan(0.88);
    expect(second).toBeGreaterThan(0.01);
    expect(second).toBeLessThan(0.15);
    expect(third).toBeLessThan(0.03);
  });

  it('plateauOf distinguishes a plateau from an isolated peak', () => {
    const space = new SearchSpace([{ kind: 'number', min: 0, max: 20, step: 1 }]);
    const of = (objective: Objective) =>
      plateauOf(
        space,
        search(new GridSampler({ space }), objective, 21).map(({ point, value = NaN }) => ({ point, value })),
        { index: 10 },
      );
    expect(of(([x]) => (x - 10) ** 2)).toMatchObject({ neighbours: 4, mean: 2.5, worst: 4 });
    expect(of(([x]) => (x - 10) ** 2).score).toBeGreaterThan(0.95);
    expect(of(([x]) => (x === 10 ? -1 : 0)).score).toBe(0);
  });
});
