import { ContainerModule } from 'inversify';
import { RiskRuleFactory } from 'tradewright/plugin';
import { RULES } from './rule-table.ts';

export default new ContainerModule(({ bind }) => {
  for (const [name, create] of Object.entries(RULES))
    bind(RiskRuleFactory)
      .toConstantValue({ create: (_request, { parts, configuration }) => create(parts, configuration) })
      .whenNamed(name);
});
