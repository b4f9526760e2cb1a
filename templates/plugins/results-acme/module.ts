import { ContainerModule } from 'inversify';
import { ResultHandlerFactory } from 'tradewright/plugin';
import { AcmeResultHandler } from './acme-result-handler.ts';

export default new ContainerModule(({ bind }) => {
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => new AcmeResultHandler() })
    .whenNamed('acme');
});
