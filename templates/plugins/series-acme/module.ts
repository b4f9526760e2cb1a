import { ContainerModule } from 'inversify';
import { SeriesSourceFactory } from 'tradewright/plugin';
import { AcmeSeriesSource } from './acme-series-source.ts';

export default new ContainerModule(({ bind }) => {
  bind(SeriesSourceFactory)
    .toConstantValue({ create: (request, { parts: [file = ''] }) => new AcmeSeriesSource(request, file) })
    .whenNamed('acme');
});
