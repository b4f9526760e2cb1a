import { ContainerModule } from 'inversify';
import { ColumnCache, DataSourceFactory } from 'tradewright/plugin';
import { LeanDataSource } from './lean-data-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(DataSourceFactory)
    .toConstantValue({
      create({ folder, cacheFolder, configuration }) {
        const isCached = cacheFolder !== undefined && configuration['cache'] !== false;
        return new LeanDataSource({ folder, cache: isCached ? new ColumnCache(cacheFolder) : undefined });
      },
    })
    .whenNamed('lean');
});
