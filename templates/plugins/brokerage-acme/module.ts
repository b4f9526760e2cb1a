import { ContainerModule } from 'inversify';
import { BrokerageFactory } from 'tradewright/plugin';
import { AcmeBrokerage } from './acme-brokerage.ts';
import { SimulatedAccount } from './simulated-account.ts';

export default new ContainerModule(({ bind }) => {
  bind(BrokerageFactory)
    .toConstantValue({ create: () => new AcmeBrokerage(new SimulatedAccount()) })
    .whenNamed('acme');
});
