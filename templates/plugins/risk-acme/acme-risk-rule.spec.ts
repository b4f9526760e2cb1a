import type { OrderView, RiskContext } from 'tradewright/plugin';
import { riskRuleConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeRiskRule } from './acme-risk-rule.ts';

riskRuleConformance('AcmeRiskRule', { create: () => new AcmeRiskRule(5) });

const DAY = 86_400_000;
const order = (id: number): OrderView => ({ id }) as OrderView;
const at = (utcTime: number, isReducing = false): RiskContext =>
  ({ utcTime, isReducing: () => isReducing }) as unknown as RiskContext;

describe('AcmeRiskRule', () => {
  it('refuses further orders of a day, and accepts updates and orders that reduce positions', () => {
    const rule = new AcmeRiskRule(2);
    expect(rule.check(order(1), at(0))).toBeUndefined();
    expect(rule.check(order(2), at(1))).toBeUndefined();
    expect(rule.check(order(3), at(2))).toEqual({
      code: 'ORDERS_A_DAY',
      value: 3,
      limit: 2,
      message: 'it would be order 3 of the day, and the limit is 2.',
    });
    expect(rule.check(order(2), at(3))).toBeUndefined();
    expect(rule.check(order(4), at(4, true))).toBeUndefined();
    expect(rule.check(order(5), at(DAY))).toBeUndefined();
  });
});
