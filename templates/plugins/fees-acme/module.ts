import { ContainerModule } from 'inversify';
import { EngineError, FeeModelFactory } from 'tradewright/plugin';
import { AcmeFeeModel } from './acme-fee-model.ts';
import { FEES_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory)
    .toConstantValue({ create: ({ parts: [perShare = '0.01'] }) => new AcmeFeeModel(amountOf(perShare)) })
    .whenNamed('acme');
});

function amountOf(text: string): number {
  const amount = text === '' ? NaN : Number(text);
  if (Number.isFinite(amount) && amount >= 0) return amount;
  throw new EngineError(
    FEES_ACME_ERRORS.BAD_PART,
    `The fee per share of acme is "${text}", but must be a number of at least 0. Write for example acme:0.01.`,
  );
}
