import { describe, expect, it } from 'vitest';
import { Sum } from './sum.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Sum', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Sum(5))).toEqual([]);
  });

  it('adds the last inputs', () => {
    expect(valuesOf(new Sum(2), [1, 2, 6, 10])).toEqual([1, 3, 8, 16]);
  });

  it('returns to exactly zero', () => {
    expect(valuesOf(new Sum(2), [0.1, 0.2, 0, 0]).at(-1)).toBe(0);
  });
});
