import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';
import type { AccountType, BrokerageModel } from './brokerage-model.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** What a model is made for: one instrument, and what stood behind the model's name (`constant:1,EUR` gives `1` and `EUR`). */
export interface ModelRequest {
  readonly symbol: SecuritySymbol;
  readonly accountType: AccountType;
  readonly arguments: readonly string[];
}

/** Makes one kind of model, once for every security, so that a model may keep something about its own. */
export interface ModelFactoryOf<Model> {
  /** @throws EngineError when the arguments make no model */
  create(request: ModelRequest): Model;
}

export type FillModelFactory = ModelFactoryOf<FillModel>;
export type FeeModelFactory = ModelFactoryOf<FeeModel>;
export type SlippageModelFactory = ModelFactoryOf<SlippageModel>;
export type SettlementModelFactory = ModelFactoryOf<SettlementModel>;
export type BuyingPowerModelFactory = ModelFactoryOf<BuyingPowerModel>;

/** Makes the rules of one broker, once for a run. */
export interface BrokerageModelFactory {
  /** @param parts what stood behind the model's name: `ibkr:cash` gives `cash` */
  create(parts: readonly string[]): BrokerageModel;
}
