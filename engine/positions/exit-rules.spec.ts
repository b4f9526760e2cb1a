import { describe, expect, it } from 'vitest';
import type { ExitPosition, PriceBar } from '../api/exit-rule.ts';
import { securityView } from '../testkit/views.ts';
import { ExitPlan } from './exit-plan.ts';
import {
  averageTrueRangeStop,
  breakEvenStop,
  eventStop,
  fixedStop,
  fixedTarget,
  garchStop,
  percentStop,
  trailingStop,
} from './exit-rules.ts';
import { averageTrueRange, expectedMove } from './price-moves.ts';

const utc = { exchangeHours: { timeZone: { toLocal: (time: number) => time } } };
const security = securityView(utc as never);

function plan(
  side: 1 | -1,
  rules: ConstructorParameters<typeof ExitPlan>[0]['rules'],
  bars: PriceBar[] = [],
): ExitPlan {
  const past = { dailyBars: () => bars, seriesValue: () => -1 };
  const made = new ExitPlan({ security, side, rules, clock: { utc: 0 }, past });
  made.begin(100);
  return made;
}

const flat = (price: number): PriceBar => ({ high: price, low: price, close: price });

describe('an exit plan', () => {
  it('takes the nearest stop and target, and never moves a stop away', () => {
    const long = plan(1, [percentStop(0.1), fixedStop(5), trailingStop(0.2), fixedTarget(20), fixedTarget(30)]);
    expect([long.stop?.price, long.target?.price]).toEqual([95, 120]);
    long.take({ high: 125, low: 100, close: 124 });
    expect(long.stop?.price).toBe(100);
    long.take({ high: 101, low: 90, close: 95 });
    expect([long.stop?.price, long.stop?.rule.id]).toEqual([100, 'trailing-stop:0.2']);
    const short = plan(-1, [percentStop(0.1), breakEvenStop(0.05)]);
    expect(short.stop?.price).toBeCloseTo(110, 12);
    short.take({ high: 99, low: 94, close: 95 });
    expect(short.stop?.price).toBe(100);
  });

  it('moves fixed exits with later fills of the entry, and all prices by a split', () => {
    const made = plan(1, [percentStop(0.1)]);
    made.begin(110);
    expect(made.stop?.price).toBeCloseTo(99, 12);
    made.take(flat(112));
    made.split(0.5);
    expect([made.entryPrice, made.bestPrice, made.stop?.price]).toEqual([55, 56, 49.5]);
    made.begin(110);
    expect(made.entryPrice).toBe(55);
  });

  it('says which event closes it', () => {
    expect(plan(1, [eventStop('mood', 0)]).take(flat(100))).toBe('Event stop: mood at -1 is below 0');
    expect(plan(1, [eventStop('mood', -2)]).take(flat(100))).toBeUndefined();
  });
});

describe('distances by volatility', () => {
  const bars = Array.from({ length: 600 }, (_, day) => {
    const close = 100 * Math.exp(0.01 * Math.sin(day * 1.3) + 0.02 * Math.sin(day * 0.11));
    return { high: close * 1.01, low: close * 0.99, close };
  });

  it("are Wilder's average true range", () => {
    const steady = Array.from({ length: 40 }, () => ({ high: 103, low: 99, close: 101 }));
    expect(averageTrueRange(steady, 14)).toBeCloseTo(4, 12);
    expect(averageTrueRange(steady.slice(0, 14), 14)).toBeUndefined();
    expect(plan(1, [averageTrueRangeStop(3)], steady).stop?.price).toBeCloseTo(88, 12);
    expect(plan(1, [averageTrueRangeStop(3)]).stop).toBeUndefined();
  });

  it('are deviations of the forecast move, with a target at twice the distance', () => {
    const move = expectedMove(bars.slice(-501), 5) as number;
    const made = plan(1, [garchStop()], bars.slice(-501));
    expect(made.stop?.price).toBeCloseTo(100 * Math.exp(-2 * move), 10);
    expect(made.target?.price).toBeCloseTo(100 * Math.exp(4 * move), 10);
  });

  it('are undefined where prices do not move', () => {
    expect(
      expectedMove(
        Array.from({ length: 300 }, () => flat(100)),
        5,
      ),
    ).toBeUndefined();
    expect(expectedMove([flat(100)], 5)).toBeUndefined();
  });

  it('fall back to the standard deviation for few returns', () => {
    const few = bars.slice(0, 30);
    const made = { past: { dailyBars: () => few }, security, side: 1, entryPrice: 100 } as unknown as ExitPosition;
    expect(garchStop().stopPrice?.(made)).toBeLessThan(100);
  });
});
