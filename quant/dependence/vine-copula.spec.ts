import { describe, expect, it } from 'vitest';
import stocks from '../numeric/fixtures/eu-stock-markets.json' with { type: 'json' };
import { Matrix } from '../numeric/matrix.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { logReturns } from '../numeric/spec-support.ts';
import { Random } from '../random/random.ts';
import { columnsOf } from './elliptical-copula.ts';
import references from './fixtures/references.json' with { type: 'json' };
import { PairCopula } from './pair-copula.ts';
import { kendallTau, pairwise, pseudoObservations } from './ranks.ts';
import { strongestPath } from './strongest-path.ts';
import { fitVineCopula, VineCopula } from './vine-copula.ts';

const UNIFORMS = pseudoObservations(
  [stocks.DAX, stocks.SMI, stocks.CAC, stocks.FTSE].map((prices) => logReturns(prices, 100)),
);

const PAIRS = [
  [new PairCopula('student-t', [0.65, 6]), new PairCopula('student-t', [0.7, 7]), new PairCopula('gumbel', [1.7], 180)],
  [new PairCopula('student-t', [0.3, 9]), new PairCopula('clayton', [0.3])],
  [new PairCopula('frank', [1.2])],
];

describe('a vine', () => {
  it("has pyvinecopulib's likelihood for the same pair copulas", () => {
    const d = new VineCopula('d', [0, 1, 2, 3], PAIRS);
    expect(Math.abs(d.logLikelihood(UNIFORMS) - references.vines.d)).toBeLessThan(1e-4);
    // pyvinecopulib lists roots from the last, and its edges start at the first variable
    const c = new VineCopula(
      'c',
      [3, 2, 1, 0],
      PAIRS.map((tree) => tree.toReversed()),
    );
    expect(Math.abs(c.logLikelihood(UNIFORMS) - references.vines.c)).toBeLessThan(1e-4);
  });

  it.each(['c', 'd'] as const)('of kind %s has the highest likelihood of its own samples', (kind) => {
    const vine = new VineCopula(kind, [2, 0, 3, 1], PAIRS);
    const sample = vine.sample(2500, new Random(1));
    const columns = columnsOf(sample);
    // the copulas of the first tree are those of neighbours
    const edges =
      kind === 'c'
        ? [
            [2, 0],
            [2, 3],
            [2, 1],
          ]
        : [
            [2, 0],
            [0, 3],
            [3, 1],
          ];
    for (const [edge, [left, right]] of edges.entries()) {
      expect(Math.abs(kendallTau(columns[left], columns[right]) - PAIRS[0][edge].kendallTau)).toBeLessThan(
        4 / Math.sqrt(2500),
      );
    }
    const mean = vine.logLikelihood(sample) / 2500;
    // a sample's likelihood under other copulas is lower
    const other = new VineCopula(
      kind,
      [2, 0, 3, 1],
      PAIRS.map((tree) => tree.map(() => new PairCopula('gaussian', [0.5]))),
    );
    expect(mean).toBeGreaterThan(other.logLikelihood(sample) / 2500 + 0.02);
    for (const column of columns) {
      expect(Math.abs(column.reduce((sum, value) => sum + value, 0) / 2500 - 0.5)).toBeLessThan(
        4 * Math.sqrt(1 / 12 / 2500),
      );
    }
  });

  it("is selected with its families by Akaike's criterion, and keeps rank correlations", () => {
    const three = Matrix.fromColumns(
      columnsOf(UNIFORMS)
        .slice(0, 3)
        .map((column) => column.subarray(0, 700)),
    );
    const options = { families: ['independence', 'gaussian', 'clayton', 'gumbel', 'frank'] } as const;
    const best = fitVineCopula(three, options);
    const c = fitVineCopula(three, { ...options, kind: 'c' });
    const d = fitVineCopula(three, { ...options, kind: 'd' });
    expect(best.akaike).toBe(Math.min(c.akaike, d.akaike));
    expect(c.copula.logLikelihood(three)).toBeCloseTo(c.logLikelihood, 8);
    expect(d.copula.logLikelihood(three)).toBeCloseTo(d.logLikelihood, 8);
    const sampled = pairwise(columnsOf(best.copula.sample(2500, new Random(3))), kendallTau);
    const measured = pairwise(columnsOf(three), kendallTau);
    expect(Math.max(...sampled.values.map((value, index) => Math.abs(value - measured.values[index])))).toBeLessThan(
      0.08,
    );
    expect(fitVineCopula(three, { ...options, kind: 'd', order: [2, 1, 0] }).copula.order).toEqual([2, 1, 0]);
  });

  it('is refused with fewer than two columns or missing copulas', () => {
    expect(() => fitVineCopula(Matrix.fromColumns([[0.1, 0.2]]))).toThrow(QuantError);
    expect(() => new VineCopula('d', [0, 1, 2], PAIRS)).toThrow(QuantError);
  });
});

describe('the strongest path', () => {
  const strengthsOf = (count: number): number[][] => {
    const random = new Random(count);
    const rows = Array.from({ length: count }, () => new Array<number>(count).fill(0));
    for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) rows[i][j] = rows[j][i] = random.uniform();
    return rows;
  };
  const lengthOf = (strengths: number[][], path: readonly number[]): number =>
    path.slice(1).reduce((sum, place, index) => sum + strengths[path[index]][place], 0);

  it('is the strongest of all permutations', () => {
    const strengths = strengthsOf(6);
    const orders = (places: number[]): number[][] =>
      places.length < 2
        ? [places]
        : places.flatMap((place) => orders(places.filter((other) => other !== place)).map((rest) => [place, ...rest]));
    const best = Math.max(...orders([0, 1, 2, 3, 4, 5]).map((order) => lengthOf(strengths, order)));
    expect(lengthOf(strengths, strongestPath(strengths))).toBeCloseTo(best, 12);
  });

  it('visits every place when there are many', () => {
    const strengths = strengthsOf(40);
    const path = strongestPath(strengths);
    expect(path.toSorted((a, b) => a - b)).toEqual(strengths.map((_, index) => index));
    expect(lengthOf(strengths, path)).toBeGreaterThan(
      lengthOf(
        strengths,
        strengths.map((_, index) => index),
      ),
    );
  });
});
