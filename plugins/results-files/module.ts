import { ContainerModule } from 'inversify';
import { ResultHandlerFactory } from 'tradewright/plugin';
import { CsvResultHandler } from './csv-files.ts';
import { JsonResultHandler } from './result-json.ts';

export default new ContainerModule(({ bind }) => {
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => new JsonResultHandler() })
    .whenNamed('json');
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => new CsvResultHandler() })
    .whenNamed('csv');
});
