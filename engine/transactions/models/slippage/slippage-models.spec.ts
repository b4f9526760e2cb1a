import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../../model/security-type.ts';
import { TickType } from '../../../model/data-kinds.ts';
import { TradingBench } from '../../../testkit/builders.ts';
import { ConstantSlippageModel, NullSlippageModel, VolumeShareSlippageModel } from './slippage-models.ts';

const BAR = { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100, volume: 1000 };

describe('slippage models', () => {
  it('return a share of the price, a share of the volume, or nothing', () => {
    const bench = new TradingBench();
    const spy = bench.add();
    bench.bar(spy, BAR);
    const order = bench.trading.limitOrder(spy, 10, 50).working;
    if (order === undefined) throw new Error('no order');
    expect(new NullSlippageModel().getSlippage()).toBe(0);
    expect(new ConstantSlippageModel(0.0002).getSlippage(spy)).toBe(0.02);
    // (10 / 1000)^2 x 0.1 x 100
    expect(new VolumeShareSlippageModel().getSlippage(spy, order)).toBeCloseTo(0.001, 12);
    order.setQuantity(500);
    expect(new VolumeShareSlippageModel().getSlippage(spy, order)).toBeCloseTo(0.025 ** 2 * 0.1 * 100, 12);
    bench.bar(spy, { ...BAR, end: '2024-03-04T14:32:00Z', volume: 0 });
    expect(new VolumeShareSlippageModel(0.05, 1).getSlippage(spy, order)).toBeCloseTo(0.05 ** 2 * 100, 12);
  });

  it('use the size of the quote without trades, and return nothing for a market without volume', () => {
    const bench = new TradingBench();
    const pair = bench.add({ type: SecurityType.Forex, ticker: 'EURUSD', tickTypes: [TickType.Quote] });
    bench.showQuotes(pair, { ...BAR, volume: 400 }, 0.01).scan();
    const order = bench.trading.limitOrder(pair, 4, 50).order;
    if (order === undefined) throw new Error('no order');
    expect(new VolumeShareSlippageModel().getSlippage(pair, order)).toBeCloseTo(0.01 ** 2 * 0.1 * 100, 12);
    bench.showQuotes(pair, { ...BAR, end: '2024-03-04T14:32:00Z', volume: 0 }, 0.01).scan();
    expect(new VolumeShareSlippageModel().getSlippage(pair, order)).toBe(0);
  });
});
