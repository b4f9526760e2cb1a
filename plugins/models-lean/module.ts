import { ContainerModule } from 'inversify';
import {
  BROKERAGE_MODEL_NAMES,
  brokerageModel,
  BrokerageModelFactory,
  BuyingPowerModelFactory,
  FeeModelFactory,
  FillModelFactory,
  SettlementModelFactory,
  SlippageModelFactory,
} from 'tradewright/plugin';
import { BUYING_POWER_MODELS, FEE_MODELS, FILL_MODELS, SETTLEMENT_MODELS, SLIPPAGE_MODELS } from './models.ts';
import { Parts } from './parts.ts';

export default new ContainerModule(({ bind }) => {
  for (const name of BROKERAGE_MODEL_NAMES) {
    const create = (words: readonly string[]) =>
      brokerageModel(name, new Parts(name, words, 1).choice(0, ['margin', 'cash']));
    bind(BrokerageModelFactory).toConstantValue({ create }).whenNamed(name);
  }
  for (const [name, factory] of FILL_MODELS) bind(FillModelFactory).toConstantValue(factory).whenNamed(name);
  for (const [name, factory] of FEE_MODELS) bind(FeeModelFactory).toConstantValue(factory).whenNamed(name);
  for (const [name, factory] of SLIPPAGE_MODELS) bind(SlippageModelFactory).toConstantValue(factory).whenNamed(name);
  for (const [name, factory] of SETTLEMENT_MODELS)
    bind(SettlementModelFactory).toConstantValue(factory).whenNamed(name);
  for (const [name, factory] of BUYING_POWER_MODELS)
    bind(BuyingPowerModelFactory).toConstantValue(factory).whenNamed(name);
});
