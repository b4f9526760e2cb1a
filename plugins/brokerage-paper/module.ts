import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import { BrokerageFactory, DiskLogFile, RecordLog } from 'tradewright/plugin';
import { PaperBrokerage } from './paper-brokerage.ts';

export default new ContainerModule(({ bind }) => {
  bind(BrokerageFactory)
    .toConstantValue({
      create({ folder }) {
        return new PaperBrokerage(() => new RecordLog(new DiskLogFile(join(folder, 'paper-account.log'))));
      },
    })
    .whenNamed('paper');
});
