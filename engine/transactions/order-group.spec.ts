import { describe, expect, it } from 'vitest';
import { OrderGroupRole } from '../model/order-groups.ts';
import { OrderType } from '../model/order-types.ts';
import { bracket, fillsInParts, playGroup } from '../testkit/group-play.ts';

describe('a bracket', () => {
  it('places its exits relative to the fill price when the entry fills', async () => {
    const { orders, position, group } = await playGroup([100, 100, 100], bracket);
    expect(orders).toEqual([
      'First MarketOnOpen 10 Filled 10@100',
      'StopLoss StopMarket -10 Submitted',
      'TakeProfit Limit -10 Submitted',
    ]);
    expect([position, group?.isOpen, group?.stopLoss?.get('StopPrice'), group?.takeProfit?.get('LimitPrice')]).toEqual([
      10,
      true,
      90,
      120,
    ]);
  });

  it.each([
    ['the stop', [95, 96, 85, 86], 'StopLoss StopMarket -10 Filled -10@90', 'TakeProfit Limit -10 Canceled'],
    ['the target', [110, 125, 109, 124], 'StopLoss StopMarket -10 Canceled', 'TakeProfit Limit -10 Filled -10@120'],
    ['both', [100, 130, 80, 100], 'StopLoss StopMarket -10 Filled -10@90', 'TakeProfit Limit -10 Canceled'],
    ['a gap below', [70, 75, 69, 74], 'StopLoss StopMarket -10 Filled -10@70', 'TakeProfit Limit -10 Canceled'],
    ['a gap above', [130, 131, 129, 130], 'StopLoss StopMarket -10 Canceled', 'TakeProfit Limit -10 Filled -10@130'],
    [
      'both, opening above the target',
      [130, 131, 80, 90],
      'StopLoss StopMarket -10 Canceled',
      'TakeProfit Limit -10 Filled -10@130',
    ],
  ] as const)('that reaches %s fills one exit and cancels the other', async (_what, session, stop, target) => {
    const { orders, position, group } = await playGroup([100, 100, session, 100, 60, 200], bracket);
    expect(orders.slice(1)).toEqual([stop, target]);
    expect([position, group?.isOpen]).toEqual([0, false]);
  });

  it('sells short with the exits on opposite sides', async () => {
    const { orders, position } = await playGroup([100, 100, [100, 112, 99, 100]], (algorithm) =>
      algorithm.bracketOrder('AAA', -10, { stopLoss: { fraction: 0.1 }, takeProfit: { price: 70 } }),
    );
    expect(orders.slice(1)).toEqual(['StopLoss StopMarket 10 Filled 10@110', 'TakeProfit Limit 10 Canceled']);
    expect(position).toBe(0);
  });

  it('may enter by a limit order, and places no exits when the entry is cancelled', async () => {
    const options = { entry: { limitPrice: 95 }, stopLoss: { price: 90 } };
    const entered = await playGroup([100, 100, [96, 97, 94, 96], 96], (algorithm) =>
      algorithm.bracketOrder('AAA', 10, options),
    );
    expect(entered.orders).toEqual(['First Limit 10 Filled 10@95', 'StopLoss StopMarket -10 Submitted']);
    const cancelled = await playGroup([100, 100, 100, 90], (algorithm) => algorithm.bracketOrder('AAA', 10, options), {
      onDay: (_algorithm, day, group) => day === 1 && group.cancel(),
    });
    expect(cancelled.orders).toEqual(['First Limit 10 Canceled']);
    expect(cancelled.group?.isOpen).toBe(false);
  });

  it('trails its stop', async () => {
    const { orders } = await playGroup([100, 100, [100, 110, 100, 110], [110, 110, 98, 99]], (algorithm) =>
      algorithm.bracketOrder('AAA', 10, { stopLoss: { trailing: 0.1, asPercentage: true } }),
    );
    expect(orders).toEqual(['First MarketOnOpen 10 Filled 10@100', 'StopLoss TrailingStop -10 Filled -10@99']);
  });

  it('reports the fill before the orders that follow from it', async () => {
    const { heard } = await playGroup([100, 100, [95, 96, 85, 86], 86], bracket);
    expect(heard).toEqual([
      '1 Submitted',
      '1 Filled',
      '2 Submitted',
      '3 Submitted',
      '2 Filled',
      '3 CancelPending',
      '3 Canceled',
    ]);
  });

  it('keeps the other exit when the strategy cancels one', async () => {
    const { orders, position } = await playGroup([100, 100, 100, [80, 80, 80, 80], [121, 121, 121, 121]], bracket, {
      onDay: (_algorithm, day, group) => day === 1 && group.stopLoss?.cancel(),
    });
    expect(orders.slice(1)).toEqual(['StopLoss StopMarket -10 Canceled', 'TakeProfit Limit -10 Filled -10@121']);
    expect(position).toBe(0);
  });

  it('is cancelled by a liquidation', async () => {
    const { orders, position } = await playGroup([100, 100, 100, 100], bracket, {
      onDay: (algorithm, day) => day === 2 && algorithm.liquidate('AAA'),
    });
    expect(orders.slice(1, 3)).toEqual(['StopLoss StopMarket -10 Canceled', 'TakeProfit Limit -10 Canceled']);
    expect(position).toBe(0);
  });

  it.each([
    ['no exit', {}, 'neither a stop loss nor a take profit'],
    ['swapped exits', { stopLoss: { price: 120 }, takeProfit: { price: 90 } }, 'are swapped'],
    ['a whole number as fraction', { stopLoss: { fraction: 15 } }, 'Pass a fraction such as 0.15'],
  ])('with %s is refused', async (_what, options, message) => {
    await expect(playGroup([100, 100], (algorithm) => algorithm.bracketOrder('AAA', 10, options))).rejects.toThrow(
      message,
    );
  });
});

describe('orders of a group', () => {
  it('have roles', async () => {
    const { group } = await playGroup([100, 100], bracket);
    expect(group?.tickets.map((ticket) => ticket.order?.group?.role)).toEqual([
      OrderGroupRole.First,
      OrderGroupRole.StopLoss,
      OrderGroupRole.TakeProfit,
    ]);
  });
});

describe('partial fills', () => {
  it('of the entry increase the exits', async () => {
    const { orders, position } = await playGroup([100, 100, 100, 100, 100], bracket, {
      fillModel: fillsInParts([4, 4, 4]),
    });
    expect(orders).toEqual([
      'First MarketOnOpen 10 Filled 10@100',
      'StopLoss StopMarket -10 UpdateSubmitted',
      'TakeProfit Limit -10 UpdateSubmitted',
    ]);
    expect(position).toBe(10);
  });

  it('of one exit reduce the other', async () => {
    const { orders, position } = await playGroup([100, 100, 125, 100, 85, 84, 83], bracket, {
      fillModel: fillsInParts([10, 3, 20]),
    });
    expect(orders.slice(1)).toEqual(['StopLoss StopMarket -7 Filled -7@85', 'TakeProfit Limit -10 Canceled -3@125']);
    expect(position).toBe(0);
  });
});

describe('one cancels other', () => {
  it('fills the stop first whatever the order of the arguments', async () => {
    const { orders, position } = await playGroup([100, 100, [100, 130, 80, 100], 60], (algorithm) => {
      algorithm.marketOnOpenOrder('AAA', 10);
      return algorithm.oneCancelsOther([
        { symbol: 'AAA', orderType: OrderType.Limit, quantity: -10, limitPrice: 120 },
        { symbol: 'AAA', orderType: OrderType.StopMarket, quantity: -10, stopPrice: 90 },
      ]);
    });
    expect(orders.slice(1)).toEqual(['Member StopMarket -10 Filled -10@90', 'Member Limit -10 Canceled']);
    expect(position).toBe(0);
  });

  it('refuses a single order', async () => {
    const one = { symbol: 'AAA', orderType: OrderType.Limit, quantity: 1, limitPrice: 50 };
    await expect(playGroup([100, 100], (algorithm) => algorithm.oneCancelsOther([one]))).rejects.toThrow(
      'at least two orders',
    );
  });
});

describe('one triggers other', () => {
  it('places the others in proportion to the fills of the first, independent of each other', async () => {
    const { orders, position } = await playGroup([100, 100, [100, 111, 100, 111], [111, 121, 111, 121]], (algorithm) =>
      algorithm.oneTriggersOther({ symbol: 'AAA', orderType: OrderType.Market, quantity: 10 }, [
        { symbol: 'AAA', orderType: OrderType.Limit, quantity: -4, limitPrice: 110 },
        { symbol: 'AAA', orderType: OrderType.Limit, quantity: -6, limitPrice: 120 },
      ]),
    );
    expect(orders).toEqual([
      'First MarketOnOpen 10 Filled 10@100',
      'Member Limit -4 Filled -4@110',
      'Member Limit -6 Filled -6@120',
    ]);
    expect(position).toBe(0);
  });
});
