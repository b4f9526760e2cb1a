import { ContainerModule } from 'inversify';
import { ExitRuleFactory } from 'tradewright/plugin';
import { EXITS } from './exit-table.ts';

export default new ContainerModule(({ bind }) => {
  for (const [name, create] of Object.entries(EXITS))
    bind(ExitRuleFactory)
      .toConstantValue({ create: (_request, { parts }) => create(parts) })
      .whenNamed(name);
});
