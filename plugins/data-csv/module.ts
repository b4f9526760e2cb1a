import { ContainerModule } from 'inversify';
import { DataSourceFactory, parseCsvDescription } from 'tradewright/plugin';
import { CsvDataSource } from './csv-data-source.ts';
import { CsvTreeSource } from './csv-tree-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(DataSourceFactory)
    .toConstantValue({
      create({ folder, configuration }) {
        if (CsvTreeSource.reads(folder)) return new CsvTreeSource(folder);
        const { description } = configuration;
        return new CsvDataSource({
          path: folder,
          description: description === undefined ? undefined : parseCsvDescription(description, 'tradewright.json'),
        });
      },
    })
    .whenNamed('csv');
});
