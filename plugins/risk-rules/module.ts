import { ContainerModule } from 'inversify';
import { RiskRuleFactory } from 'tradewright/plugin';
import { amountOf, shareOf } from './limits.ts';
import { DailyLossRule, MaxOrderRule, MaxPositionRule } from './rules.ts';

export default new ContainerModule(({ bind }) => {
  bind(RiskRuleFactory)
    .toConstantValue({ create: (_request, { parts }) => new MaxOrderRule(amountOf('max-order', parts)) })
    .whenNamed('max-order');
  bind(RiskRuleFactory)
    .toConstantValue({ create: (_request, { parts }) => new MaxPositionRule(shareOf('max-position', parts)) })
    .whenNamed('max-position');
  bind(RiskRuleFactory)
    .toConstantValue({ create: (_request, { parts }) => new DailyLossRule(shareOf('daily-loss', parts)) })
    .whenNamed('daily-loss');
});
