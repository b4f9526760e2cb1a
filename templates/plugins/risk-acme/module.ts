import { ContainerModule } from 'inversify';
import { EngineError, RiskRuleFactory } from 'tradewright/plugin';
import { AcmeRiskRule } from './acme-risk-rule.ts';
import { RISK_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(RiskRuleFactory)
    .toConstantValue({ create: (_request, { parts: [orders = ''] }) => new AcmeRiskRule(limitOf(orders)) })
    .whenNamed('acme');
});

function limitOf(text: string): number {
  const limit = text === '' ? NaN : Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new EngineError(
    RISK_ACME_ERRORS.BAD_LIMIT,
    `The orders per day of acme are "${text}", but must be a whole number of at least 1. Write for example acme:5.`,
  );
}
