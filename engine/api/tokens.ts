import { BROKERAGE_MODEL } from './brokerage-model.ts';
import { BROKERAGE } from './brokerage.ts';
import type { BuiltInContract } from './contract.ts';
import { DATA_SOURCE } from './data-source.ts';
import type * as factories from './factories.ts';
import { LIVE_FEED } from './live-feed.ts';
import type * as live from './live-feed.ts';
import { MODEL_LOADER } from './model-loader.ts';
import type * as models from './model-loader.ts';
import { EXIT_RULE } from './exit-rule.ts';
import type * as exits from './exit-rule.ts';
import { RESULT_HANDLER } from './result-handler.ts';
import { RISK_RULE } from './risk-rule.ts';
import type * as risk from './risk-rule.ts';
import { SERIES_SOURCE } from './series-source.ts';
import type * as series from './series-source.ts';
import { SIZING_MODEL } from './sizing-model.ts';
import type * as sizing from './sizing-model.ts';
import { BUYING_POWER_MODEL, FEE_MODEL, FILL_MODEL, SETTLEMENT_MODEL, SLIPPAGE_MODEL } from './security-models.ts';
import { token } from './token.ts';

/*
 * Type and token share a name: `import { FeeModelFactory } from 'tradewright/plugin'` imports the interface to implement
 * and the token to bind it to. A manifest names the contract, without `Factory`; the plugin's module binds the factory.
 */

export type DataSourceFactory = factories.DataSourceFactory;
export const DataSourceFactory = token<DataSourceFactory>('DataSourceFactory');

export type BrokerageFactory = factories.BrokerageFactory;
export const BrokerageFactory = token<BrokerageFactory>('BrokerageFactory');

export type LiveFeedFactory = live.LiveFeedFactory;
export const LiveFeedFactory = token<LiveFeedFactory>('LiveFeedFactory');

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

export type ModelLoaderFactory = models.ModelLoaderFactory;
export const ModelLoaderFactory = token<ModelLoaderFactory>('ModelLoaderFactory');

export type SeriesSourceFactory = series.SeriesSourceFactory;
export const SeriesSourceFactory = token<SeriesSourceFactory>('SeriesSourceFactory');

export type RiskRuleFactory = risk.RiskRuleFactory;
export const RiskRuleFactory = token<RiskRuleFactory>('RiskRuleFactory');

export type ExitRuleFactory = exits.ExitRuleFactory;
export const ExitRuleFactory = token<ExitRuleFactory>('ExitRuleFactory');

export type SizingModelFactory = sizing.SizingModelFactory;
export const SizingModelFactory = token<SizingModelFactory>('SizingModelFactory');

/** The contracts that the engine declares; plugins declare further ones in their manifests. */
export const BUILT_IN_CONTRACTS: readonly BuiltInContract[] = [
  DATA_SOURCE,
  BROKERAGE,
  LIVE_FEED,
  BROKERAGE_MODEL,
  FILL_MODEL,
  FEE_MODEL,
  SLIPPAGE_MODEL,
  SETTLEMENT_MODEL,
  BUYING_POWER_MODEL,
  RESULT_HANDLER,
  MODEL_LOADER,
  RISK_RULE,
  EXIT_RULE,
  SIZING_MODEL,
  SERIES_SOURCE,
];
