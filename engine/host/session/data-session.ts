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
 * Most bytes of rows that are kept for further runs unless a session is told otherwise: the bars of 2,000 symbols over 20
 * years of days, or of five symbols over 20 years of minutes.
 */
export const DEFAULT_KEPT_BYTES = 512 * 1024 * 1024;

/** Columns of indicators may take as many bytes beside the rows, divided by this. */
const INDICATOR_SHARE = 4;

/** Data that are open: prices, and market hours, symbol properties and interest rates that belong to them. */
export interface OpenData {
  readonly source: SharedDataSource;
  readonly environment: DataEnvironment;
  /** What indicators answered over these data; undefined where no further run is expected. */
  readonly indicatorColumns: IndicatorColumns | undefined;
}

export interface DataSessionOptions {
  /** Most bytes of rows that are kept for further runs; 0 keeps none. */
  readonly keptBytes: number;
  readonly signal: AbortSignal;
}

/**
 * What runs of one process share: the code of plugins, and data with all that belongs to them, each loaded when the first run
 * asks for it. Runs may follow one another or overlap; nothing that a run changes is kept here.
 */
export class DataSession {
  readonly signal: AbortSignal;
  readonly lifecycles = new Lifecycles();
  /** Rejections in code that works for all runs, a data source's for example: each run that goes on fails of them. */
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

  /** Loads the plugins of a plan and what its strategy binds for itself. @throws EngineError */
  async scopesOf({ project, strategy, plugins }: Plan): Promise<Scopes> {
    const folders = plugins.map(({ folder }) => folder);
    openDoors(project.packageFolder, strategy.folder === '' ? folders : [strategy.folder, ...folders]);
    await this.unawaited.collect(() => this.plugins.load(plugins));
    const scopes = new Scopes(this.plugins);
    await scopes.loadStrategy(strategy);
    return scopes;
  }

  /** The data of a plan whose plugins are loaded. @throws EngineError when they cannot be opened */
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
   * The providers of a plan whose plugins are loaded. Their factories are started when the first run of the session uses
   * them, in the order of the plan: each after those that it uses itself.
   *
   * @throws EngineError when one cannot be started
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

  /** The series of a plan whose plugins are loaded, each read when the first run of the session uses it. @throws EngineError */
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

  /** Gives plans that name these data a source that the program itself has, instead of a folder's. */
  provide(data: Plan['data'], source: DataSource): void {
    this.provided = { data, open: this.shared(source, undefined) };
  }

  /** Stops what was started and releases what was loaded. */
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
