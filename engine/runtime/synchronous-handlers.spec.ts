import { describe, expect, it } from 'vitest';
import { HANDLER_ERRORS } from '../model/handler-errors.ts';
import { Resolution } from '../model/resolution.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';

const MINUTE = 60_000;
const MARKET = new MemoryMarket({
  series: [
    {
      ticker: 'AAA',
      resolution: Resolution.Minute,
      rows: tradeColumns(starts('2024-03-04 09:30', '2024-03-04 09:36', MINUTE).map((time, i) => [time, 10 + i])),
    },
  ],
});
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const run = (script: Script) =>
  runScript(
    MARKET,
    {
      ...script,
      async initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Minute);
        await script.initialize?.(algorithm);
      },
    },
    MONDAY,
  );

/** Declared async; the cast stands for a strategy without type checking. */
const later = (async (): Promise<void> => {
  await Promise.resolve();
}) as never;
/** Not declared async: detected when it returns a promise. */
const disguised = (): never => Promise.resolve() as never;
const buy = (algorithm: Algorithm): void => {
  if (algorithm.transactions.ordersCount === 0) algorithm.marketOrder('AAA', 1);
};

describe('an async handler that the engine does not await is rejected by name', () => {
  it.each<[string, Script]>([
    ['onOrderEvent', { onOrderEvent: disguised, onData: buy }],
    ['onSecuritiesChanged', { onSecuritiesChanged: disguised }],
    ['onWarmupFinished', { onWarmupFinished: disguised }],
    ['The security initializer', { initialize: (own) => own.setSecurityInitializer(later) }],
    ['The handler of consolidate', { initialize: (own) => void own.consolidate('AAA', { count: 1 }, later) }],
    ['A handler of a consolidator', { initialize: (own) => void own.consolidate('AAA', { count: 1 }, disguised) }],
    [
      'A handler of the indicator SMA(2) AAA',
      { initialize: (own) => void own.indicators.sma('AAA', 2).onUpdated(later) },
    ],
    ['A handler of the indicator', { initialize: (own) => void own.indicators.sma('AAA', 2).onUpdated(disguised) }],
  ])('%s', async (name, script) => {
    await expect(run(script)).rejects.toMatchObject({
      code: HANDLER_ERRORS.PROMISE.code,
      message: expect.stringContaining(name) as string,
    });
  });
});

it('handlers that may be async are awaited in order', async () => {
  const lines: string[] = [];
  const note = async (algorithm: Algorithm, what: string): Promise<void> => {
    await Promise.resolve();
    lines.push(`${clock(algorithm.time).slice(11)} ${what}`);
  };
  await run({
    initialize(own) {
      own.schedule.on(own.dateRules.everyDay(), own.timeRules.at(9, 32), () => note(own, 'event'));
    },
    onData: (own) => note(own, 'data'),
    onEndOfDay: (own) => note(own, 'end of day'),
    onEndOfAlgorithm: (own) => note(own, 'end'),
  });
  expect(lines.slice(0, 4)).toEqual(['09:31 data', '09:32 event', '09:32 data', '09:33 data']);
  expect(lines).toContain('15:50 end of day');
  expect(lines.at(-1)).toBe('16:00 end');
});
