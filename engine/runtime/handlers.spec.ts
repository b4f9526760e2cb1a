import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { playScript, runScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';
import type { BacktestResult } from './run-request.ts';

const MINUTE = 60_000;
const MONDAY = { start: '2024-03-04', end: '2024-03-04' };
const MARKET = new MemoryMarket({
  series: [
    {
      ticker: 'SPY',
      resolution: Resolution.Minute,
      rows: tradeColumns(
        starts('2024-03-04 09:30', '2024-03-04 16:00', MINUTE).map((time, minute) => [time, 100 + (minute % 7)]),
      ),
    },
  ],
});

const minute = ({ time }: Algorithm): string => clock(time).slice(11);

/** A strategy that buys and sells in slices and in a scheduled event. */
function busy(wait: () => void | Promise<void>): Script {
  const then = (work: () => void): void | Promise<void> => {
    const waiting = wait();
    return waiting === undefined ? work() : waiting.then(work);
  };
  return {
    initialize(algorithm) {
      const spy = algorithm.addEquity('SPY', Resolution.Minute);
      const { dateRules, timeRules, schedule } = algorithm;
      for (const after of [30, 120.5]) {
        schedule.on(dateRules.everyDay(spy), timeRules.afterMarketOpen(spy, after), () =>
          then(() => void algorithm.limitOrder(spy, -3, 105)),
        );
      }
      return then(() => {});
    },
    onData: (algorithm, slice) =>
      then(() => {
        const close = slice.bars.get('SPY')!.close;
        if (close === 100) algorithm.marketOrder('SPY', 10);
        if (close === 106) algorithm.liquidate('SPY');
      }),
    onEndOfAlgorithm: (algorithm) => then(() => algorithm.log(`end ${minute(algorithm)}`)),
  };
}

function answers({ statistics, dataPoints, orderListHash, orderEvents, finalEquity }: BacktestResult): unknown {
  const events = orderEvents.map((event) => [event.utcTime, event.orderId, event.status, event.fillPrice]);
  return { statistics, dataPoints, orderListHash, events, finalEquity };
}

describe('async handlers', () => {
  it('give the same orders and figures as synchronous ones', async () => {
    const plain = await runScript(
      MARKET,
      busy(() => undefined),
      MONDAY,
    );
    const micro = await runScript(
      MARKET,
      busy(() => Promise.resolve()),
      MONDAY,
    );
    const macro = await runScript(
      MARKET,
      busy(() => new Promise((resolve) => setImmediate(resolve))),
      MONDAY,
    );
    expect(plain.orders.length).toBeGreaterThan(100);
    expect(answers(micro)).toEqual(answers(plain));
    expect(answers(macro)).toEqual(answers(plain));
  });

  it('are awaited before the next instant', async () => {
    const lines: string[] = [];
    await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute),
        async onData(algorithm, slice) {
          const before = minute(algorithm);
          await new Promise((resolve) => setImmediate(resolve));
          lines.push(`${before} ${minute(algorithm)} ${slice.bars.get('SPY')?.close}`);
        },
      },
      MONDAY,
    );
    expect(lines).toHaveLength(390);
    expect(lines.slice(0, 2)).toEqual(['09:31 09:31 100', '09:32 09:32 101']);
  });
});

describe('a handler that throws', () => {
  const fault = new RangeError('This was not foreseen.');
  const failing = (handler: keyof Script, isAsync: boolean): Script => ({
    initialize(algorithm) {
      algorithm.addEquity('SPY', Resolution.Minute);
      if (handler === 'initialize') throw fault;
    },
    onData(algorithm) {
      if (algorithm.transactions.ordersCount === 0) algorithm.marketOrder('SPY', 1);
    },
    [handler]: (algorithm: Algorithm) => {
      if (handler !== 'onData' || minute(algorithm) === '10:00') {
        if (isAsync) return Promise.reject(fault);
        throw fault;
      }
      return undefined;
    },
  });

  it.each([
    ['onData', false],
    ['onData', true],
    ['onOrderEvent', false],
    ['onSecuritiesChanged', false],
    ['onWarmupFinished', false],
    ['onEndOfAlgorithm', false],
    ['onEndOfAlgorithm', true],
  ] as const)('%s (async: %s) ends the run; what had happened stands', async (handler, isAsync) => {
    const result = await playScript(MARKET, failing(handler, isAsync), MONDAY);
    expect([result.status, result.error]).toEqual(['failed', fault]);
    expect(result.finalEquity).toBeGreaterThan(99_000);
    expect(result.statistics['Total Orders']).toBe(String(result.orders.length));
  });

  it('in a scheduled event or a consolidator ends the run, too', async () => {
    for (const place of ['event', 'async event', 'bar']) {
      const result = await playScript(
        MARKET,
        {
          initialize(algorithm) {
            const spy = algorithm.addEquity('SPY', Resolution.Minute);
            const { dateRules, timeRules, schedule } = algorithm;
            schedule.on(dateRules.everyDay(spy), timeRules.afterMarketOpen(spy, 5.5), () => {
              if (place === 'event') throw fault;
              return place === 'async event' ? Promise.reject(fault) : undefined;
            });
            algorithm.consolidate(spy, { minutes: 5 }, () => {
              if (place === 'bar') throw fault;
            });
          },
        },
        MONDAY,
      );
      expect([result.status, result.error]).toEqual(['failed', fault]);
    }
  });

  it('during the setup leaves no result, as there was no run', async () => {
    await expect(playScript(MARKET, failing('initialize', false), MONDAY)).rejects.toBe(fault);
  });
});

describe('quit', () => {
  it('ends the run after the step in which it was called', async () => {
    const lines: string[] = [];
    const result = await runScript(
      MARKET,
      {
        initialize: (algorithm) => void algorithm.addEquity('SPY', Resolution.Minute),
        onData(algorithm) {
          lines.push(minute(algorithm));
          if (lines.length < 3) return;
          algorithm.quit('enough');
          algorithm.marketOrder('SPY', 5);
        },
        onEndOfAlgorithm: () => void lines.push('end'),
      },
      MONDAY,
    );
    expect(lines).toEqual(['09:31', '09:32', '09:33', 'end']);
    expect([result.status, result.ending?.reason]).toEqual(['ended-early', 'quit']);
    expect(result.orders).toHaveLength(1);
  });
});

describe('what is final once a run has started', () => {
  it.each([
    ['setStartDate', (algorithm: Algorithm) => algorithm.setStartDate(2024, 1, 1)],
    ['setEndDate', (algorithm: Algorithm) => algorithm.setEndDate(2024, 1, 1)],
    ['setTimeZone', (algorithm: Algorithm) => algorithm.setTimeZone('UTC')],
    ['setBenchmark', (algorithm: Algorithm) => algorithm.setBenchmark('SPY')],
    ['setWarmUp', (algorithm: Algorithm) => algorithm.setWarmUp({ bars: 1 })],
  ])('cannot be changed by %s', async (verb, call) => {
    const result = await playScript(
      MARKET,
      { initialize: (algorithm) => void algorithm.addEquity('SPY'), onData: (algorithm) => call(algorithm) },
      MONDAY,
    );
    expect(result.error).toMatchObject({ code: 'RUN_ALREADY_RUNNING' });
    expect((result.error as Error).message).toContain(verb);
  });
});

describe('dates', () => {
  it.each([
    [{ start: '2024-03-05', end: '2024-03-04' }, 'start on 2024-03-05 and end on 2024-03-04'],
    [{ start: '2024-03-05', end: '2024-03-05', endDate: undefined }, 'has no end date'],
  ])('%j cannot be', async (dates, message) => {
    const run = playScript(MARKET, { initialize: (algorithm) => void algorithm.addEquity('SPY') }, dates);
    await expect(run).rejects.toMatchObject({
      code: 'RUN_BAD_DATES',
      message: expect.stringContaining(message) as string,
    });
  });

  it('of the request take precedence over those of the strategy, and so does its cash', async () => {
    const result = await runScript(
      MARKET,
      {
        initialize(algorithm) {
          algorithm.addEquity('SPY');
          algorithm.setStartDate(2020, 1, 1);
          algorithm.setEndDate(2020, 1, 31);
          algorithm.setCash(5);
        },
      },
      { ...MONDAY, cash: 7_000 },
    );
    expect([clock(result.startDate), clock(result.endDate)]).toEqual(['2024-03-04 00:00', '2024-03-04 00:00']);
    expect(result.finalEquity).toBe(7_000);
  });
});
