import { ContainerModule } from 'inversify';
import { EngineError, ExitRuleFactory } from 'tradewright/plugin';
import { AcmeExitRule } from './acme-exit-rule.ts';
import { EXITS_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(ExitRuleFactory)
    .toConstantValue({ create: (_request, { parts: [days = '20'] }) => new AcmeExitRule(daysOf(days)) })
    .whenNamed('acme');
});

function daysOf(text: string): number {
  const days = text === '' ? NaN : Number(text);
  if (Number.isInteger(days) && days >= 1) return days;
  throw new EngineError(
    EXITS_ACME_ERRORS.BAD_DAYS,
    `The days of acme are "${text}", but must be a whole number of at least 1. Write for example acme:20.`,
  );
}
