import type { OrderView, PortfolioView, RiskContext } from 'tradewright/plugin';
import { riskRuleConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { amountOf, shareOf } from './limits.ts';
import { DailyLossRule, MaxOrderRule, MaxPositionRule } from './rules.ts';

riskRuleConformance('MaxOrderRule', { create: () => new MaxOrderRule(1_000) });
riskRuleConformance('MaxPositionRule', { create: () => new MaxPositionRule(0.1) });
riskRuleConformance('DailyLossRule', { create: () => new DailyLossRule(0.05) });

const order = { quantity: 30, symbol: { ticker: 'SPY' } } as OrderView;

/** A portfolio worth 10,000, an order of 30 units at 100. */
function context(given: Partial<RiskContext> = {}): RiskContext {
  return {
    portfolio: { totalPortfolioValue: 10_000 } as PortfolioView,
    utcTime: 0,
    dayStartValue: 10_000,
    orderValue: () => 3_000,
    worstCaseQuantity: () => 50,
    positionValue: (_order, quantity) => quantity * 100,
    isReducing: () => false,
    reportMissingData: () => {},
    peakValue: 10_000,
    lossesInARow: 0,
    lastLossUtc: -Infinity,
    sizeFactor: 1,
    past: { dailyBars: () => [], seriesValue: () => NaN },
    lastLossOf: () => -Infinity,
    exposures: () => [],
    stopPrice: () => NaN,
    ...given,
  };
}

describe('the rules', () => {
  it('refuse orders beyond the limit and accept orders at the limit', () => {
    expect(new MaxOrderRule(3_000).check(order, context())).toBeUndefined();
    expect(new MaxOrderRule(2_999).check(order, context())).toEqual({
      code: 'MAX_ORDER',
      value: 3_000,
      limit: 2_999,
      message: 'the order is worth 3,000.00, and the limit is 2,999.00.',
    });
    expect(new MaxPositionRule(0.5).check(order, context())).toBeUndefined();
    expect(new MaxPositionRule(0.4).check(order, context())).toMatchObject({
      code: 'MAX_POSITION',
      value: 0.5,
      message: 'the position could be 50.00 % of the portfolio, and the limit is 40.00 %.',
    });
    expect(new DailyLossRule(0.05).check(order, context({ dayStartValue: 10_500 }))).toBeUndefined();
    expect(new DailyLossRule(0.05).check(order, context({ dayStartValue: 10_600 }))).toMatchObject({
      code: 'DAILY_LOSS',
      limit: 0.05,
      message: 'the portfolio has lost 5.66 % since the start of the day, and the limit is 5.00 %.',
    });
  });

  it('refuse every position when the portfolio has no value', () => {
    const portfolio = { totalPortfolioValue: -1 } as PortfolioView;
    expect(new MaxPositionRule(0.4).check(order, context({ portfolio }))?.code).toBe('MAX_POSITION');
  });

  it('accept orders that only reduce a position', () => {
    const smaller = context({ isReducing: () => true, dayStartValue: 1e9 });
    for (const rule of [new MaxOrderRule(1), new MaxPositionRule(0.0001), new DailyLossRule(0.0001)])
      expect(rule.check(order, smaller)).toBeUndefined();
  });

  it('report missing data', () => {
    const said: string[] = [];
    const without = context({
      orderValue: () => NaN,
      positionValue: () => NaN,
      dayStartValue: NaN,
      reportMissingData: (message) => void said.push(message),
    });
    for (const rule of [new MaxOrderRule(1), new MaxPositionRule(0.1), new DailyLossRule(0.1)])
      expect(rule.check(order, without)).toBeUndefined();
    expect(said).toHaveLength(3);
  });
});

describe('the limits after a name', () => {
  it('are a single number above zero', () => {
    expect(amountOf('max-order', ['1000'])).toBe(1_000);
    expect(shareOf('daily-loss', ['0.05'])).toBe(0.05);
    for (const parts of [[], [''], ['0'], ['-1'], ['much'], ['Infinity'], ['1', '2']])
      expect(() => amountOf('max-order', parts)).toThrow('Write one number above zero after the name');
    expect(() => shareOf('daily-loss', ['500'])).toThrow('at most 100');
  });
});
