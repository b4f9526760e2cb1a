import type { Brokerage } from './brokerage.ts';
import type { BrokerageModel } from './brokerage-model.ts';
import type { DataSource } from './data-source.ts';
import type { ResultHandler } from './result-handler.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** Settings of a plugin from tradewright.json, validated against the schema in its manifest. */
export type PluginConfiguration = Readonly<Record<string, unknown>>;

/** Optional lifecycle methods of a part that opens resources; the host calls each with a time limit. */
export interface Lifecycle {
  start?(signal: AbortSignal): void | Promise<void>;
  stop?(): void | Promise<void>;
}

export interface DataSourceRequest {
  /** The data folder, an absolute path. */
  readonly folder: string;
  /** The folder where parsed files may be cached; undefined disables the cache. */
  readonly cacheFolder: string | undefined;
  readonly configuration: PluginConfiguration;
}

/** Creates the source of market data, once per run. */
export interface DataSourceFactory {
  create(request: DataSourceRequest): DataSource & Lifecycle;
}

/** The instrument of a model, and the arguments after the model's name (`constant:1,EUR` gives `1` and `EUR`). */
export interface ModelRequest {
  readonly symbol: SecuritySymbol;
  readonly parts: readonly string[];
  /** The seed for a model's random numbers, so that a run is reproducible. */
  readonly seed: number;
}

/** Creates one kind of model, once per security, so that a model may keep state about its security. */
export interface ModelFactory<Model> {
  /** @throws EngineError when the arguments are not valid */
  create(request: ModelRequest): Model;
}

export type FillModelFactory = ModelFactory<FillModel>;
export type FeeModelFactory = ModelFactory<FeeModel>;
export type SlippageModelFactory = ModelFactory<SlippageModel>;
export type SettlementModelFactory = ModelFactory<SettlementModel>;
export type BuyingPowerModelFactory = ModelFactory<BuyingPowerModel>;

export interface BrokerageRequest {
  /** The arguments after the broker's name: `ibkr:DU12345` gives `DU12345`. */
  readonly parts: readonly string[];
  readonly configuration: PluginConfiguration;
  /** The folder of the run, an absolute path, for brokers that store files. */
  readonly folder: string;
}

/** Creates the connection to a broker, once per live run. */
export interface BrokerageFactory {
  create(request: BrokerageRequest): Brokerage;
}

/** Creates the rules of one broker, once per run. */
export interface BrokerageModelFactory {
  /** @param parts the arguments after the model's name: `ibkr:cash` gives `cash` */
  create(parts: readonly string[]): BrokerageModel;
}

/** Creates the handler that writes one kind of result file, once per run. */
export interface ResultHandlerFactory {
  create(configuration: PluginConfiguration): ResultHandler & Lifecycle;
}
