import type * as factories from './factories.ts';
import { token } from './token.ts';

/*
 * Type and token share one name: `import { FeeModelFactory } from 'tradewright'` brings the contract to implement and the
 * token to bind it to. A manifest names the contract, as in CONTRACTS below; the plugin's module binds its factory.
 */

export type DataSourceFactory = factories.DataSourceFactory;
export const DataSourceFactory = token<DataSourceFactory>('DataSourceFactory');

export type BrokerageFactory = factories.BrokerageFactory;
export const BrokerageFactory = token<BrokerageFactory>('BrokerageFactory');

export type BrokerageModelFactory = factories.BrokerageModelFactory;
export const BrokerageModelFactory = token<BrokerageModelFactory>('BrokerageModelFactory');

export type FillModelFactory = factories.FillModelFactory;
export const FillModelFactory = token<FillModelFactory>('FillModelFactory');

export type FeeModelFactory = factories.FeeModelFactory;
export const FeeModelFactory = token<FeeModelFactory>('FeeModelFactory');

export type SlippageModelFactory = factories.SlippageModelFactory;
export const SlippageModelFactory = token<SlippageModelFactory>('SlippageModelFactory');

export type SettlementModelFactory = factories.SettlementModelFactory;
export const SettlementModelFactory = token<SettlementModelFactory>('SettlementModelFactory');

export type BuyingPowerModelFactory = factories.BuyingPowerModelFactory;
export const BuyingPowerModelFactory = token<BuyingPowerModelFactory>('BuyingPowerModelFactory');

export type ResultHandlerFactory = factories.ResultHandlerFactory;
export const ResultHandlerFactory = token<ResultHandlerFactory>('ResultHandlerFactory');

/** The contracts that a manifest may say it provides, each with the token that its module binds. */
export const CONTRACTS = {
  DataSource: DataSourceFactory,
  Brokerage: BrokerageFactory,
  BrokerageModel: BrokerageModelFactory,
  FillModel: FillModelFactory,
  FeeModel: FeeModelFactory,
  SlippageModel: SlippageModelFactory,
  SettlementModel: SettlementModelFactory,
  BuyingPowerModel: BuyingPowerModelFactory,
  ResultHandler: ResultHandlerFactory,
} as const;

/** The name of a contract in manifests: `FeeModel`. */
export type ContractName = keyof typeof CONTRACTS;
