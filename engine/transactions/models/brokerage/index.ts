import type { AccountType, BrokerageModel } from '../../../api/brokerage-model.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { BinanceBrokerageModel, BitfinexBrokerageModel, CoinbaseBrokerageModel } from './crypto-brokerage-models.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import {
  AlpacaBrokerageModel,
  InteractiveBrokersBrokerageModel,
  TradeStationBrokerageModel,
} from './stock-brokerage-models.ts';

const MODELS: Readonly<Record<string, new (accountType?: AccountType) => BrokerageModel>> = {
  default: DefaultBrokerageModel,
  ibkr: InteractiveBrokersBrokerageModel,
  coinbase: CoinbaseBrokerageModel,
  tradestation: TradeStationBrokerageModel,
  bitfinex: BitfinexBrokerageModel,
  binance: BinanceBrokerageModel,
  alpaca: AlpacaBrokerageModel,
};

/** The names of the built-in brokerage models. */
export const BROKERAGE_MODEL_NAMES: readonly string[] = Object.keys(MODELS);

/**
 * The built-in brokerage model with a name; each has its own default account type.
 *
 * @throws EngineError ORDER_UNKNOWN_BROKERAGE_MODEL
 */
export function brokerageModel(name: string, accountType?: AccountType): BrokerageModel {
  const model = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined;
  if (model !== undefined) return new model(accountType);
  throw new EngineError(
    TRANSACTION_ERRORS.UNKNOWN_BROKERAGE_MODEL,
    `There is no brokerage model "${name}". Use one of ${BROKERAGE_MODEL_NAMES.join(', ')}.`,
    { data: { name } },
  );
}
