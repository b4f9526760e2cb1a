import {
  type BacktestResult,
  Decimal,
  type EngineError,
  OrderStatus,
  OrderType,
  SecuritySymbol,
  SecurityType,
} from 'tradewright';
import { RecordLog } from 'tradewright/plugin';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../engine/live/journal.ts';
import { JOURNAL_FORMAT } from '../../engine/live/journal-records.ts';
import { LiveRun } from '../../engine/live/live-run.ts';
import { Pace } from '../../engine/live/pace.ts';
import { type BusyWish, busyRequest } from './busy-trader.ts';
import { CrashFiles } from './crash-files.ts';
import { RemoteBrokerage, RemotePeer } from './remote-peer.ts';

interface RemoteWish {
  readonly peer: RemotePeer;
  readonly files: CrashFiles;
  readonly busy?: BusyWish;
  readonly abandonUnsent?: boolean;
  readonly prepare?: (brokerage: RemoteBrokerage) => void;
}

/** Runs the busy trader with a peer, at a pace at which every answer arrives before the next bar. */
async function run({ peer, files, busy, abandonUnsent, prepare }: RemoteWish): Promise<BacktestResult> {
  let now = 0;
  const brokerage = new RemoteBrokerage(peer);
  prepare?.(brokerage);
  const live = new LiveRun({
    ...busyRequest(busy),
    brokerage,
    journal: new Journal(new RecordLog(files.journal), HEADER),
    pace: new Pace(1, () => (now += 1e12)),
    abandonUnsent,
  });
  return (await live.execute()).result;
}

const HEADER = { type: 'run', format: JOURNAL_FORMAT, run: 'remote', runId: 'twremote', plan: {} } as const;

const whole = new CrashFiles();
await run({ peer: new RemotePeer(), files: whole });
const length = whole.written;

/** The violated invariants of a run, which must not depend on interruptions. */
function faultsOf(result: BacktestResult, peer: RemotePeer): string[] {
  const faults: string[] = [];
  const sent = result.orders.filter(({ brokerIds }) => brokerIds.length > 0);
  if (new Set(peer.arrived).size !== peer.arrived.length) faults.push('an order arrived twice');
  if (sent.length !== peer.orders.size)
    faults.push(`${sent.length} orders in the run, ${peer.orders.size} at the broker`);
  const fills = result.orderEvents.filter(({ isFill }) => isFill);
  if (fills.length !== peer.executions.length)
    faults.push(`${fills.length} fills in the run, ${peer.executions.length} at the broker`);
  for (const { id, symbol, quantityFilled, status } of result.orders) {
    const there = peer.orders.get(`twremote-${id}`);
    if (there === undefined) continue;
    if (there.filled !== quantityFilled)
      faults.push(`order ${id} for ${symbol.ticker}: ${quantityFilled} here, ${there.filled} there`);
    const isOpenThere = there.status === OrderStatus.Submitted;
    const isOpenHere =
      status !== OrderStatus.Filled && status !== OrderStatus.Canceled && status !== OrderStatus.Invalid;
    if (isOpenHere !== isOpenThere) faults.push(`order ${id}: ${status} here, ${there.status} there`);
  }
  return faults;
}

describe('a run with a broker that answers later', () => {
  it('starts with the cash of the account, books each execution once and closes filled orders', async () => {
    const peer = new RemotePeer();
    const result = await run({ peer, files: new CrashFiles() });
    expect(result.status).toBe('completed');
    expect(result.statistics['Start Equity']).toBe('75000');
    expect(peer.executions.length).toBeGreaterThan(20);
    expect(faultsOf(result, peer)).toEqual([]);
    const filled = result.orders.filter(
      ({ status, type }) => status === OrderStatus.Filled && type === OrderType.Market,
    );
    expect(filled.length).toBeGreaterThan(5);
    expect(filled[0].brokerIds[0]).toMatch(/^B\d+$/);
  });

  it('sends no order twice, misses no execution and agrees with the broker after a crash at any point', async () => {
    const faults: string[] = [];
    for (let limit = 120; limit < length; limit += 523) {
      const peer = new RemotePeer();
      const files = new CrashFiles(limit);
      await expect(run({ peer, files })).rejects.toThrow('cut off');
      const result = await run({ peer, files: new CrashFiles(Infinity, files.left), abandonUnsent: true });
      faults.push(...faultsOf(result, peer).map((fault) => `${limit}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it('reverts a refused update, and keeps an order that could not be cancelled', async () => {
    const peer = new RemotePeer();
    peer.refusesChanges = true;
    const result = await run({ peer, files: new CrashFiles() });
    const refused = result.orderEvents.filter(({ message }) => message.startsWith('Too late'));
    expect(refused.length).toBeGreaterThan(1);
    for (const { id, prices } of result.orders) {
      const first = result.orderEvents.find(
        ({ orderId, status }) => orderId === id && status === OrderStatus.Submitted,
      );
      if (first !== undefined) expect(prices).toEqual(first.prices);
    }
    expect(result.orders.some(({ status }) => status === OrderStatus.Submitted)).toBe(true);
  });
});

describe('an order that may or may not have arrived', () => {
  /** The files of a run that crashed when its first order was lost. */
  async function lost(peer: RemotePeer): Promise<CrashFiles['left']> {
    const files = new CrashFiles();
    let line: RemoteBrokerage | undefined;
    const prepare = (brokerage: RemoteBrokerage): void => void (line = brokerage);
    const onSlice = (count: number): void => {
      if (count === 5 && line !== undefined) line.isCut = true;
      if (count === 12) throw new Error('broke off');
    };
    await expect(run({ peer, files, prepare, busy: { onSlice } })).rejects.toThrow('broke off');
    return files.left;
  }

  const outcome = async (peer: RemotePeer, left: CrashFiles['left'], abandonUnsent = false): Promise<unknown> =>
    await run({ peer, files: new CrashFiles(Infinity, left), abandonUnsent }).catch((error: EngineError) => error.code);

  it('is never sent again: the run requires a decision', async () => {
    const peer = new RemotePeer();
    const left = await lost(peer);
    const before = peer.arrived.length;
    expect(await outcome(peer, left)).toBe('LIVE_ORDER_UNRESOLVED');
    peer.isForgetful = true;
    expect(await outcome(peer, left, true)).toBe('LIVE_ORDER_UNRESOLVED');
    expect(peer.arrived.length).toBe(before);
  });

  it('is abandoned on demand, also after another restart', async () => {
    const peer = new RemotePeer();
    const files = new CrashFiles(Infinity, await lost(peer));
    const result = await run({ peer, files, abandonUnsent: true });
    const given = result.orders.filter(({ brokerIds }) => brokerIds.length === 0);
    expect(given.length).toBeGreaterThan(0);
    expect(new Set(given.map(({ status }) => status))).toEqual(new Set([OrderStatus.Invalid]));
    expect(faultsOf(result, peer)).toEqual([]);
    const again = await run({ peer, files: new CrashFiles(Infinity, files.left) });
    expect(again.orders.map(({ status }) => status)).toEqual(result.orders.map(({ status }) => status));
  });
});

describe('a restart', () => {
  async function half(peer: RemotePeer): Promise<CrashFiles['left']> {
    const files = new CrashFiles(0.6 * length);
    await expect(run({ peer, files })).rejects.toThrow('cut off');
    return files.left;
  }

  const code = async (peer: RemotePeer, left: CrashFiles['left']): Promise<unknown> =>
    await run({ peer, files: new CrashFiles(Infinity, left), abandonUnsent: true }).then(
      () => 'ran',
      (error: EngineError) => error.code,
    );

  it('books executions that happened in the meantime', async () => {
    const peer = new RemotePeer();
    const left = await half(peer);
    expect(await code(peer, left)).toBe('ran');
  });

  it('refuses positions of other origin', async () => {
    const peer = new RemotePeer();
    const left = await half(peer);
    const [{ symbol, utcTime }] = peer.executions;
    peer.executions.push({
      executionId: 'by hand',
      clientOrderId: undefined,
      brokerId: 'B0',
      symbol,
      utcTime,
      price: Decimal.one,
      quantity: Decimal.one,
      fee: undefined,
    });
    expect(await code(peer, left)).toBe('LIVE_BROKER_DIFFERS');
  });

  it('refuses a broker that lacks an acknowledged order', async () => {
    const peer = new RemotePeer();
    const left = await half(peer);
    const open = [...peer.orders.values()].find(({ status }) => status === OrderStatus.Submitted);
    peer.orders.delete(open?.clientOrderId ?? '');
    expect(await code(peer, left)).toBe('LIVE_ORDER_MISSING');
  });

  it('refuses a broker with an order of the run that the journal lacks', async () => {
    const peer = new RemotePeer();
    const left = await half(peer);
    const symbol = new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA');
    peer.place('twremote-999', { symbol, type: OrderType.Limit, quantity: 1 }, 1, 0);
    expect(await code(peer, left)).toBe('LIVE_UNKNOWN_ORDER');
  });

  it('ignores orders of other programs', async () => {
    const peer = new RemotePeer();
    const left = await half(peer);
    const symbol = new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA');
    peer.place('by-hand', { symbol, type: OrderType.Limit, quantity: 1 }, 1, 0);
    expect(await code(peer, left)).toBe('ran');
    expect(peer.orders.get('by-hand')?.status).toBe(OrderStatus.Submitted);
  });
});

describe('a broker that reports', () => {
  const money = ({ finalEquity, statistics, orders }: BacktestResult): unknown => ({
    finalEquity: finalEquity.toFixed(6),
    fees: statistics['Total Fees'],
    filled: orders
      .filter(({ quantityFilled }) => quantityFilled !== 0)
      .map(({ status, quantityFilled, price }) => `${status} ${quantityFilled} ${price.toFixed(6)}`),
  });

  it.each(['late fees', 'corrects', 'busts'] as const)(
    '%s: money is booked once, also when it is cut off',
    async (habit) => {
      const expected = money(await run({ peer: new RemotePeer(), files: new CrashFiles() }));
      const peerOf = (): RemotePeer => Object.assign(new RemotePeer(), { habit });
      const files = new CrashFiles();
      expect(money(await run({ peer: peerOf(), files }))).toEqual(expected);
      for (let limit = 700; limit < files.written; limit += 9001) {
        const peer = peerOf();
        const cut = new CrashFiles(limit);
        await expect(run({ peer, files: cut })).rejects.toThrow('cut off');
        const result = await run({ peer, files: new CrashFiles(Infinity, cut.left), abandonUnsent: true });
        const there = new Map([...peer.orders].map(([id, { filled }]) => [id, filled]));
        for (const { id, quantityFilled } of result.orders)
          expect(quantityFilled, `order ${id}, cut off at ${limit}`).toBe(there.get(`twremote-${id}`) ?? 0);
        const paid = peer.executions.filter(({ isBusted }) => isBusted !== true).length;
        expect(result.statistics['Total Fees'], `cut off at ${limit}`).toBe(`$${paid}.00`);
      }
    },
  );

  it('more than an order asked for: the position follows, and the symbol is halted', async () => {
    const peer = Object.assign(new RemotePeer(), { habit: 'overfills' });
    const result = await run({ peer, files: new CrashFiles() });
    const over = result.orders.find(({ quantity, quantityFilled }) => Math.abs(quantityFilled) > Math.abs(quantity));
    expect(Math.abs(over?.quantityFilled ?? NaN)).toBe(Math.abs(over?.quantity ?? NaN) + 1);
    const refused = result.orderEvents.filter(({ message }) =>
      message.includes('is halted, as an order was filled beyond'),
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ symbol }) => symbol.ticker))).toEqual(new Set([over?.symbol.ticker]));
  });
});
