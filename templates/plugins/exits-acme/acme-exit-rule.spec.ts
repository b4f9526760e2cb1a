import type { ExitPosition, PriceBar } from 'tradewright/plugin';
import { exitRuleConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeExitRule } from './acme-exit-rule.ts';

exitRuleConformance('AcmeExitRule', { create: () => new AcmeExitRule(20) });

const bars: readonly PriceBar[] = [
  { low: 95, high: 101, close: 100 },
  { low: 97, high: 104, close: 103 },
];
const position = (side: 1 | -1, count = 2): ExitPosition =>
  ({ side, bestPrice: 100, past: { dailyBars: () => bars.slice(0, count) } }) as unknown as ExitPosition;

describe('AcmeExitRule', () => {
  it('stops at the extreme of the days on the losing side', () => {
    expect(new AcmeExitRule(2).stopPrice(position(1))).toBe(95);
    expect(new AcmeExitRule(2).stopPrice(position(-1))).toBe(104);
    expect(new AcmeExitRule(2).stopPrice(position(1, 1))).toBeUndefined();
  });
});
