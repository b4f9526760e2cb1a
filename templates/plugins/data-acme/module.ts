import { ContainerModule } from 'inversify';
import { DataSourceFactory } from 'tradewright/plugin';
import { AcmeDataSource } from './acme-data-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(DataSourceFactory)
    .toConstantValue({
      create: ({ folder, configuration }) => new AcmeDataSource(folder, configuration['market'] as string | undefined),
    })
    .whenNamed('acme');
});
