import { describe, expect, it } from 'vitest';
import { ValueWindow } from './value-window.ts';

describe('ValueWindow', () => {
  it('holds the last numbers, newest first', () => {
    const window = new ValueWindow(3);
    expect([window.at(0), window.newest, window.base]).toEqual([NaN, NaN, NaN]);
    const bases = [1, 2, 3, 4, 5].map((value) => {
      window.add(value);
      return window.base;
    });
    expect(bases).toEqual([1, 1, 1, 1, 2]);
    expect([0, 1, 2, 3].map((index) => window.at(index))).toEqual([5, 4, 3, NaN]);
    expect(window).toMatchObject({ count: 3, isFull: true, newest: 5 });
    expect(window.ring[window.oldestPosition]).toBe(3);
    const copy = new Float64Array(3);
    window.copyTo(copy);
    expect([...copy]).toEqual([5, 4, 3]);
    window.clear();
    expect(window).toMatchObject({ count: 0, isFull: false, newest: NaN });
  });

  it('copies the numbers that it has while it is not full', () => {
    const window = new ValueWindow(4);
    window.add(7);
    window.add(8);
    const copy = new Float64Array(4);
    window.copyTo(copy);
    expect([...copy]).toEqual([8, 7, 0, 0]);
    expect(window.ring[window.oldestPosition]).toBe(7);
  });
});
