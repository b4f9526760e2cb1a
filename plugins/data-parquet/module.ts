import { ContainerModule } from 'inversify';
import { DataSourceFactory } from 'tradewright/plugin';
import { ParquetDataSource } from './parquet-data-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(DataSourceFactory)
    .toConstantValue({
      create({ folder, configuration }) {
        const { threads } = configuration;
        return new ParquetDataSource({ folder, threads: typeof threads === 'number' ? threads : undefined });
      },
    })
    .whenNamed('parquet');
});
