import { expect } from 'vitest';
import type { ExitPosition, ExitRule, PriceBar } from '../api/exit-rule.ts';
import { TradingBench } from './builders.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { minuteBar } from './conformance/case.ts';
import type { ModelSubject } from './model-conformance.ts';

/** Holds an exit rule to the contract of {@link ExitRule}. */
export function exitRuleConformance(name: string, subject: ModelSubject<ExitRule>): void {
  conformanceSuite({ name, kind: 'exit rules' }, subject, EXIT_RULE_CASES);
}

/** Daily bars of a price around 100 that moves by a few percent. */
export function sampleBars(count: number): PriceBar[] {
  return Array.from({ length: count }, (_, day) => {
    const close = 100 + 3 * Math.sin(day * 1.7) + 2 * Math.sin(day * 0.37);
    return { high: close + 1, low: close - 1, close, volume: 1_000 };
  });
}

/** A position of a rule's tests: entered at 100, so many bars ago. */
function position(side: 1 | -1, given: Partial<ExitPosition> = {}): ExitPosition {
  const bench = new TradingBench();
  const security = bench.add();
  bench.bar(security, minuteBar(1, [100, 101, 99, 100]));
  return {
    security,
    side,
    entryPrice: 100,
    entryUtc: 0,
    utcTime: 0,
    daysHeld: 0,
    barsHeld: 0,
    bestPrice: 100,
    price: 100,
    past: { dailyBars: (_security, count) => sampleBars(count), seriesValue: () => 0 },
    ...given,
  };
}

const SIDES = [1, -1] as const;

export const EXIT_RULE_CASES: SuiteCases<ModelSubject<ExitRule>> = {
  'has an id that stays the same'({ create }) {
    expect(create().id).toMatch(/^[a-z][a-z0-9-]*(?::\S+)?$/);
    expect(create().id).toBe(create().id);
  },
  'decides something'({ create }) {
    const rule = create();
    expect('stopPrice' in rule || 'targetPrice' in rule || 'closeReason' in rule).toBe(true);
  },
  'has its stop on the losing side of the best price and its target on the winning side of the entry'({ create }) {
    for (const side of SIDES) {
      const ahead = position(side, { bestPrice: 100 + side * 10, price: 100 + side * 9, barsHeld: 5, daysHeld: 5 });
      for (const one of [position(side), ahead]) {
        const stop = create().stopPrice?.(one);
        const target = create().targetPrice?.(one);
        if (stop !== undefined) expect(side * (one.bestPrice - stop)).toBeGreaterThan(0);
        if (target !== undefined) expect(side * (target - one.entryPrice)).toBeGreaterThan(0);
      }
    }
  },
  'gives the same answer to the same question'({ create }) {
    const rule = create();
    for (const side of SIDES) {
      const one = position(side, { daysHeld: 400, barsHeld: 300 });
      expect(rule.stopPrice?.(one)).toBe(rule.stopPrice?.(one));
      expect(rule.targetPrice?.(one)).toBe(rule.targetPrice?.(one));
      expect(rule.closeReason?.(one)).toBe(rule.closeReason?.(one));
    }
  },
  'has no price and closes nothing for lack of data'({ create }) {
    const past = { dailyBars: () => [], seriesValue: () => NaN };
    for (const side of SIDES) {
      const one = position(side, { past });
      for (const price of [create().stopPrice?.(one), create().targetPrice?.(one)])
        if (price !== undefined) expect(Number.isFinite(price)).toBe(true);
      expect(create().closeReason?.(one)).toBeUndefined();
    }
  },
};
