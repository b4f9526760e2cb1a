import { describe, expect, it } from 'vitest';
import { SystemClock, TimerGroup, VirtualClock } from './clock.ts';
import { newYorkInstant, newYorkText, Sessions } from './sessions.ts';

describe('the clock of a test', () => {
  it('fires what becomes due in order, at its time, and what that adds', () => {
    const clock = new VirtualClock('2026-01-01T00:00:00Z');
    const fired: string[] = [];
    const note = (name: string) => (): void => void fired.push(`${name} ${clock.utc - Date.parse('2026-01-01')}`);
    clock.setTimer(20, note('second'));
    clock.setTimer(10, () => {
      note('first')();
      clock.setTimer(5, note('added'));
    });
    const cancelled = clock.setTimer(15, note('cancelled'));
    cancelled.cancel();
    clock.advance(20);
    expect(fired).toEqual(['first 10', 'added 15', 'second 20']);
    expect(() => clock.advanceTo('2025-12-31T00:00:00Z')).toThrow(RangeError);
  });

  it('counts and cancels the timers of an owner', () => {
    const clock = new VirtualClock('2026-01-01T00:00:00Z');
    const group = new TimerGroup(clock);
    group.set(5, () => {});
    group.set(10, () => {});
    clock.advance(5);
    expect([group.size, clock.pending]).toEqual([1, 1]);
    group.cancelAll();
    expect([group.size, clock.pending]).toEqual([0, 0]);
  });
});

describe('the clock of a process', () => {
  it('fires, and not after it was cancelled', async () => {
    const clock = new SystemClock();
    const fired: string[] = [];
    const cancelled = clock.setTimer(0, () => fired.push('cancelled'));
    cancelled.cancel();
    await new Promise<void>((resolve) => {
      const keptAlive = setInterval(() => {}, 1000);
      clock.setTimer(1, () => {
        clearInterval(keptAlive);
        resolve();
      });
    });
    expect(fired).toEqual([]);
  });
});

describe('the sessions of New York', () => {
  const sessions = new Sessions(['2026-07-03'], { '2026-11-27': '13:00' });

  it.each([
    ['2026-03-06T14:29:59Z', false],
    ['2026-03-06T14:30:00Z', true],
    ['2026-03-09T13:30:00Z', true],
    ['2026-03-09T20:00:00Z', false],
    ['2026-07-03T15:00:00Z', false],
    ['2026-11-27T17:59:59Z', true],
    ['2026-11-27T18:00:00Z', false],
  ])('are open at %s: %s', (text, expected) => {
    expect(sessions.isOpen(Date.parse(text))).toBe(expected);
  });

  it('change with summer time, and skip the weekend', () => {
    const friday = newYorkInstant('2026-03-06', '16:00');
    expect(new Date(friday).toISOString()).toBe('2026-03-06T21:00:00.000Z');
    expect(newYorkText(sessions.nextOpen(friday))).toBe('2026-03-09T09:30:00-04:00');
    expect(newYorkText(sessions.nextClose(friday - 1))).toBe('2026-03-06T16:00:00-05:00');
  });
});
