import { describe, expect, it } from 'vitest';
import { OrderStatus } from '../model/order-types.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { TradingBench } from '../testkit/builders.ts';
import type { BarWish, SecurityWish } from '../testkit/builders.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import type { Prices } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Security } from '../securities/security.ts';
import type { UpdateOrderFields } from '../api/order-view.ts';
import type { OrderTicket } from './order-ticket.ts';

const bar = (minute: number, open: number, high: number, low: number, close: number): BarWish => ({
  end: `2024-03-04T14:${minute}:00Z`,
  open,
  high,
  low,
  close,
});

function ready(wish: SecurityWish = {}): { bench: TradingBench; security: Security } {
  const bench = new TradingBench();
  const security = bench.add(wish);
  bench.bar(security, bar(31, 100, 100, 100, 100));
  return { bench, security };
}

type Place = (bench: TradingBench, security: Security) => OrderTicket;

/** An order that does not fill on the bar of 14:32 (100, 110, 98, 108), and a change with which it would. */
const CHANGES: readonly (readonly [string, Place, UpdateOrderFields, BarWish, number])[] = [
  [
    'limit price',
    (bench, one) => bench.trading.limitOrder(one, 10, 50),
    { limitPrice: 105 },
    bar(33, 108, 109, 104, 106),
    105,
  ],
  [
    'limit price of a sale',
    (bench, one) => bench.trading.limitOrder(one, -10, 500),
    { limitPrice: 109 },
    bar(33, 108, 112, 107, 108),
    109,
  ],
  [
    'stop price',
    (bench, one) => bench.trading.stopMarketOrder(one, 10, 500),
    { stopPrice: 109 },
    bar(33, 108, 112, 107, 111),
    109,
  ],
  [
    'stop of a stop limit order',
    (bench, one) => bench.trading.stopLimitOrder(one, 10, { stopPrice: 500, limitPrice: 109.5 }),
    { stopPrice: 109 },
    bar(33, 108, 112, 107, 109.25),
    109.5,
  ],
  [
    'limit of a triggered stop limit order',
    (bench, one) => bench.trading.stopLimitOrder(one, 10, { stopPrice: 109, limitPrice: 50 }),
    { limitPrice: 105 },
    bar(33, 108, 109, 104, 106),
    105,
  ],
  [
    'trigger price',
    (bench, one) => bench.trading.limitIfTouchedOrder(one, 10, { triggerPrice: 50, limitPrice: 108 }),
    { triggerPrice: 99 },
    bar(33, 106, 107, 98, 105),
    105,
  ],
  [
    'stop of a trailing stop',
    (bench, one) => bench.trading.trailingStopOrder(one, -10, { amount: 20, asPercentage: false }),
    { stopPrice: 99 },
    bar(33, 108, 109, 98, 98.5),
    98.5,
  ],
];

describe.each([
  ['a stock', {}],
  ['a pair', { type: SecurityType.Crypto, ticker: 'BTCUSD', lotSize: '0.001' }],
] as const)('an order for %s that is changed at the end of a bar', (_what, wish) => {
  it.each(CHANGES)('(%s) is checked from the next bar on', (_name, place, fields, next) => {
    const { bench, security } = ready(wish);
    if (security.type === SecurityType.Crypto)
      bench.portfolio.cashBook.get('BTC').set(bench.portfolio.cashBook.account.exactAmount);
    const ticket = place(bench, security);
    bench.bar(security, bar(32, 100, 110, 98, 108));
    expect(ticket.update(fields).isSuccess).toBe(true);
    bench.desk.processSynchronousEvents();
    // an instant with data of other securities only: the ended bar is still the newest
    bench.at('2024-03-04T14:32:20Z').scan();
    expect([OrderStatus.UpdateSubmitted, OrderStatus.Submitted]).toContain(ticket.status);
    bench.bar(security, next);
    expect(ticket.status).toBe(OrderStatus.Filled);
  });
});

describe('an order for a stock that is changed at the end of a bar', () => {
  it.each(CHANGES)('(%s) fills at the price of the next bar', (_name, place, fields, next, price) => {
    const { bench, security } = ready();
    const ticket = place(bench, security);
    bench.bar(security, bar(32, 100, 110, 98, 108));
    ticket.update(fields);
    bench.desk.processSynchronousEvents();
    bench.bar(security, next);
    expect(ticket.averageFillPrice).toBe(price);
  });

  it('is checked from the next bar on after a change of quantity, at once after a change of tag', () => {
    const { bench, security } = ready();
    const [quantity, tag] = [50, 60].map((limit) => bench.trading.limitOrder(security, 10, limit));
    bench.showBar(security, bar(32, 100, 100, 40, 45));
    quantity.update({ quantity: 5 });
    tag.update({ tag: 'other' });
    bench.scan();
    expect([quantity.quantityFilled, tag.quantityFilled]).toEqual([0, 10]);
    bench.bar(security, bar(33, 45, 50, 44, 46));
    expect([quantity.quantityFilled, quantity.averageFillPrice]).toEqual([5, 45]);
  });

  it('is checked on the next bar after a change between two bars, whenever requests are processed', () => {
    const { bench, security } = ready();
    const ticket = bench.trading.limitOrder(security, 10, 50);
    bench.at('2024-03-04T14:31:30Z');
    ticket.updateLimitPrice(99);
    bench.bar(security, bar(32, 100, 101, 98, 100));
    expect(ticket.averageFillPrice).toBe(99);
  });
});

describe('a stop limit order whose stop has triggered', () => {
  const buy = { quantity: 10, prices: { stopPrice: 100.5, limitPrice: 100.25 }, trigger: bar(32, 100, 101.5, 99, 101) };
  const sale = { quantity: -10, prices: { stopPrice: 99, limitPrice: 99.5 }, trigger: bar(32, 100, 100, 98, 98.5) };

  it.each([
    { what: 'a buy', ...buy, later: bar(33, 101, 102, 99.8, 101), price: 100.25 },
    { what: 'a buy over a gap', ...buy, later: bar(33, 99, 102, 98, 101), price: 99 },
    { what: 'a sale', ...sale, later: bar(33, 98, 100, 97, 98), price: 99.5 },
    { what: 'a sale over a gap', ...sale, later: bar(33, 101, 101, 97, 98), price: 101 },
  ])('rests as a limit order from the next bar on: $what', ({ quantity, prices, trigger, later, price }) => {
    const { bench, security } = ready();
    const ticket = bench.trading.stopLimitOrder(security, quantity, prices);
    bench.bar(security, trigger);
    bench.desk.processSynchronousEvents();
    bench.at('2024-03-04T14:32:30Z').scan();
    expect([ticket.status, ticket.order?.stopTriggered]).toEqual([OrderStatus.Submitted, true]);
    bench.bar(security, later);
    expect(ticket.averageFillPrice).toBe(price);
  });

  it('does so for crypto, too', () => {
    const { bench, security } = ready({ type: SecurityType.Crypto, ticker: 'BTCUSD' });
    const ticket = bench.trading.stopLimitOrder(security, 10, { stopPrice: 100.5, limitPrice: 100.25 });
    bench.bar(security, bar(32, 100, 101.5, 99, 101)).bar(security, bar(33, 101, 102, 99.8, 101));
    expect(ticket.averageFillPrice).toBe(100.25);
  });
});

describe('a limit if touched order that was touched on an earlier bar', () => {
  it.each([
    [false, undefined],
    [true, 95],
  ])('rests as a limit order depending on the setting (%s)', (limitIfTouchedRests, price) => {
    const { bench, security } = ready();
    Object.assign(bench.settings, { limitIfTouchedRests });
    const ticket = bench.trading.limitIfTouchedOrder(security, 10, { triggerPrice: 97, limitPrice: 95 });
    bench.bar(security, bar(32, 100, 100, 96, 96.5)).bar(security, bar(33, 97, 98, 94, 97));
    expect(ticket.status === OrderStatus.Filled ? ticket.averageFillPrice : undefined).toBe(price);
  });
});

describe('an order with a pending change', () => {
  it.each([
    ['cancelled', (sibling: OrderTicket) => sibling.cancel('oco'), [OrderStatus.Canceled, 0]],
    ['reduced', (sibling: OrderTicket) => sibling.updateQuantity(-3), [OrderStatus.UpdateSubmitted, 0]],
    ['moved', (sibling: OrderTicket) => sibling.updateLimitPrice(120), [OrderStatus.UpdateSubmitted, 0]],
  ] as const)(
    'does not fill on its old terms when it is %s by the handler of another fill',
    (_what, change, expected) => {
      const { bench, security } = ready();
      bench.trading.stopMarketOrder(security, -10, 90);
      const target = bench.trading.limitOrder(security, -10, 110);
      bench.onOrderEvent = ({ orderId, isFill }) => {
        if (isFill && orderId === 1) expect(change(target).isSuccess).toBe(true);
      };
      bench.bar(security, bar(32, 100, 112, 88, 105));
      bench.desk.processSynchronousEvents();
      expect([target.status, target.quantityFilled]).toEqual(expected);
      expect(target.mostRecentOrderResponse.isSuccess).toBe(true);
    },
  );
});

const MINUTE = 60_000;
const series = (ticker: string, prices: readonly Prices[]) => ({
  ticker,
  resolution: Resolution.Minute,
  rows: tradeColumns(starts('2024-03-04 09:30', '2024-03-04 09:36', MINUTE).map((time, i) => [time, prices[i]])),
});
const QUIET: readonly Prices[] = [100, [100, 110, 98, 108], 108, [108, 109, 104, 106], 106, 106];

/** When the limit of 50 was raised to 105, and when the order filled. */
async function raised(where: 'onData' | 'scheduled' | 'consolidator' | 'onOrderEvent'): Promise<readonly string[]> {
  const market = new MemoryMarket({ series: [series('AAA', QUIET), series('BBB', [10, 10, 10, 10, 10, 10])] });
  const seen: string[] = [];
  let ticket: OrderTicket | undefined;
  const minute = ({ time }: { readonly time: number }): string => clock(time).slice(11, 16);
  const raise = (algorithm: { readonly time: number }): void => {
    if (minute(algorithm) !== '09:32') return;
    ticket?.updateLimitPrice(105);
    seen.push(minute(algorithm));
  };
  await runScript(
    market,
    {
      initialize(algorithm) {
        algorithm.addEquity('AAA', Resolution.Minute);
        algorithm.addEquity('BBB', Resolution.Minute);
        if (where === 'scheduled')
          algorithm.schedule.on(algorithm.dateRules.everyDay(), algorithm.timeRules.at(9, 32), () => raise(algorithm));
        if (where === 'consolidator') algorithm.consolidate('AAA', { count: 1 }, () => raise(algorithm));
      },
      onData(algorithm) {
        if (minute(algorithm) === '09:31') ticket = algorithm.limitOrder('AAA', 10, 50);
        if (where === 'onData') raise(algorithm);
        if (where === 'onOrderEvent' && minute(algorithm) === '09:32') algorithm.marketOrder('BBB', 1);
      },
      onOrderEvent(algorithm, event) {
        if (event.isFill && event.symbol.ticker === 'BBB') raise(algorithm);
        if (event.isFill && event.symbol.ticker === 'AAA') seen.push(`${minute(algorithm)} ${event.fillPrice}`);
      },
    },
    { start: '2024-03-04', end: '2024-03-04' },
  );
  return seen;
}

describe('a change in', () => {
  it.each(['onData', 'scheduled', 'consolidator', 'onOrderEvent'] as const)(
    '%s waits for the next bar',
    async (where) => {
      expect(await raised(where)).toEqual(['09:32', '09:34 105']);
    },
  );
});
