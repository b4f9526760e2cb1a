import { describe, expect, it } from 'vitest';
import { MoneyFlowIndex } from './money-flow-index.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('MoneyFlowIndex', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new MoneyFlowIndex(14))).toEqual([]);
  });

  it('is the share of the money flow at rising prices', () => {
    const indicator = new MoneyFlowIndex(2);
    const bars = [
      [10, 10, 10, 10, 1],
      [20, 20, 20, 20, 2],
      [10, 10, 10, 10, 6],
    ] as const;
    expect(valuesOfBars(indicator, bars)).toEqual([100, 100, 40]);
    expect(indicator).toMatchObject({ positiveMoneyFlow: { value: 40 }, negativeMoneyFlow: { value: 60 } });
    expect(indicator.previousTypicalPrice).toBe(10);
  });

  it('counts equal typical prices as neither, even when they differ in float64', () => {
    const indicator = new MoneyFlowIndex(1);
    const bars = [
      [10, 10.05, 9.95, 9.96, 5],
      [10, 10.06, 9.95, 9.95, 5],
    ] as const;
    expect(10.05 + 9.95 + 9.96).not.toBe(10.06 + 9.95 + 9.95);
    expect(valuesOfBars(indicator, bars)).toEqual([100, 100]);
    expect(indicator).toMatchObject({ positiveMoneyFlow: { value: 0 }, negativeMoneyFlow: { value: 0 } });
  });
});
