import { describe, expect, it } from 'vitest';
import {
  breakEvenStop,
  eventStop,
  garchStop,
  percentStop,
  percentTarget,
  timeStop,
  trailingStop,
} from '../positions/exit-rules.ts';
import { sessionDates } from '../testkit/backtest-on-bars.ts';
import { playExits, randomExitCase, slowExits } from '../testkit/exit-play.ts';
import { playGroup } from '../testkit/group-play.ts';
import type { Algorithm } from './algorithm.ts';
import type { ExitRule } from '../api/exit-rule.ts';

const by =
  (...exits: ExitRule[]) =>
  (algorithm: Algorithm) =>
    algorithm.bracketOrder('AAA', 10, { exits });

describe('exits by rules', () => {
  it('equal a slow reference on random paths', async () => {
    const dates = sessionDates(120);
    const cases = Array.from({ length: 8 }, (_, index) => randomExitCase(index + 1, 120));
    const played = await playExits(cases, dates);
    expect(played).toEqual(cases.map((one) => slowExits(one, dates)));
  });

  it('move the stop to the entry price, then behind the best price', async () => {
    const { orders } = await playGroup(
      [100, 100, [100, 103, 100, 102], [102, 110, 102, 109], [109, 109, 100, 101]],
      by(percentStop(0.05), breakEvenStop(0.03), trailingStop(0.02, { after: 0.05 })),
    );
    expect(orders).toEqual(['First MarketOnOpen 10 Filled 10@100', 'StopLoss StopMarket -10 Filled -10@107.8']);
  });

  it('fill a gap at the open, and count a bar that reaches stop and target as the stop', async () => {
    const exits = by(percentStop(0.1), percentTarget(0.2));
    const gap = await playGroup([100, 100, [70, 75, 69, 74]], exits);
    expect(gap.orders[1]).toBe('StopLoss StopMarket -10 Filled -10@70');
    const both = await playGroup([100, 100, [100, 130, 80, 100]], exits);
    expect(both.orders.slice(1)).toEqual(['StopLoss StopMarket -10 Filled -10@90', 'TakeProfit Limit -10 Canceled']);
    expect(both.caveats).toEqual([
      "Exits: 1 of 1 fills of stops and targets were in bars that reached both and count as stops; 100.0 % of the exits' profits and losses rest on them (-100.00 USD; with the targets first 200.00 USD).",
    ]);
    expect(gap.caveats).toEqual(['Exits: 0 of 1 fills of stops and targets were in bars that reached both.']);
  });

  it('close a position without profit once its time is up', async () => {
    const { orders, position } = await playGroup([100, 100, 99, 99, 98, 97], by(percentStop(0.5), timeStop(2)));
    expect(orders).toEqual([
      'First MarketOnOpen 10 Filled 10@100',
      'StopLoss StopMarket -10 Canceled',
      'undefined MarketOnOpen -10 Filled -10@98',
    ]);
    expect(position).toBe(0);
  });

  it('end when other orders close the position, and shrink when they close a part', async () => {
    const { orders, position } = await playGroup([100, 100, 100, 100, 100, [40, 40, 40, 40]], by(percentStop(0.5)), {
      onDay: (algorithm, day) => day === 2 && algorithm.marketOrder('AAA', -4),
    });
    expect(orders[1]).toBe('StopLoss StopMarket -6 Filled -6@40');
    expect(position).toBe(0);
    const closed = await playGroup([100, 100, 100, 100, 100, [40, 40, 40, 40]], by(percentStop(0.5)), {
      onDay: (algorithm, day) => day === 2 && algorithm.marketOrder('AAA', -10),
    });
    expect(closed.orders[1]).toBe('StopLoss StopMarket -10 Canceled');
    expect(closed.position).toBe(0);
  });

  it('protect a position that is already open', async () => {
    const { orders, position } = await playGroup(
      [100, 100, 100, [96, 96, 94, 95]],
      (algorithm) => {
        algorithm.marketOrder('AAA', 10);
        return algorithm.bracketOrder('AAA', 1, { exits: [percentStop(0.9)] });
      },
      { onDay: (algorithm, day) => day === 1 && algorithm.protectPosition('AAA', { exits: [percentStop(0.05)] }) },
    );
    expect(orders.at(-1)).toBe('StopLoss StopMarket -11 Filled -11@95');
    expect(position).toBe(0);
  });

  it('follow the volatility, and have no stop while there are too few returns', async () => {
    const { orders } = await playGroup([100, 100, 50], by(garchStop(), percentTarget(1)));
    expect(orders.slice(1)).toEqual(['TakeProfit Limit -10 Submitted']);
  });

  it('refuse arguments out of range', () => {
    for (const make of [() => percentStop(5), () => trailingStop(0), () => eventStop('', 1), () => timeStop(NaN)])
      expect(make).toThrow('has an argument that is not');
  });
});
