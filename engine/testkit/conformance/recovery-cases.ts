import { expect } from 'vitest';
import type { Brokerage } from '../../api/brokerage.ts';
import type { Order } from '../../transactions/order.ts';
import { specificationOf, WorkingOrder } from '../../transactions/working-order.ts';
import { OrderStatus } from '../../model/order-types.ts';
import { minuteBar } from './case.ts';
import type { ConformanceCases } from './case.ts';
import { ConformanceLine, RUN_ID } from './line.ts';
import type { BrokeragePeer } from './line.ts';

const MANY = 501;

/** The result of a lookup at the broker by another process. */
async function found(
  peer: BrokeragePeer,
): Promise<{ brokerage: Brokerage; openIds: string[]; executionIds: string[] }> {
  const { brokerage } = await new ConformanceLine(peer).connect();
  const [open, executions] = await Promise.all([brokerage.openOrders(), brokerage.executions(0)]);
  return {
    brokerage,
    openIds: open.map(({ clientOrderId = '' }) => clientOrderId).toSorted(),
    executionIds: executions.map(({ executionId }) => executionId).toSorted(),
  };
}

/** Rows 1 to 6 and 47 to 68: lost and restored connections, and the state that is found afterwards. */
export const RECOVERY_CASES: ConformanceCases = {
  async 1(line, peer) {
    const early = peer.open();
    expect(early.isReady).toBe(false);
    expect(line.brokerage.isReady).toBe(true);
    expect(await line.brokerage.openOrders()).toEqual([]);
    expect(await line.brokerage.holdings()).toEqual([]);
    expect((await line.brokerage.cash()).length).toBeGreaterThan(0);
  },
  async 48(line, peer) {
    const spy = line.security();
    line.bench.trading.limitOrder(spy, 10, 90);
    await line.settle();
    const { brokerage, openIds } = await found(peer);
    const [answer] = await brokerage.lookUp([`${RUN_ID}-1`]);
    expect(answer).toMatchObject({
      clientOrderId: `${RUN_ID}-1`,
      outcome: 'found',
      order: { status: OrderStatus.Submitted },
    });
    expect(openIds).toEqual([`${RUN_ID}-1`]);
  },
  async 49(line, peer) {
    const spy = line.security();
    line.bench.trading.marketOrder(spy, 10);
    await line.settle();
    const { brokerage, executionIds } = await found(peer);
    const [answer] = await brokerage.lookUp([`${RUN_ID}-1`]);
    expect(answer).toMatchObject({ outcome: 'found', order: { status: OrderStatus.Filled } });
    expect(executionIds).toEqual(peer.books().executions.map(({ executionId }) => executionId));
  },
  async 50(line, peer) {
    const spy = line.security();
    line.bench.trading.limitOrder(spy, 10, 90);
    await line.settle();
    const { brokerage } = await found(peer);
    expect(await brokerage.lookUp([`${RUN_ID}-2`])).toEqual([{ clientOrderId: `${RUN_ID}-2`, outcome: 'absent' }]);
    expect(peer.books().orders).toHaveLength(1);
  },
  async 53(line, peer) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 90);
    await line.settle();
    const clientOrderId = `${RUN_ID}-1`;
    if (line.brokerage.placesOnce) {
      line.brokerage.placeOrder({
        clientOrderId,
        revision: 1,
        revisionId: clientOrderId,
        order: ticket.order as Order,
      });
    }
    await line.bar(spy, minuteBar(1, [95, 95, 89, 90]));
    await line.bar(spy, minuteBar(2, [89, 90, 88, 89]));
    expect(peer.books().orders.map((order) => order.clientOrderId)).toEqual([clientOrderId]);
    expect(line.eventsOf(ticket).map(({ status }) => status)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
    expect(spy.holdings.quantity).toBe(10);
  },
  async 55(line, peer) {
    const spy = line.security();
    const ticket = line.bench.trading.limitOrder(spy, 10, 90);
    await line.settle();
    await line.brokerage.disconnect();
    expect(line.brokerage.isReady).toBe(false);
    const clientOrderId = `${RUN_ID}-9`;
    let isRefused = false;
    try {
      const order = new WorkingOrder(9, specificationOf(ticket.order as Order));
      line.brokerage.placeOrder({ clientOrderId, revision: 1, revisionId: clientOrderId, order });
    } catch {
      isRefused = true;
    }
    isRefused ||= line.told.some((event) => event.kind === 'order' && event.status === OrderStatus.Invalid);
    expect(isRefused).toBe(true);
    const { openIds } = await found(peer);
    expect(openIds).toEqual([`${RUN_ID}-1`]);
  },
  async 57(line, peer) {
    const spy = line.security();
    line.bench.trading.marketOrder(spy, 10);
    line.bench.trading.limitOrder(spy, 10, 90);
    await line.settle();
    const before = await found(peer);
    await before.brokerage.disconnect();
    const after = await found(peer);
    expect([after.openIds, after.executionIds]).toEqual([before.openIds, before.executionIds]);
  },
  async 60(line, peer) {
    const spy = line.security();
    const steps = [
      () => void line.bench.trading.limitOrder(spy, 10, 99),
      () => line.bar(spy, minuteBar(1, [99, 99, 98, 98.5])),
      () => void line.bench.trading.stopMarketOrder(spy, -10, 95),
      () => void line.bench.desk.ticket(2)?.cancel(),
      () => void line.bench.scan(),
    ];
    for (const step of steps) {
      await step();
      await line.settle();
      const { executionIds, brokerage } = await found(peer);
      const books = peer.books();
      expect(executionIds).toEqual(books.executions.map(({ executionId }) => executionId).toSorted());
      const answers = await brokerage.lookUp(line.placed);
      expect(answers.map(({ outcome }) => outcome)).toEqual(line.placed.map(() => 'found'));
    }
  },
  async 61(line, peer) {
    const spy = line.security();
    line.bench.trading.marketOrder(spy, 10);
    line.bench.trading.stopMarketOrder(spy, -10, 90);
    line.bench.trading.limitOrder(spy, -10, 120);
    await line.settle();
    const { brokerage, openIds } = await found(peer);
    expect(openIds).toEqual([`${RUN_ID}-2`, `${RUN_ID}-3`]);
    const [holding] = await brokerage.holdings();
    expect([holding.symbol.key, holding.quantity.toNumber(), holding.averagePrice.toNumber()]).toEqual([
      spy.symbol.key,
      10,
      100,
    ]);
  },
  async 68(line, peer) {
    const spy = line.security();
    for (let index = 0; index < MANY; index++) line.bench.trading.limitOrder(spy, 1, 10 + index / 100);
    await line.settle();
    const { openIds } = await found(peer);
    expect(openIds).toHaveLength(MANY);
  },
};
