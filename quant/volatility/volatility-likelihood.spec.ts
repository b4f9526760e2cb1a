import { describe, expect, it } from 'vitest';
import { Random } from '../random/random.ts';
import { volatilityParts } from './fit-volatility.ts';
import type { VolatilitySpecification } from './specification.ts';
import { VolatilityLikelihood } from './volatility-likelihood.ts';

const random = new Random(3);
const RETURNS = Float64Array.from({ length: 120 }, () => random.normal());

const SPECIFICATIONS: readonly (readonly [VolatilitySpecification, readonly number[]])[] = [
  [{}, [0.1, 0.1, 0.1, 0.8]],
  [{ mean: 'zero', model: 'gjr' }, [0.1, 0.05, 0.1, 0.8]],
  [{ p: 2, o: 2, q: 2 }, [0.1, 0.1, 0.05, 0.04, 0.1, 0.02, 0.5, 0.2]],
  [{ p: 0, o: 1, q: 3 }, [0.1, 0.1, 0.1, 0.5, 0.2, 0.1]],
  [{ p: 3, q: 0 }, [0.1, 0.3, 0.2, 0.1, 0.2]],
  [{ model: 'egarch' }, [0.1, 0.02, 0.2, -0.1, 0.9]],
  [{ model: 'egarch', p: 2, o: 2, q: 2 }, [0.1, 0.02, 0.2, 0.1, -0.1, 0.05, 0.5, 0.3]],
  [{ model: 'figarch' }, [0.1, 0.2, 0.2, 0.4, 0.4]],
  [{ model: 'figarch', p: 0, truncation: 50 }, [0.1, 0.2, 0.4, 0.3]],
  [{ model: 'figarch', q: 0, truncation: 50 }, [0.1, 0.2, 0.1, 0.4]],
  [{ model: 'ewma', lambda: 'fitted' }, [0.1, 0.9]],
  [{ mean: { ar: 2 } }, [0.1, 0.2, -0.1, 0.1, 0.1, 0.8]],
  [{ mean: { har: [1, 5] } }, [0.1, 0.2, 0.1, 0.1, 0.1, 0.8]],
  [{ distribution: 'student-t' }, [0.1, 0.1, 0.1, 0.8, 5]],
  [{ distribution: 'skewed-student-t', model: 'gjr' }, [0.1, 0.1, 0.05, 0.1, 0.8, 6, -0.2]],
  [{ distribution: 'generalized-error', model: 'egarch' }, [0.1, 0.02, 0.2, -0.1, 0.9, 1.6]],
];

describe('the gradient of the likelihood', () => {
  it.each(
    SPECIFICATIONS.flatMap(([specification, point]) => [
      [{ ...specification, start: 'backcast' as const }, point] as const,
      [{ ...specification, start: 'sample' as const }, point] as const,
    ]),
  )('equals differences of its values: %j', (specification, point) => {
    const likelihood = new VolatilityLikelihood({
      ...volatilityParts(specification),
      returns: RETURNS,
      start: specification.start === 'sample' ? undefined : 0.9,
      targetVariance: undefined,
    });
    const gradient = new Float64Array(point.length);
    const value = likelihood.evaluate(point, gradient);
    expect(Math.abs(value - likelihood.value(point))).toBeLessThan(1e-9);
    const densities = new Float64Array(likelihood.residuals.length);
    likelihood.logDensities(point, densities);
    expect(Math.abs(value + densities.reduce((sum, density) => sum + density, 0))).toBeLessThan(1e-9);
    for (const [index, at] of point.entries()) {
      const moved = [...point];
      moved[index] = at + 1e-6;
      const above = likelihood.value(moved);
      moved[index] = at - 1e-6;
      const slope = (above - likelihood.value(moved)) / 2e-6;
      expect(Math.abs(slope - gradient[index])).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
    }
  });

  it('includes ω when a variance target determines it', () => {
    const likelihood = new VolatilityLikelihood({
      ...volatilityParts({ model: 'gjr' }),
      returns: RETURNS,
      start: 0.9,
      targetVariance: 1.1,
    });
    const point = [0.1, 0.05, 0.1, 0.8];
    const gradient = new Float64Array(4);
    likelihood.evaluate(point, gradient);
    expect(likelihood.all(point)[1]).toBeCloseTo(1.1 * 0.1, 12);
    for (const [index, at] of point.entries()) {
      const slope =
        (likelihood.value(point.with(index, at + 1e-6)) - likelihood.value(point.with(index, at - 1e-6))) / 2e-6;
      expect(Math.abs(slope - gradient[index])).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
    }
  });
});
