import { ContainerModule } from 'inversify';
import { type AccountType, BrokerageModelFactory, EngineError } from 'tradewright/plugin';
import { AcmeBrokerageModel } from './acme-brokerage-model.ts';
import { RULES_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(BrokerageModelFactory)
    .toConstantValue({ create: ([accountType = 'margin']) => new AcmeBrokerageModel(accountTypeOf(accountType)) })
    .whenNamed('acme');
});

function accountTypeOf(text: string): AccountType {
  if (text === 'margin' || text === 'cash') return text;
  throw new EngineError(
    RULES_ACME_ERRORS.BAD_PART,
    `The account type of acme is "${text}", but must be margin or cash. Write for example acme:cash.`,
  );
}
