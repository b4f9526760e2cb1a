import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefaultBrokerageModel } from './models/brokerage/default-brokerage-model.ts';
import { SecurityMarginModel } from './models/buying-power/security-margin-model.ts';
import { EquityFillModel } from './models/fill/equity-fill-model.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { Security } from '../securities/security.ts';
import type { WorkingOrder } from './working-order.ts';
import { Ladder } from './order-book.ts';
import { OrderStatus } from '../model/order-types.ts';
import { TimeInForce } from '../model/time-in-force.ts';

/** Is called for every open order in every scan, as in LEAN. */
class AskedAlways extends EquityFillModel {
  override readonly isPriceBound = false;
}

/** Has no bound, so that each order must be checked. */
class NeverSure extends SecurityMarginModel {
  override marginBoundForOrders(): number {
    return Infinity;
  }
}

interface Step {
  readonly kind: number;
  readonly security: number;
  readonly quantity: number;
  readonly offset: number;
  readonly moves: readonly (readonly [number, number, number, number])[];
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.integer({ min: 0, max: 9 }),
  security: fc.integer({ min: 0, max: 2 }),
  quantity: fc.integer({ min: -40, max: 40 }).filter((quantity) => quantity !== 0),
  offset: fc.integer({ min: -8, max: 8 }),
  moves: fc.array(
    fc.tuple(
      fc.integer({ min: -4, max: 4 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: -4, max: 4 }),
    ),
    { minLength: 3, maxLength: 3 },
  ),
});

/** Runs the steps; with `naive` every order is checked in every scan. */
function play(steps: readonly Step[], cash: number, naive: boolean): string[] {
  const bench = new TradingBench({ cash, brokerageModel: new DefaultBrokerageModel() });
  const models = naive
    ? { fillModel: new AskedAlways(), buyingPowerModel: new NeverSure(2) }
    : { buyingPowerModel: new SecurityMarginModel(2) };
  const securities = ['A', 'B', 'C'].map((ticker) => bench.add({ ticker, models }));
  // Handlers that place orders cause nested scans.
  bench.onOrderEvent = (event) => {
    if (!event.isFill || event.orderId % 3 !== 0 || bench.desk.ordersCount > 80) return;
    bench.trading.marketOrder(event.security, event.orderId % 2 === 0 ? 3 : -3);
    bench.desk.openTickets(event.security).at(-1)?.cancel();
    bench.trading.limitOrder(event.security, 2, event.fillPrice - 1);
  };
  const prices = [100, 100, 100];
  let minute = 0;
  const show = (moves: Step['moves']): void => {
    minute += 12;
    securities.forEach((security, i) => {
      // every third security lacks some bars
      if (moves[i][3] === 4 && i > 0) return;
      const open = Math.max(20, prices[i] + moves[i][0] / 2);
      const close = Math.max(20, open + moves[i][3] / 2);
      prices[i] = close;
      const high = Math.max(open, close) + moves[i][1] / 2;
      const low = Math.min(open, close) - moves[i][2] / 2;
      bench.showBar(security, {
        end: new Date(Date.UTC(2024, 2, 4, 14, 30 + minute)).toISOString(),
        open,
        high,
        low,
        close,
      });
    });
    bench.at(Date.UTC(2024, 2, 4, 14, 30 + minute));
    bench.scan();
  };
  show([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  for (const one of steps) {
    act(bench, securities[one.security], prices[one.security], one);
    bench.desk.processSynchronousEvents();
    show(one.moves);
  }
  return bench.events.map(
    (event) => `${event.orderId}.${event.id} ${event.status} ${event.fillQuantity}@${event.fillPrice} ${event.utcTime}`,
  );
}

function act(bench: TradingBench, security: Security, price: number, { kind, quantity, offset }: Step): void {
  const { trading } = bench;
  const level = price + offset / 2;
  const day = { properties: { timeInForce: TimeInForce.goodTilDate(Date.UTC(2024, 2, 4)) } };
  const open = bench.desk.openTickets();
  switch (kind) {
    case 0:
      trading.marketOrder(security, quantity);
      break;
    case 1:
    case 2:
      trading.limitOrder(security, quantity, level, kind === 1 ? day : {});
      break;
    case 3:
      trading.stopMarketOrder(security, quantity, level);
      break;
    case 4:
      trading.stopLimitOrder(security, quantity, { stopPrice: level, limitPrice: level + Math.sign(quantity) });
      break;
    case 5:
      trading.limitIfTouchedOrder(security, quantity, { triggerPrice: level, limitPrice: level });
      break;
    case 6:
      trading.trailingStopOrder(security, quantity, { amount: 2, asPercentage: false });
      break;
    case 7:
      if (open.length > 0) open[Math.abs(offset) % open.length].cancel();
      break;
    case 8:
      if (open.length > 0)
        open[Math.abs(offset) % open.length].update({ limitPrice: level, stopPrice: level, quantity });
      break;
    default:
      trading.liquidate([security]);
  }
}

describe('a scan by price-ordered books', () => {
  it('gives the same results as checking every order in every scan', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(100_000, 5_000, 1_000),
        (steps, cash) => {
          expect(play(steps, cash, false)).toEqual(play(steps, cash, true));
        },
      ),
      { numRuns: 120, seed: 5 },
    );
  });

  it('refuses resting orders for lack of margin in id order', () => {
    const bench = new TradingBench({ cash: 10_000 });
    const [a, b] = ['A', 'B'].map((ticker) => bench.add({ ticker }));
    const bar = { open: 100, high: 100, low: 100, close: 100 };
    bench.showBar(a, { end: '2024-03-04T14:31:00Z', ...bar }).bar(b, { end: '2024-03-04T14:31:00Z', ...bar });
    const resting = bench.trading.limitOrder(b, 150, 50);
    bench.at('2024-03-04T14:32:00Z').trading.marketOrder(a, 100);
    expect(resting.status).toBe(OrderStatus.Submitted);
    bench.desk.processSynchronousEvents();
    expect(resting.status).toBe(OrderStatus.Invalid);
  });
});

describe('Ladder', () => {
  it('keeps keys sorted through random insertions and removals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 80 }),
        fc.integer({ min: 0, max: 9 }),
        (moves, mark) => {
          const ladder = new Ladder((id) => ({ id }) as WorkingOrder);
          const model: { key: number; id: number }[] = [];
          moves.forEach(([key, isInsertion], id) => {
            if (isInsertion || model.length === 0) {
              ladder.insert(key, id);
              model.push({ key, id });
            } else {
              const [gone] = model.splice(key % model.length, 1);
              ladder.remove(gone.key, gone.id);
            }
          });
          const reached: WorkingOrder[] = [];
          ladder.collect(mark, reached);
          const expected = model.filter((one) => one.key <= mark).map((one) => one.id);
          expect(ladder.size).toBe(model.length);
          expect(reached.map((order) => order.id).toSorted((x, y) => x - y)).toEqual(
            expected.toSorted((x, y) => x - y),
          );
        },
      ),
    );
  });
});
