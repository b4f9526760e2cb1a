import { ContainerModule } from 'inversify';
import { BrokerageFactory } from 'tradewright/plugin';
import { AcmeBrokerage } from './acme-brokerage.ts';
import { PracticeAccount } from './practice-account.ts';

export default new ContainerModule(({ bind }) => {
  bind(BrokerageFactory)
    .toConstantValue({ create: () => new AcmeBrokerage(new PracticeAccount()) })
    .whenNamed('acme');
});
