import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { at, quoteColumns, starts, tickColumns, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { playScript } from '../testkit/scripted-run.ts';
import type { Script } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';
import { Engine } from './engine.ts';

const MINUTE = 60_000;
const DAYS = ['2024-07-01', '2024-07-02', '2024-07-03', '2024-07-05'];
const PERIOD = { start: '2024-07-02', end: '2024-07-05' };
const TICKERS = ['AAA', 'BBB', 'CCC', 'DDD'];

/** A random walk with a step size; prices stay above zero. */
function walk(times: readonly number[], seed: number, step: number): (readonly [number, number])[] {
  let state = seed;
  let price = 100;
  return times.map((time) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    price = Math.max(1, Math.round(price * (1 + (state / 2_147_483_648 - 0.5) * step) * 100) / 100);
    return [time, price] as const;
  });
}

/** Minutes, quotes, ticks, hours and days, with dividends, a split and an exchange rate. */
function market(seed: number, step: number): MemoryMarket {
  const minutes = DAYS.flatMap((day) =>
    starts(`${day} 09:30`, `${day} ${day.endsWith('03') ? '13' : '16'}:00`, MINUTE),
  );
  const some = (modulus: number): number[] => minutes.filter((time) => ((time / MINUTE) * (seed + 7)) % modulus > 1);
  const rates = walk(
    DAYS.flatMap((day) => starts(`${day} 00:00`, `${day} 23:00`, 5 * MINUTE)),
    seed + 3,
    0.001,
  ).map(([time, price]) => [time, price / 100 + 0.1, price / 100 + 0.1001] as const);
  const aaa = walk(some(7), seed, step);
  return new MemoryMarket({
    series: [
      { ticker: 'AAA', resolution: Resolution.Minute, rows: tradeColumns(aaa) },
      {
        ticker: 'AAA',
        resolution: Resolution.Minute,
        rows: quoteColumns(aaa.map(([time, price]) => [time, price - 0.01, price + 0.01])),
      },
      { ticker: 'BBB', resolution: Resolution.Daily, rows: tradeColumns(DAYS.map((day, i) => [at(day), 50 + i])) },
      { ticker: 'BBB', resolution: Resolution.Minute, rows: tradeColumns(walk(some(5), seed + 1, step)) },
      {
        ticker: 'CCC',
        resolution: Resolution.Tick,
        rows: tickColumns(
          DAYS.flatMap((day) =>
            [0, 0, 1, 70, 4000].map((i) => [at(`${day} 10:00`) + i * 1000, 20 + i / 100, 5] as const),
          ),
        ),
      },
      {
        ticker: 'DDD',
        resolution: Resolution.Hour,
        rows: tradeColumns(
          DAYS.flatMap((day) => walk(starts(`${day} 09:00`, `${day} 16:00`, 60 * MINUTE), seed, step)),
        ),
      },
      { ticker: 'EURUSD', resolution: Resolution.Minute, rows: quoteColumns(rates) },
    ],
    factors: { BBB: '20240101,0.98,0.5,0\n20240701,0.98,0.5,50\n20240702,1,0.5,50\n20501231,1,1,0\n' },
    maps: { DDD: '20000101,ddd\n20240703,ddd\n' },
  });
}

/** Minutes of one stock without quotes, some without trades, and no other data. */
function soleMarket(seed: number, step: number): MemoryMarket {
  const minutes = DAYS.flatMap((day) =>
    starts(`${day} 09:30`, `${day} ${day.endsWith('03') ? '13' : '16'}:00`, MINUTE),
  );
  const times = minutes.filter((time) => ((time / MINUTE) * (seed + 7)) % 61 > 1);
  const rows = walk(times, seed, step).map(([time, price], i) => [time, price, (i * (seed + 3)) % 4] as const);
  return new MemoryMarket({ series: [{ ticker: 'AAA', resolution: Resolution.Minute, rows: tradeColumns(rows) }] });
}

type Deed = (algorithm: Algorithm, act: (where: string) => void) => unknown;

const RESOLUTIONS = { AAA: Resolution.Minute, BBB: Resolution.Daily, CCC: Resolution.Tick, DDD: Resolution.Hour };
const soon = (algorithm: Algorithm, minutes: number, act: (where: string) => void): void => {
  const { dateRules, timeRules, schedule } = algorithm;
  const time = new Date(algorithm.time + minutes * MINUTE);
  schedule.on(dateRules.today, timeRules.at(time.getUTCHours(), time.getUTCMinutes()), () => act('event'));
};

/** Actions of a handler by name. */
const DEEDS: Readonly<Record<string, Deed>> = {
  buy: (algorithm) => algorithm.marketOrder('AAA', 100),
  leverage: (algorithm) => algorithm.setHoldings('AAA', 1.9),
  short: (algorithm) => algorithm.setHoldings('AAA', -1.9),
  other: (algorithm) => algorithm.setHoldings('BBB', 0.4),
  limit: (algorithm) => algorithm.limitOrder('AAA', 50, algorithm.securities.of('AAA').price * 0.99),
  stop: (algorithm) => algorithm.stopMarketOrder('AAA', -50, algorithm.securities.of('AAA').price * 0.995),
  atOpen: (algorithm) => algorithm.marketOnOpenOrder('AAA', 10),
  atClose: (algorithm) => algorithm.marketOnCloseOrder('AAA', -10),
  liquidate: (algorithm) => algorithm.liquidate(),
  cancel: (algorithm) => algorithm.transactions.cancelOpenOrders(),
  addTicks: (algorithm) => algorithm.addEquity('CCC', Resolution.Tick),
  addHours: (algorithm) => algorithm.addEquity('DDD', Resolution.Hour),
  addMinutes: (algorithm) =>
    algorithm.addEquity('BBB', Resolution.Minute, { dataNormalizationMode: DataNormalizationMode.Raw }),
  addRate: (algorithm) => algorithm.addForex('EURUSD', Resolution.Minute),
  remove: (algorithm) =>
    TICKERS.slice(1).forEach((one) => algorithm.securities.has(one) && algorithm.removeSecurity(one)),
  consolidate: (algorithm, act) => algorithm.consolidate('AAA', { minutes: 5 }, () => act('bar')),
  average: (algorithm, act) => algorithm.indicators.sma('AAA', 3).onUpdated(() => act('indicator')),
  nextMinute: (algorithm, act) => soon(algorithm, 1, act),
  inMinutes: (algorithm, act) => soon(algorithm, 4, act),
  thisMinute: (algorithm, act) => soon(algorithm, 0, act),
  quit: (algorithm) => algorithm.quit('enough'),
  wide: (algorithm) => algorithm.portfolio.cashBook.account.take(Decimal.of(algorithm.portfolio.marginRemaining)),
  pay: (algorithm) => algorithm.portfolio.cashBook.account.take(Decimal.fromInteger(90_000)),
  ruin: (algorithm) => algorithm.portfolio.cashBook.account.set(Decimal.fromInteger(-1)),
  euros: (algorithm) => algorithm.portfolio.cashBook.add('EUR', Decimal.fromInteger(1_000), Decimal.one),
  fail: () => {
    throw new Error('on purpose');
  },
};

interface Plan {
  readonly deeds: readonly (readonly [place: string, count: number, deed: string])[];
  readonly start: readonly string[];
  readonly isAsync: boolean;
  readonly warmUp: number;
  /** The market has one stock only. */
  readonly isSole?: boolean;
  /** The strategy reads prices and portfolio only every n-th time. */
  readonly look?: number;
}

interface Told {
  readonly script: Script;
  readonly notes: string[];
}

/** Runs the actions planned for the n-th call of a handler. */
function planned({ deeds, start, isAsync, warmUp, isSole = false, look = 1 }: Plan): Told {
  const notes: string[] = [];
  const counts = new Map<string, number>();
  let self: Algorithm;
  const act = (place: string): void => {
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    const { time, portfolio } = self;
    if (count % look === 0) {
      const { open, high, low, price, volume } = self.securities.of('AAA');
      notes.push(`${time} ${place} ${portfolio.totalPortfolioValue} ${portfolio.marginRemaining}`);
      notes.push(`${open} ${high} ${low} ${price} ${volume}`);
    }
    for (const [where, when, deed] of deeds) if (where === place && when === count) DEEDS[deed](self, act);
  };
  const script: Script = {
    initialize(algorithm) {
      self = algorithm;
      algorithm.addEquity('AAA', RESOLUTIONS.AAA);
      if (!isSole) algorithm.addEquity('BBB', RESOLUTIONS.BBB);
      if (warmUp > 0) algorithm.setWarmUp({ bars: warmUp });
      for (const deed of start) DEEDS[deed](algorithm, act);
    },
    onData(algorithm, slice) {
      const bars = Array.from(
        slice.bars,
        ({ symbol, close, isFillForward }) => `${symbol.ticker} ${close} ${isFillForward}`,
      );
      notes.push(`${slice.utcTime} ${bars.join()} ${slice.ticksOf('CCC').length} ${algorithm.isWarmingUp}`);
      if (!isAsync) act('data');
      else return Promise.resolve().then(() => act('data'));
      return undefined;
    },
    onOrderEvent: (_algorithm, { orderId, status, fillPrice, fillQuantity }) => {
      notes.push(`${orderId} ${status} ${fillPrice} ${fillQuantity}`);
      act('order');
    },
    onSecuritiesChanged: () => act('changes'),
    onDividends: () => act('dividend'),
    onSplits: () => act('split'),
    onEndOfDay: () => act('day'),
    onWarmupFinished: () => act('warm'),
    onMarginCall: () => act('call'),
    onMarginCallWarning: () => act('warning'),
  };
  return { script, notes };
}

async function play(plan: Plan, source: MemoryMarket, chunkRows?: number): Promise<unknown> {
  const { script, notes } = planned(plan);
  const log: string[] = [];
  const onLog = (_level: string, time: number, message: string): void => void log.push(`${time} ${message}`);
  const run = await playScript(source, script, { ...PERIOD, chunkRows, onLog });
  const { status, error, statistics, figures, dataPoints, equity, orderListHash, finalEquity, daily } = run;
  const events = run.orderEvents.map(
    ({ orderId, id, status: state, utcTime, exactFillPrice, exactFillQuantity, message }) => [
      `${orderId}/${id} ${state} ${utcTime} ${exactFillPrice.toString()} ${exactFillQuantity.toString()} ${message}`,
    ],
  );
  return {
    notes,
    log,
    events,
    figures: [status, String(error), statistics, figures, dataPoints, equity, orderListHash, finalEquity, daily],
  };
}

/** Actions that do not apply to a market of one stock. */
const NEED_OTHERS = new Set(['other', 'addTicks', 'addHours', 'addMinutes', 'addRate', 'remove', 'euros']);

const names = Object.keys(DEEDS);
const plans = fc.record({
  deeds: fc.array(
    fc.tuple(
      fc.constantFrom(
        'data',
        'data',
        'order',
        'bar',
        'indicator',
        'event',
        'changes',
        'dividend',
        'day',
        'warm',
        'call',
        'warning',
      ),
      fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 1200 })),
      fc.constantFrom(...names),
    ),
    { maxLength: 14 },
  ),
  start: fc.subarray(['addHours', 'addRate', 'consolidate', 'average', 'addMinutes']),
  isAsync: fc.boolean(),
  warmUp: fc.constantFrom(0, 0, 5),
});

describe('steps through a chunk', () => {
  afterEach(() => vi.restoreAllMocks());

  it('advance without returning to the outer loop, which chunks of one row require at each instant', async () => {
    const stretches = vi.spyOn(Engine.prototype, 'stepThrough');
    const plan = { deeds: [], start: [], isAsync: false, warmUp: 0 };
    await play(plan, market(1, 0.01));
    const inWindows = stretches.mock.calls.length;
    stretches.mockClear();
    await play(plan, market(1, 0.01), 1);
    expect(stretches.mock.calls.length).toBeGreaterThan(8 * inWindows);
  });

  it.each([
    ['cash that the strategy takes away', [['data', 150, 'ruin']]],
    [
      'who listens from a warning of the margin on',
      [
        ['data', 200, 'leverage'],
        ['data', 203, 'wide'],
        ['warning', 1, 'average'],
        ['warning', 2, 'consolidate'],
      ],
    ],
    [
      'an event that a warning of the margin lets be due at once',
      [
        ['data', 200, 'leverage'],
        ['data', 203, 'wide'],
        ['warning', 1, 'thisMinute'],
      ],
    ],
  ] as const)('sees %s', async (_, deeds) => {
    const plan = { deeds, start: [], isAsync: false, warmUp: 0 };
    for (const seed of [1, 2, 3])
      expect(await play(plan, market(seed, 0.002))).toEqual(await play(plan, market(seed, 0.002), 1));
  });

  it.each([
    [
      'an event that the fill of a resting order lets be due at once',
      0.01,
      [
        ['data', 700, 'limit'],
        ['order', 2, 'thisMinute'],
      ],
    ],
    [
      'an event that the fill of an order puts before what is due else',
      0.01,
      [
        ['data', 700, 'buy'],
        ['order', 2, 'inMinutes'],
      ],
    ],
    ['that a short position has cost all there was', 1.5, [['data', 700, 'short']]],
    [
      'who listens from a fill on',
      0.01,
      [
        ['data', 700, 'stop'],
        ['order', 2, 'average'],
      ],
    ],
  ] as const)('sees %s, with one stock alone', async (_, step, deeds) => {
    const plan = { deeds, start: [], isAsync: false, warmUp: 0, isSole: true };
    for (let seed = 0; seed < 8; seed++)
      expect(await play(plan, soleMarket(seed, step))).toEqual(await play(plan, soleMarket(seed, step), 1));
  });

  it('sees a position that the strategy sets directly', async () => {
    const times = starts('2024-07-02 09:30', '2024-07-02 16:00', MINUTE);
    const rows = tradeColumns(times.map((time, i) => [time, i < 213 ? 100 : 1000]));
    const source = new MemoryMarket({ series: [{ ticker: 'AAA', resolution: Resolution.Minute, rows }] });
    const instants = async (chunkRows?: number): Promise<number> => {
      let count = 0;
      const script: Script = {
        initialize: (algorithm) => void algorithm.addEquity('AAA', Resolution.Minute),
        onData({ portfolio, securities }) {
          if (++count === 211)
            portfolio.setHolding(securities.of('AAA'), Decimal.fromInteger(100), Decimal.fromInteger(-900));
        },
      };
      await playScript(source, script, { ...PERIOD, chunkRows });
      return count;
    };
    expect(await instants(1)).toBe(214);
    expect(await instants()).toBe(214);
  });

  it('reaches the results of full steps, whatever handlers do', async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(0.002, 0.05, 0.4),
        async (plan, seed, step) => {
          expect(await play(plan, market(seed, step))).toEqual(await play(plan, market(seed, step), 1));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('reaches the same results with one stock, however rarely a price is read', async () => {
    const sole = plans.map((plan) => ({
      ...plan,
      start: plan.start.filter((deed) => deed === 'consolidate' || deed === 'average'),
      deeds: plan.deeds.filter(([, , deed]) => !NEED_OTHERS.has(deed)),
      isSole: true,
    }));
    await fc.assert(
      fc.asyncProperty(
        sole,
        fc.constantFrom(1, 7, 50),
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(0.002, 0.05, 0.4),
        async (plan, look, seed, step) => {
          const told = await play({ ...plan, look }, soleMarket(seed, step));
          expect(told).toEqual(await play({ ...plan, look }, soleMarket(seed, step), 1));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('finishes a run whose annualized return exceeds the range of decimals', async () => {
    const plan = { deeds: [['data', 2, 'leverage']], start: [], isAsync: false, warmUp: 0 } as const;
    const run = await playScript(market(47, 0.05), planned(plan).script, PERIOD);
    expect(run.statistics['Compounding Annual Return']).toBe('79228162514264337593543950335%');
  });
});
