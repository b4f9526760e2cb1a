import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SumWindow } from './sum-window.ts';

describe('SumWindow', () => {
  it('gives the mean of cents to the last digit after any number of additions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: -1_000_000, max: 100_000_000 }), { minLength: 1, maxLength: 3000 }),
        (size, cents) => {
          const window = new SumWindow(size);
          for (const cent of cents) window.add(cent / 100);
          const last = cents.slice(-size);
          const exact = last.reduce((sum, cent) => sum + cent, 0) / 100 / last.length;
          expect(window.count).toBe(last.length);
          expect(Math.abs(window.mean - exact)).toBeLessThanOrEqual(Math.abs(exact) * 4e-16 + 1e-9 * 2 ** -52);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives exactly the number when all numbers are equal', () => {
    for (let size = 1; size < 60; size++) {
      const window = new SumWindow(size);
      for (let index = 0; index < size * 2; index++) window.add(0.1 * index + 3.7);
      for (let index = 0; index < size; index++) window.add(10.07);
      expect(window.mean).toBe(10.07);
    }
  });

  it('gives exactly zero when all numbers are zero, regardless of earlier ones', () => {
    const window = new SumWindow(3);
    for (const value of [0.1, 1e15, -0.3, 0, 0, 0]) window.add(value);
    expect(window.sum).toBe(0);
    window.add(0.25);
    expect(window.sum).toBe(0.25);
  });

  it('keeps small numbers after a huge one', () => {
    const window = new SumWindow(2);
    for (const value of [1, 1e17, 0.5, 0.25]) window.add(value);
    expect(window.sum).toBe(0.75);
  });

  it('recovers from an infinite number after enough rounds', () => {
    const window = new SumWindow(4);
    window.add(Infinity);
    for (let index = 0; index < 1100; index++) window.add(2);
    expect(window.mean).toBe(2);
  });

  it('can be cleared', () => {
    const window = new SumWindow(2);
    window.add(1);
    window.add(2);
    window.clear();
    expect(window).toMatchObject({ count: 0, sum: 0, isFull: false });
    window.add(5);
    expect(window.mean).toBe(5);
  });
});
