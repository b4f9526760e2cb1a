import { describe, expect, it } from 'vitest';
import { stitched } from './walk-forward.ts';
import { windowsOf } from './walk-forward-windows.ts';

const YEAR = { start: '2001-01-01', end: '2001-12-31' };

describe('windowsOf', () => {
  it('divides a period so that tests follow one another to its end', () => {
    const windows = windowsOf(YEAR, { windows: 2, trainLength: 3, isAnchored: false });
    expect(windows).toEqual([
      { train: { start: '2001-01-01', end: '2001-08-07' }, test: { start: '2001-08-08', end: '2001-10-19' } },
      { train: { start: '2001-03-15', end: '2001-10-19' }, test: { start: '2001-10-20', end: '2001-12-31' } },
    ]);
  });

  it('begins anchored searches at the first day', () => {
    const windows = windowsOf(YEAR, { windows: 4, trainLength: 2, isAnchored: true });
    expect(windows.map(({ train }) => train.start)).toEqual(Array.from({ length: 4 }, () => YEAR.start));
    expect(windows.at(-1)?.test.end).toBe(YEAR.end);
  });

  it('refuses windows without days', () => {
    expect(() => windowsOf(YEAR, { windows: 400, trainLength: 3, isAnchored: false })).toThrow('cannot be divided');
  });
});

describe('stitched', () => {
  it('compounds the returns of the tests, whatever equity they begin with', () => {
    const tests = [
      { time: Float64Array.of(1, 2, 3), equity: Float64Array.of(100, 110, 99) },
      { time: Float64Array.of(3, 4), equity: Float64Array.of(500, 550) },
    ];
    const { time, equity } = stitched(tests);
    expect([...time]).toEqual([1, 2, 3, 4]);
    for (const [index, value] of [1, 1.1, 0.99, 1.089].entries()) expect(equity[index]).toBeCloseTo(value, 12);
  });
});
