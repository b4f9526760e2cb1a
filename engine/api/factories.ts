import type { Brokerage } from './brokerage.ts';
import type { BrokerageModel } from './brokerage-model.ts';
import type { DataSource } from './data-source.ts';
import type { ResultHandler } from './result-handler.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** Settings of a plugin from tradewright.json, checked against the schema in its manifest. */
export type PluginConfiguration = Readonly<Record<string, unknown>>;

/** What a part that has something to open or close may have; the host calls both with a time limit. */
export interface Lifecycle {
  start?(signal: AbortSignal): void | Promise<void>;
  stop?(): void | Promise<void>;
}

export interface DataSourceRequest {
  /** The data folder, an absolute path. */
  readonly folder: string;
  /** Where parsed files may be kept; undefined keeps none. */
  readonly cacheFolder: string | undefined;
  readonly configuration: PluginConfiguration;
}

/** Makes the source of market data, once for a run. */
export interface DataSourceFactory {
  create(request: DataSourceRequest): DataSource & Lifecycle;
}

/** What a model is made for: one instrument, and what stood behind the model's name (`constant:1,EUR` gives `1` and `EUR`). */
export interface ModelRequest {
  readonly symbol: SecuritySymbol;
  readonly parts: readonly string[];
  /** Where a model draws random numbers, it begins from here, so that the same run gives the same answer. */
  readonly seed: number;
}

/** Makes one kind of model, once for every security, so that a model may keep something about its own. */
export interface ModelFactory<Model> {
  /** @throws EngineError when the parts make no model */
  create(request: ModelRequest): Model;
}

export type FillModelFactory = ModelFactory<FillModel>;
export type FeeModelFactory = ModelFactory<FeeModel>;
export type SlippageModelFactory = ModelFactory<SlippageModel>;
export type SettlementModelFactory = ModelFactory<SettlementModel>;
export type BuyingPowerModelFactory = ModelFactory<BuyingPowerModel>;

export interface BrokerageRequest {
  /** What stood behind the broker's name: `ibkr:DU12345` gives `DU12345`. */
  readonly parts: readonly string[];
  readonly configuration: PluginConfiguration;
  /** The folder of the run, an absolute path, for brokers that keep files. */
  readonly folder: string;
}

/** Makes the line to a broker, once for a live run. */
export interface BrokerageFactory {
  create(request: BrokerageRequest): Brokerage;
}

/** Makes the rules of one broker, once for a run. */
export interface BrokerageModelFactory {
  /** @param parts what stood behind the model's name: `ibkr:cash` gives `cash` */
  create(parts: readonly string[]): BrokerageModel;
}

/** Makes what writes one kind of result file, once for a run. */
export interface ResultHandlerFactory {
  create(configuration: PluginConfiguration): ResultHandler & Lifecycle;
}
