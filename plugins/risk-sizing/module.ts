import { ContainerModule } from 'inversify';
import { SizingModelFactory } from 'tradewright/plugin';
import { SIZES } from './sizing-table.ts';

export default new ContainerModule(({ bind }) => {
  for (const [name, create] of Object.entries(SIZES))
    bind(SizingModelFactory)
      .toConstantValue({ create: (_request, { parts }) => create(parts) })
      .whenNamed(name);
});
