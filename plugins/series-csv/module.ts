import { ContainerModule } from 'inversify';
import { SeriesSourceFactory } from 'tradewright/plugin';
import { CsvSeriesSource } from './csv-series-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(SeriesSourceFactory)
    .toConstantValue({ create: (request, { parts }) => new CsvSeriesSource(request, parts) })
    .whenNamed('csv');
});
