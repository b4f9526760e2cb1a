import { describe, expect, it } from 'vitest';
import { sizingRequest } from '../testkit/sizing-model-conformance.ts';
import {
  fixedSizing,
  kellySizing,
  metaLabelSizing,
  optimalFSizing,
  percentSizing,
  riskPerTradeSizing,
  vixScaledSizing,
  volatilityTargetSizing,
} from './sizing-models.ts';

const sized = sizingRequest;

describe('sizing models', () => {
  it('take a fixed amount or share', () => {
    expect(fixedSizing(5_000).size(sized()).share).toBeCloseTo(0.05, 12);
    expect(percentSizing(0.3).size(sized()).share).toBe(0.3);
  });

  it("take a shrunk, capped fraction of Kelly's share", () => {
    const tradeReturns = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 0.06 : -0.04));
    // p = 0.5, b = 1.5: f = 1/6 of the portfolio lost with a loss of 0.04, so a share of 25/6
    const full = 1 / 6 / 0.04;
    const sharpe = 0.01 / Math.sqrt((0.05 ** 2 * 100) / 99);
    const shrunk = (full * sharpe ** 2) / (sharpe ** 2 + 1 / 100);
    expect(kellySizing({ cap: 10 }).size(sized({ tradeReturns })).share).toBeCloseTo(0.5 * shrunk, 10);
    expect(kellySizing().size(sized({ tradeReturns })).share).toBe(0.25);
    expect(kellySizing().size(sized({ tradeReturns: tradeReturns.map((one) => -one) })).share).toBe(0);
    expect(kellySizing().size(sized({ tradeReturns: [0.1] }))).toEqual({
      share: 0.02,
      note: '1 of the 30 closed trades that it needs are there',
    });
  });

  it("take Vince's optimal f over the worst loss", () => {
    const tradeReturns = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 0.2 : -0.1));
    expect(optimalFSizing({ cap: 10 }).size(sized({ tradeReturns })).share).toBeCloseTo(0.25 / 0.1, 4);
    expect(optimalFSizing().size(sized({ tradeReturns: tradeReturns.map(Math.abs) })).note).toBe(
      'no trade has lost yet',
    );
  });

  it('reach a volatility, and keep a position that is near enough', () => {
    const closes = [...Array(61).keys()].map((day) => 100 * Math.exp(day % 2 === 0 ? 0 : 0.01));
    const past = {
      dailyBars: () => closes.map((close) => ({ high: close, low: close, close })),
      seriesValue: () => NaN,
    };
    const { share } = volatilityTargetSizing(0.08, { forecast: 'sample' }).size(sized({ past }));
    const yearly = Math.sqrt((60 * 0.01 ** 2) / 59) * Math.sqrt(252);
    expect(share).toBeCloseTo(0.08 / yearly, 10);
    expect(volatilityTargetSizing(5, { forecast: 'sample' }).size(sized({ past })).share).toBe(1);
  });

  it('shrink as the volatility index rises, and where it is missing', () => {
    const at = (value: number) => sized({ past: { dailyBars: () => [], seriesValue: () => value } });
    const model = vixScaledSizing(0.1);
    expect([15, 20, 40, NaN].map((value) => model.size(at(value)).share)).toEqual([0.1, 0.1, 0.05, 0.05]);
    expect(model.size(at(NaN)).note).toBe('the series vix has no value');
  });

  it('risk a part of the portfolio to the stop', () => {
    const model = riskPerTradeSizing(0.01);
    expect(model.size(sized({ stopPrice: 95 })).share).toBeCloseTo(0.2, 12);
    expect(model.size(sized({ stopPrice: 105, side: -1 })).share).toBeCloseTo(0.2, 12);
    expect(model.size(sized({ stopPrice: 99.99 })).share).toBe(1);
    for (const stopPrice of [undefined, 105]) expect(model.size(sized({ stopPrice })).share).toBe(0);
  });

  it('follow the probability of winning', () => {
    const model = metaLabelSizing(0.2);
    expect(model.size(sized({ probability: 0.6 })).share).toBeCloseTo(0.2 * 0.161743, 5);
    expect(model.size(sized({ probability: 0.5 })).share).toBe(0);
    expect(model.size(sized({ probability: undefined })).note).toBe('the trade has no probability');
  });

  it('refuse arguments out of range', () => {
    for (const make of [
      () => fixedSizing(0),
      () => percentSizing(NaN),
      () => vixScaledSizing(0.1, { withoutIndex: 2 }),
    ])
      expect(make).toThrow('has an argument that is not');
  });
});
