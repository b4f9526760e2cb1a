import { describe, expect, it } from 'vitest';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { Beta } from './beta.ts';

const TARGET = new SecuritySymbol('AAPL', SecurityType.Equity, 'usa', 'AAPL');
const REFERENCE = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY');

function feed(beta: Beta, targets: readonly number[], references: readonly number[]): void {
  targets.forEach((target, index) => {
    const pair = [[TARGET, target] as const, [REFERENCE, references[index] ?? NaN] as const];
    for (const [symbol, close] of pair) {
      const time = index * 86_400_000;
      beta.updateFrom({
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

describe('Beta', () => {
  it('is the covariance of the returns divided by the variance of the reference returns', () => {
    const beta = new Beta(TARGET, REFERENCE, 3);
    // Returns of the reference 0.1, -0.1, 0.2; the target's are twice those.
    feed(beta, [100, 120, 96, 134.4], [100, 110, 99, 118.8]);
    expect(beta).toMatchObject({ name: 'B(3)', isReady: true, warmUpPeriod: 4, samples: 8 });
    expect(beta.value).toBeCloseTo(2, 12);
  });

  it('forgets returns older than the period', () => {
    const beta = new Beta(TARGET, REFERENCE, 2);
    feed(beta, [100, 50, 55, 49.5], [100, 300, 330, 297]);
    expect(beta.value).toBeCloseTo(1, 12);
  });

  it('is 0 when nothing varies, and empty after a reset', () => {
    const beta = new Beta(TARGET, REFERENCE, 2);
    feed(beta, [1, 2, 3], [5, 5, 5]);
    expect(beta).toMatchObject({ value: 0, isReady: true });
    beta.reset();
    expect(beta).toMatchObject({ value: 0, isReady: false, samples: 0 });
    feed(beta, [0, 1, 3], [1, 2, 6]);
    expect(beta.isReady).toBe(true);
  });

  it('needs at least two returns', () => {
    expect(() => new Beta(TARGET, REFERENCE, 1)).toThrow(/at least 2/);
  });
});
