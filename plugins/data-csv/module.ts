import { ContainerModule } from 'inversify';
import { DataSourceFactory, parseCsvDescription } from 'tradewright';
import { CsvDataSource } from './csv-data-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(DataSourceFactory)
    .toConstantValue({
      create({ folder, configuration }) {
        const { description } = configuration;
        return new CsvDataSource({
          path: folder,
          description: description === undefined ? undefined : parseCsvDescription(description, 'tradewright.json'),
        });
      },
    })
    .whenNamed('csv');
});
