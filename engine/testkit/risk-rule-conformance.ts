import { expect } from 'vitest';
import type { OrderView } from '../api/order-view.ts';
import type { RiskContext, RiskRule } from '../api/risk-rule.ts';
import { TradingBench } from './builders.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { minuteBar } from './conformance/case.ts';
import { orderOf } from './model-conformance.ts';
import type { ModelSubject } from './model-conformance.ts';

/** Tests that a risk rule satisfies the contract of {@link RiskRule}. */
export function riskRuleConformance(name: string, subject: ModelSubject<RiskRule>): void {
  conformanceSuite({ name, kind: 'risk rules' }, subject, RISK_RULE_CASES);
}

/** The result of a rule for an order, in a portfolio of 100,000 with 100 shares at 100. */
function asked(
  rule: RiskRule,
  quantity: number,
  given: Partial<RiskContext> = {},
): ReturnType<RiskRule['check']> | 'missing' {
  const bench = new TradingBench();
  const security = bench.add();
  bench.bar(security, minuteBar(1, [100, 101, 99, 100]));
  bench.trading.marketOrder(security, 100);
  let isMissing = false;
  const context: RiskContext = {
    portfolio: bench.portfolio,
    utcTime: security.utcTime,
    dayStartValue: bench.portfolio.totalPortfolioValue,
    peakValue: bench.portfolio.totalPortfolioValue,
    lossesInARow: 0,
    lastLossUtc: -Infinity,
    sizeFactor: 1,
    past: { dailyBars: () => [], seriesValue: () => NaN },
    lastLossOf: () => -Infinity,
    exposures: () => [
      { security, low: 10_000 + Math.min(0, quantity * 100), high: 10_000 + Math.max(0, quantity * 100) },
    ],
    stopPrice: () => NaN,
    orderValue: (order) => order.absoluteQuantity * 100,
    worstCaseQuantity: (order) => 100 + order.quantity,
    positionValue: (_order, units) => units * 100,
    isReducing: (order) => order.quantity < 0 && order.quantity >= -100,
    reportMissingData: () => (isMissing = true),
    ...given,
  };
  const order: OrderView = orderOf(security, quantity);
  const answer = rule.check(order, context);
  return answer === undefined && isMissing ? 'missing' : answer;
}

const QUANTITIES = [1, -1, 100, -100, 10_000, -10_000, 1e9];

export const RISK_RULE_CASES: SuiteCases<ModelSubject<RiskRule>> = {
  'has a constant id'({ create }) {
    expect(create().id).toMatch(/^[a-z][a-z0-9-]*(?::\S+)?$/);
    expect(create().id).toBe(create().id);
  },
  'rejects with a code in capitals, numbers and a sentence'({ create }) {
    for (const quantity of QUANTITIES) {
      const answer = asked(create(), quantity, { dayStartValue: 1e9 });
      if (answer === undefined || answer === 'missing') continue;
      expect(answer.code).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(Number.isFinite(answer.value) && Number.isFinite(answer.limit)).toBe(true);
      expect(answer.message).toMatch(/^\S.*\.$/s);
    }
  },
  'gives the same result for the same order'({ create }) {
    const rule = create();
    for (const quantity of QUANTITIES) expect(asked(rule, quantity)).toEqual(asked(rule, quantity));
  },
  'does not reject for lack of data'({ create }) {
    const nothing = {
      orderValue: () => NaN,
      positionValue: () => NaN,
      dayStartValue: NaN,
      peakValue: NaN,
      exposures: () => [],
    };
    for (const quantity of QUANTITIES) expect([undefined, 'missing']).toContain(asked(create(), quantity, nothing));
  },
  'allows closing a position'({ create }) {
    expect(asked(create(), -100, { dayStartValue: 1e9 })).toBeUndefined();
  },
};
