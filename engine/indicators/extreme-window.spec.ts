import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExtremeWindow } from './extreme-window.ts';

describe('ExtremeWindow', () => {
  it.each([1, -1] as const)('finds the extreme and the age of its latest occurrence (sign %i)', (sign) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 120 }),
        (size, values) => {
          const window = new ExtremeWindow(size, sign);
          values.forEach((value, index) => {
            window.add(value);
            const last = values.slice(Math.max(0, index + 1 - size), index + 1);
            const extreme = sign === 1 ? Math.max(...last) : Math.min(...last);
            expect(window.value === extreme).toBe(true);
            expect(window.age).toBe(last.length - 1 - last.lastIndexOf(extreme));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('can be cleared', () => {
    const window = new ExtremeWindow(3, 1);
    window.add(9);
    window.clear();
    window.add(1);
    expect([window.value, window.age]).toEqual([1, 0]);
  });
});
