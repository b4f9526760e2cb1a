import { ContainerModule } from 'inversify';
import { EngineError, SettlementModelFactory } from 'tradewright/plugin';
import { AcmeSettlementModel } from './acme-settlement-model.ts';
import { SETTLEMENT_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(SettlementModelFactory)
    .toConstantValue({ create: ({ parts: [days = '2'] }) => new AcmeSettlementModel(daysOf(days)) })
    .whenNamed('acme');
});

function daysOf(text: string): number {
  if (/^(?:[12]?\d|30)$/.test(text)) return Number(text);
  throw new EngineError(
    SETTLEMENT_ACME_ERRORS.BAD_PART,
    `The days of acme are "${text}", but must be a whole number from 0 to 30. Write for example acme:2.`,
  );
}
