import { describe, expect, it } from 'vitest';
import { sessionDates } from '../../engine/testkit/backtest-on-bars.ts';
import { playExits, randomExitCase, slowExits } from '../../engine/testkit/exit-play.ts';

const SYMBOLS = 70;
const DAYS = 600;

describe('stops, trailing stops, targets and time stops', () => {
  it('equal a slow reference on more than 10,000 random paths', async () => {
    const dates = sessionDates(DAYS);
    const cases = Array.from({ length: SYMBOLS }, (_, index) => randomExitCase(index + 1, DAYS));
    const played = await playExits(cases, dates);
    let paths = 0;
    for (const [index, one] of cases.entries()) {
      const expected = slowExits(one, dates);
      expect({ seed: index + 1, exits: played[index] }).toEqual({ seed: index + 1, exits: expected });
      paths += expected.length;
    }
    expect(paths).toBeGreaterThan(10_000);
  });
});
