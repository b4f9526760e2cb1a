import type { ProviderFactory, Providers } from '../../api/contract.ts';
import { tokenOf } from '../../api/contract.ts';
import type { DataSource } from '../../api/data-source.ts';
import type { SeriesSource } from '../../api/series-source.ts';
import { DataSourceFactory, SeriesSourceFactory } from '../../api/tokens.ts';
import { PointInTimeSeries } from '../../data/point-in-time-series.ts';
import { IndicatorColumns } from '../../indicators/indicator-columns.ts';
import { dataEnvironment } from '../data-environment.ts';
import type { DataEnvironment } from '../data-environment.ts';
import { Lifecycles } from '../lifecycle.ts';
import { configurationOf } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { RunProviders } from '../run-providers.ts';
import { PluginScope, Scopes } from '../scopes.ts';
import { openDoors } from '../strategy-loader.ts';
import type { IsTradingDay } from './scanned-reader.ts';
import { SharedDataSource } from './shared-data-source.ts';
import { UnawaitedRejections, watchUnawaited } from './unawaited.ts';

/**
 * Default limit of bytes of rows kept for further runs: 20 years of daily bars of 2,000 symbols, or of minute bars of
 * five symbols.
 */
export const DEFAULT_KEPT_BYTES = 512 * 1024 * 1024;

/** The limit of bytes of indicator columns is the limit of rows divided by this. */
const INDICATOR_SHARE = 4;

/** Open data: prices with their market hours, symbol properties and interest rates. */
export interface OpenData {
  readonly source: SharedDataSource;
  readonly environment: DataEnvironment;
  /** Indicator columns over these data; undefined if no further run is expected. */
  readonly indicatorColumns: IndicatorColumns | undefined;
}

export interface DataSessionOptions {
  /** Limit of bytes of rows kept for further runs; 0 keeps none. */
  readonly keptBytes: number;
  readonly signal: AbortSignal;
}

/**
 * The state that runs of one process share: the code of plugins, and data with their reference data, loaded on first
 * use. Runs may follow one another or overlap; no mutable state of a run is here.
 */
export class DataSession {
  readonly signal: AbortSignal;
  readonly lifecycles = new Lifecycles();
  /** Promise rejections in shared code, for example of a data source: every active run fails with them. */
  readonly unawaited = new UnawaitedRejections();
  private readonly plugins = new PluginScope();
  private readonly opened = new Map<string, Promise<OpenData>>();
  private readonly started = new Map<object, Promise<void>>();
  private readonly series = new Map<string, Promise<PointInTimeSeries>>();
  private provided: { readonly data: Plan['data']; readonly open: OpenData } | undefined;
  private readonly keptBytes: number;
  private readonly stopWatching = watchUnawaited();

  constructor({ keptBytes, signal }: DataSessionOptions) {
    this.keptBytes = keptBytes;
    this.signal = signal;
  }

  /** Loads the plugins of a plan and the strategy's own bindings. @throws EngineError */
  async scopesOf({ project, strategy, plugins }: Plan): Promise<Scopes> {
    const folders = plugins.map(({ folder }) => folder);
    openDoors(project.packageFolder, strategy.folder === '' ? folders : [strategy.folder, ...folders]);
    await this.unawaited.collect(() => this.plugins.load(plugins));
    const scopes = new Scopes(this.plugins);
    await scopes.loadStrategy(strategy);
    return scopes;
  }

  /** The data of a plan whose plugins are loaded. @throws EngineError if they cannot be opened */
  dataOf(plan: Plan, scopes: Scopes): Promise<OpenData> {
    const { data, dataSource, strategy } = plan;
    if (this.provided?.data === data) return Promise.resolve(this.provided.open);
    const provider = dataSource.provider.plugin?.folder ?? strategy.folder;
    const key = JSON.stringify([data.folder, dataSource.name, provider, configurationOf(plan, dataSource)]);
    let opening = this.opened.get(key);
    if (opening === undefined) {
      opening = this.unawaited.collect(() => this.open(plan, scopes));
      this.opened.set(key, opening);
      opening.catch(() => this.opened.delete(key));
    }
    return opening;
  }

  /**
   * The providers of a plan whose plugins are loaded. Their factories are started on first use in the session, in
   * dependency order.
   *
   * @throws EngineError if one cannot be started
   */
  async providersOf(plan: Plan, scopes: Scopes): Promise<Providers> {
    for (const { contract, choices } of plan.providers) {
      for (const choice of choices) {
        const factory = scopes.factory(tokenOf<ProviderFactory<unknown, unknown>>(contract.name), choice);
        let starting = this.started.get(factory);
        if (starting === undefined) {
          starting = this.lifecycles.start(`${contract.name} ${choice.name}`, factory, this.signal);
          this.started.set(factory, starting);
        }
        await starting;
      }
    }
    return new RunProviders(plan, scopes);
  }

  /** The series of a plan whose plugins are loaded, each read on first use in the session. @throws EngineError */
  async seriesOf(plan: Plan, scopes: Scopes, providers: Providers): Promise<readonly PointInTimeSeries[]> {
    return await Promise.all(
      plan.series.map(({ name, choice, folder }) => {
        const configuration = configurationOf(plan, choice);
        const provider = choice.provider.plugin?.folder ?? plan.strategy.folder;
        const key = JSON.stringify([name, choice.name, choice.parts, folder, provider, configuration]);
        let reading = this.series.get(key);
        if (reading === undefined) {
          const context = { parts: choice.parts, configuration, seed: plan.seed, providers };
          const source = (): SeriesSource =>
            scopes.factory(SeriesSourceFactory, choice).create({ name, folder }, context);
          reading = this.unawaited.collect(async () => new PointInTimeSeries(name, await source().read(this.signal)));
          this.series.set(key, reading);
          reading.catch(() => this.series.delete(key));
        }
        return reading;
      }),
    );
  }

  /** Registers a program's own data source for plans that name these data. */
  provide(data: Plan['data'], source: DataSource): void {
    this.provided = { data, open: this.shared(source, undefined) };
  }

  /** Stops all started parts and releases all loaded code. */
  async close(): Promise<void> {
    try {
      await this.lifecycles.stop();
      await this.plugins.close();
    } finally {
      this.stopWatching();
    }
  }

  private async open(plan: Plan, scopes: Scopes): Promise<OpenData> {
    const { data, dataSource, cacheFolder } = plan;
    const configuration = configurationOf(plan, dataSource);
    const source = scopes
      .factory(DataSourceFactory, dataSource)
      .create({ folder: data.folder, cacheFolder, configuration });
    await this.lifecycles.start(`data source ${dataSource.name}`, source, this.signal);
    return this.shared(source, data.folder);
  }

  private shared(source: DataSource, folder: string | undefined): OpenData {
    const { keptBytes } = this;
    const environment = dataEnvironment(folder);
    const isTradingDay: IsTradingDay = ({ market, ticker, securityType }, date) =>
      environment.marketHours.tryEntry(market, ticker, securityType)?.exchangeHours.isDateOpen(date) ?? false;
    return {
      source: new SharedDataSource(source, keptBytes, isTradingDay),
      environment,
      indicatorColumns: keptBytes === 0 ? undefined : new IndicatorColumns(keptBytes / INDICATOR_SHARE),
    };
  }
}
