import { describe, expect, it } from 'vitest';
import { INDICATOR_ERRORS } from './errors.ts';
import { RollingWindow } from './rolling-window.ts';

function filled(size: number, ...items: number[]): RollingWindow<number> {
  const window = new RollingWindow<number>(size);
  for (const item of items) window.add(item);
  return window;
}

describe('RollingWindow', () => {
  it('holds the last items, newest first', () => {
    const window = filled(3, 1, 2);
    expect(window).toMatchObject({ count: 2, size: 3, samples: 2, isReady: false });
    window.add(3);
    expect(window.isReady).toBe(true);
    window.add(4);
    expect([...window]).toEqual([4, 3, 2]);
    expect(window).toMatchObject({ count: 3, samples: 4, mostRecentlyRemoved: 1 });
  });

  it('has removed nothing until it overflows', () => {
    const window = filled(2, 1, 2);
    expect(() => window.mostRecentlyRemoved).toThrow(
      expect.objectContaining({ descriptor: INDICATOR_ERRORS.INDEX_OUT_OF_RANGE }),
    );
  });

  it('counts negative indices from the oldest item', () => {
    const window = filled(3, 1, 2, 3, 4);
    expect([window.get(-1), window.get(-3)]).toEqual([2, 4]);
    expect(() => window.get(-4)).toThrow(/beyond the oldest item/);
    expect(filled(3, 1).get(-3)).toBeUndefined();
  });

  it('grows when read or written beyond its size', () => {
    const window = filled(2, 1, 2, 3);
    expect(window.get(4)).toBeUndefined();
    expect(window.size).toBe(5);
    window.add(4);
    expect(window.toArray()).toEqual([4, 3, 2]);
    window.set(5, 9);
    expect(window.size).toBe(6);
    expect(window.toArray()).toEqual([undefined, undefined, undefined, 4, 3, 9]);
  });

  it('writes in place', () => {
    const window = filled(3, 1, 2, 3, 4);
    window.set(0, 40);
    window.set(-1, 20);
    expect(window.toArray()).toEqual([40, 3, 20]);
  });

  it('drops the oldest items when it shrinks, and works on', () => {
    const window = filled(4, 1, 2, 3, 4, 5);
    window.size = 2;
    expect(window.toArray()).toEqual([5, 4]);
    window.add(6);
    expect(window.toArray()).toEqual([6, 5]);
  });

  it('can be cleared, and rejects invalid sizes', () => {
    const window = filled(2, 1, 2, 3);
    window.reset();
    expect(window).toMatchObject({ count: 0, samples: 0, size: 2 });
    expect(window.get(0)).toBeUndefined();
    expect(() => new RollingWindow(-1)).toThrow(/size -1/);
    const empty = new RollingWindow<number>(0);
    empty.add(1);
    expect(empty.count).toBe(0);
  });
});
