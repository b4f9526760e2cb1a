import { describe, expect, it } from 'vitest';
import { Pace, parseSpeed } from './pace.ts';

describe('the pace of a replay', () => {
  it.each([
    ['max', Infinity],
    ['60x', 60],
    ['0.5x', 0.5],
    ['60', 60],
  ])('reads %s', (text, speed) => expect(parseSpeed(text)).toBe(speed));

  it.each(['0x', '-1x', 'fast', '', 'x', '1e3x', 'Infinityx'])('rejects "%s"', (text) =>
    expect(() => parseSpeed(text)).toThrow(expect.objectContaining({ code: 'LIVE_BAD_SPEED' })),
  );

  it('advances the time of the run by a multiple of real time', () => {
    let now = 1_000;
    const pace = new Pace(60, () => now);
    pace.start(5_000_000);
    now += 500;
    expect(pace.utc).toBe(5_030_000);
    expect(pace.delayUntil(5_090_000)).toBe(1_000);
    expect(pace.delayUntil(5_000_000)).toBeLessThan(0);
  });

  it('waits no longer than the maximum of a timer', () => {
    const pace = new Pace(1, () => 0);
    pace.start(0);
    expect(pace.delayUntil(1e15)).toBe(0x7fff_ffff);
  });

  it('at full speed waits for nothing and has no separate time', () => {
    const pace = new Pace(Infinity);
    expect([pace.isMax, pace.delayUntil(1e15), pace.utc]).toEqual([true, 0, NaN]);
  });
});
