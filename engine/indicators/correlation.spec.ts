import { describe, expect, it } from 'vitest';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { Correlation, CorrelationType } from './correlation.ts';

const TARGET = new SecuritySymbol('AAPL', SecurityType.Equity, 'usa', 'AAPL');
const REFERENCE = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY');

function feed(correlation: Correlation, targets: readonly number[], references: readonly number[]): void {
  targets.forEach((target, index) => {
    const pair = [[TARGET, target] as const, [REFERENCE, references[index] ?? NaN] as const];
    for (const [symbol, close] of pair) {
      const time = index * 86_400_000;
      correlation.updateFrom({
        symbol,
        time,
        endTime: time + 86_400_000,
        value: close,
        open: close,
        high: close,
        low: close,
        close,
      });
    }
  });
}

describe('Correlation', () => {
  it('correlates the closes of the period', () => {
    const correlation = new Correlation(TARGET, REFERENCE, 4);
    feed(correlation, [99, 2, 4, 6, 9], [-5, 1, 3, 2, 6]);
    expect(correlation).toMatchObject({ isReady: true, warmUpPeriod: 4 });
    expect(correlation.value).toBeCloseTo(17 / Math.sqrt(26.75 * 14), 12);
  });

  it('correlates their ranks', () => {
    const correlation = new Correlation(TARGET, REFERENCE, 4, { type: CorrelationType.Spearman });
    feed(correlation, [2, 4, 6, 9], [1, 3, 2, 600]);
    expect(correlation.value).toBeCloseTo(0.8, 12);
  });

  it('is 0 when one side does not vary', () => {
    const correlation = new Correlation(TARGET, REFERENCE, 2);
    feed(correlation, [1, 2], [3, 3]);
    expect(correlation.value).toBe(0);
    correlation.reset();
    expect(correlation).toMatchObject({ isReady: false, value: 0 });
  });
});
