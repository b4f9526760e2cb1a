import { describe, expect, it } from 'vitest';
import { TradingBench } from '../testkit/builders.ts';
import type { Order } from '../transactions/order.ts';
import { LIQUIDATION_TAG, OrderGate } from './order-gate.ts';

/** A position of 100 shares, and orders to test with a paused gate. */
function ready(): { held: (quantity: number, tag?: string) => string | undefined; gate: OrderGate } {
  const bench = new TradingBench();
  const stock = bench.add();
  bench.bar(stock, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
  bench.trading.marketOrder(stock, 100);
  const gate = new OrderGate();
  const held = (quantity: number, tag = ''): string | undefined => {
    const ticket = bench.trading.limitOrder(stock, quantity, quantity > 0 ? 50 : 150, { tag });
    return gate.refusal(ticket.order as Order, 0, (order) => bench.desk.risk.isReducing(order));
  };
  return { held, gate };
}

describe('a paused gate', () => {
  it.each([
    ['a sale of a part', -40, true],
    ['a sale of all', -100, true],
    ['a sale of more than the position', -101, false],
    ['a purchase', 1, false],
  ])('sends only orders that reduce a position: %s', (_what, quantity, isLetOut) => {
    const { held, gate } = ready();
    gate.pause();
    expect(held(quantity) === undefined).toBe(isLetOut);
  });

  it('counts the open orders of the same side', () => {
    const { held, gate } = ready();
    gate.pause();
    expect([held(-60), held(-60)].map((refusal) => refusal === undefined)).toEqual([true, false]);
  });

  it('sends only liquidations when everything is paused, and all orders when it is resumed', () => {
    const { held, gate } = ready();
    gate.pause(true);
    expect(held(-40)).toContain('The run is paused');
    expect(held(-40, LIQUIDATION_TAG)).toBeUndefined();
    gate.resume();
    gate.pause();
    expect(held(-10)).toBeUndefined();
  });

  it('sends nothing while the broker is not connected', () => {
    const { held, gate } = ready();
    gate.connectionChanged(false);
    expect(held(-40)).toContain('The broker is not connected');
  });
});
