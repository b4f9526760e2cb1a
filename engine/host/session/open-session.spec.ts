import { Algorithm, type BacktestResult, Resolution } from 'tradewright';
import { type BarSeries, openSession, type Session, type SessionRunOptions } from 'tradewright/session';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DAY = 86_400_000;
const FIRST = Date.UTC(2004, 0, 5);
const SESSIONS = 260;
const PERIOD = { start: '2004-01-05', end: '2004-12-31', cash: 100_000 } as const;

/** Weekdays of a year with an oscillating price; the engine skips the holidays among them. */
function bars(ticker = 'ACME'): BarSeries {
  const time = new Float64Array(SESSIONS);
  for (let row = 0, at = FIRST; row < SESSIONS; at += DAY) if (new Date(at).getUTCDay() % 6 !== 0) time[row++] = at;
  const close = time.map((_, row) => Math.round(1000 + 200 * Math.sin(row / 9) + 3 * (row % 7)) / 10);
  return { ticker, resolution: Resolution.Daily, time, open: close, high: close, low: close, close };
}

/** Holds a stock while its fast average is above its slow one. */
class Crossing extends Algorithm {
  private readonly stock = this.addEquity('ACME', Resolution.Daily);
  private readonly fast = this.indicators.sma(this.stock, this.parameters.integer('fast'));
  private readonly slow = this.indicators.sma(this.stock, this.parameters.integer('slow'));

  override initialize(): void {
    this.setBenchmark(() => 0);
  }

  override onData(): void | Promise<void> {
    if (!this.slow.isReady) return;
    if (this.fast.value > this.slow.value) this.setHoldings(this.stock, 0.9);
    else this.liquidate(this.stock);
  }
}

/** Waits in the middle of its run, so that another run proceeds meanwhile. */
class Waiting extends Crossing {
  override async onData(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await super.onData();
  }
}

class Throwing extends Crossing {
  override async onData(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('no more');
  }
}

class Forgetful extends Crossing {
  override async onData(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.parameters.integer('fast') === 2) void Promise.reject(new Error('nobody waits for this'));
    await super.onData();
  }
}

function wish(fast: number, slow: number, strategy: SessionRunOptions['strategy'] = Crossing): SessionRunOptions {
  return { strategy, parameters: { fast, slow }, ...PERIOD };
}

type Answers = Pick<BacktestResult, 'statistics' | 'orderListHash' | 'finalEquity'>;

function answersOf({ statistics, orderListHash, finalEquity }: Answers): Answers {
  return { statistics, orderListHash, finalEquity };
}

/** A run in a separate session. */
async function alone(options: SessionRunOptions): Promise<Answers & { readonly resultHash: string }> {
  await using session = await openSession({ bars: [bars()] });
  const run = await session.run(options);
  return { ...answersOf(run), resultHash: run.record.resultHash };
}

describe('a session over in-memory bars', () => {
  let session: Session;
  beforeAll(async () => void (session = await openSession({ bars: [bars()] })));
  afterAll(() => session.close());

  it('returns statistics, orders and a record, in memory', async () => {
    const run = await session.run(wish(3, 12));
    expect(run.orders.length).toBeGreaterThan(4);
    expect(run.finalEquity).toBe(run.record.finalEquity);
    expect(run.statistics['Total Orders']).toBe(String(run.orders.length));
    expect(run.record).toMatchObject({
      strategy: 'Crossing',
      parameters: { fast: 3, slow: 12 },
      choices: { dataSource: 'columns' },
      data: [{ symbol: 'equity/usa/ACME', resolution: 'daily', rows: SESSIONS }],
    });
    expect(run.record.hashes.code).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives consecutive runs the results of separate sessions', async () => {
    for (const [fast, slow] of [
      [2, 9],
      [3, 12],
      [5, 30],
      [3, 12],
    ]) {
      const run = await session.run(wish(fast, slow));
      expect({ ...answersOf(run), resultHash: run.record.resultHash }).toEqual(await alone(wish(fast, slow)));
    }
  });

  it('gives concurrent runs the same results', async () => {
    const options = [wish(2, 9, Waiting), wish(3, 12, Waiting), wish(5, 30), wish(4, 20, Waiting)];
    const runs = await Promise.all(options.map((one) => session.run(one)));
    for (const [index, run] of runs.entries()) {
      const expected = await alone({ ...options[index], strategy: Crossing });
      expect({ ...answersOf(run), resultHash: run.record.resultHash }).toEqual(expected);
    }
  });

  it('isolates runs from failures of others', async () => {
    const [failed, finished] = await Promise.allSettled([
      session.run(wish(2, 9, Throwing)),
      session.run(wish(3, 12, Waiting)),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'RUN_STRATEGY_FAILED' } });
    expect(finished).toMatchObject({ status: 'fulfilled', value: answersOf(await alone(wish(3, 12))) });
  });

  it('attributes an unhandled rejection to its run', async () => {
    const [failed, finished] = await Promise.allSettled([
      session.run(wish(2, 9, Forgetful)),
      session.run(wish(3, 12, Forgetful)),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { cause: { message: 'nobody waits for this' } } });
    expect(finished).toMatchObject({ status: 'fulfilled', value: answersOf(await alone(wish(3, 12))) });
  });

  it('interrupts one run by its signal', async () => {
    const interruption = new AbortController();
    const running = session.run({ ...wish(3, 12, Waiting), signal: interruption.signal });
    interruption.abort();
    expect((await running).status).toBe('interrupted');
    expect((await session.run(wish(3, 12))).status).toBe('completed');
  });

  it('reports a strategy that requests bars that are missing', async () => {
    class Other extends Algorithm {
      readonly stock = this.addEquity('OTHER', Resolution.Daily);
    }
    await expect(session.run({ strategy: Other, ...PERIOD })).rejects.toMatchObject({ code: 'HOST_UNKNOWN_SYMBOL' });
  });

  it('rejects runs once it is closed, and leaves no listener behind', async () => {
    const before = process.listenerCount('unhandledRejection');
    const other = await openSession({ bars: [bars()] });
    await other.run(wish(3, 12));
    await other.close();
    await expect(other.run(wish(3, 12))).rejects.toMatchObject({ code: 'HOST_SESSION_CLOSED' });
    expect(process.listenerCount('unhandledRejection')).toBe(before);
  });

  it.each([
    ['a column of another length', { high: new Float64Array(3) }, 'has 260 times and 3 values in high'],
    ['a gap in a column', { low: bars().low.with(4, NaN) }, 'has no number in row 4 of low'],
    ['times that do not ascend', { time: bars().time.with(4, 0) }, 'has a time in row 4 that does not ascend'],
  ])('refuses %s', async (_what, change, message) => {
    await expect(openSession({ bars: [{ ...bars(), ...change }] })).rejects.toThrow(message);
  });
});

describe('a session over a data folder', () => {
  it('runs strategies by name and by class, with parameters validated against their declarations', async () => {
    await using session = await openSession();
    const options = { strategy: 'sma-crossover', start: '2000-01-03', end: '2003-12-31' } as const;
    const first = await session.run({ ...options, parameters: { fast: 10 } });
    expect(first.record).toMatchObject({ strategy: 'sma-crossover', start: '2000-01-03' });
    expect(first.record.parameters).toMatchObject({ fast: 10 });
    const again = await session.run({ ...options, parameters: { fast: 10 } });
    expect(again.record.resultHash).toBe(first.record.resultHash);
    expect(again.record.hashes).toEqual(first.record.hashes);
    expect(again.record.data).toEqual(first.record.data);
    expect(again.record.caveats).toEqual(first.record.caveats);
    await expect(session.run({ ...options, parameters: { fast: 1.5 } })).rejects.toMatchObject({
      code: 'HOST_BAD_PARAMETER',
    });
    await expect(session.run({ ...options, parameters: { quick: 1 } })).rejects.toMatchObject({
      code: 'HOST_UNKNOWN_PARAMETER',
    });
    class Holder extends Algorithm {
      readonly stock = this.addEquity('IBM', Resolution.Daily);
      override onData(): void {
        if (!this.portfolio.invested) this.setHoldings(this.stock, 0.5);
      }
    }
    const held = await session.run({ strategy: Holder, start: '2000-01-03', end: '2003-12-31', cash: 50_000 });
    expect(held.orders).toHaveLength(1);
  });

  it('reports for each run only the caveats of its own data', async () => {
    const rows = 'date,open,high,low,close,volume\n2004-01-05,1,1,1,1,5\n2004-01-06,2,2,2,2,5\n';
    const folder = temporaryFolder({
      'prices/AAA.csv': rows,
      'prices/BBB.csv': 'date,close\n2004-01-05,1\n2004-01-06,2\n',
      'prices/dataset.json': { source: 'csv' },
    });
    class Of extends Algorithm {
      readonly stock = this.addEquity(this.parameters.string('ticker'), Resolution.Daily);
    }
    await using session = await openSession({ workingFolder: folder.path, data: 'prices' });
    const period = { start: '2004-01-05', end: '2004-01-06' } as const;
    const caveatsOf = async (ticker: string): Promise<readonly string[]> =>
      (await session.run({ strategy: Of, parameters: { ticker }, ...period })).record.caveats;
    expect((await caveatsOf('BBB')).join()).toContain('closes only');
    expect((await caveatsOf('AAA')).join()).not.toContain('closes only');
    folder.remove();
  });
});
