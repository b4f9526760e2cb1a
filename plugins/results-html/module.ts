import { ContainerModule } from 'inversify';
import { ResultHandlerFactory } from 'tradewright/plugin';
import { HtmlReportHandler } from './html-report.ts';

export default new ContainerModule(({ bind }) => {
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => new HtmlReportHandler() })
    .whenNamed('html');
});
