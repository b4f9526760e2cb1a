import { setImmediate } from 'node:timers/promises';
import type { DataSource } from '../api/data-source.ts';
import type { ResultFile, ResultHandler, RunRecord } from '../api/result-handler.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import { dataEnvironment } from './data-environment.ts';
import type { DataEnvironment } from './data-environment.ts';
import type { Lifecycles } from './lifecycle.ts';
import { modelsOf } from './models.ts';
import type { Choice, Plan } from './plan.ts';
import { RecordingDataSource } from './recording-data-source.ts';
import { EquityCsvHandler, OrdersCsvHandler } from './results/csv.ts';
import { JsonResultHandler } from './results/result-json.ts';
import { benchmarkCaveat, benchmarkFailure, dataFailure, strategyFailure, rowlessCaveats } from './run-failure.ts';
import type { RunOutcome } from './run-record.ts';
import type { Scopes } from './scopes.ts';
import { loadStrategy, openDoors } from './strategy-loader.ts';

/** What a run's parts live in. */
export interface RunParts {
  readonly scopes: Scopes;
  readonly lifecycles: Lifecycles;
  readonly signal: AbortSignal;
}

/** A plan whose code is loaded and whose data are open: ready to run once. */
export interface PreparedRun {
  readonly request: BacktestRequest;
  /** Runs; what goes wrong is told with its place in the strategy. @throws EngineError */
  run(work: (request: BacktestRequest) => Promise<BacktestResult>): Promise<RunOutcome>;
}

/** Loads what a plan names, plugins before the strategy, and opens its data. @throws EngineError */
export async function prepareRun(plan: Plan, { scopes, lifecycles, signal }: RunParts): Promise<PreparedRun> {
  const startedAt = Date.now();
  const begun = performance.now();
  const { strategy, plugins, data } = plan;
  openDoors(plan.project.packageFolder, [strategy.folder, ...plugins.map(({ folder }) => folder)]);
  await scopes.loadPlugins(plugins);
  await scopes.loadStrategy(strategy);
  const AlgorithmOfPlan = await loadStrategy(strategy);
  const inner = scopes.factory('DataSource', plan.dataSource).create({
    folder: data.folder,
    cacheFolder: plan.cacheFolder,
    configuration: configurationOf(plan, plan.dataSource),
  });
  await lifecycles.start(`data source ${plan.dataSource.name}`, inner, signal);
  const source = new RecordingDataSource(inner);
  const environment = dataEnvironment(data.folder);
  let host: AlgorithmHost | undefined;
  const request: BacktestRequest = {
    ...settingsOf(plan, scopes),
    ...feedOf(source, environment),
    createAlgorithm: (given) => new AlgorithmOfPlan((host = given)),
  };
  const loadMilliseconds = performance.now() - begun;
  return {
    request,
    async run(work) {
      const result = await succeeded(
        () => work(request),
        (error) => strategyFailure(error, strategy, host),
      );
      // what was interrupted early may not have come to its rows
      const failure =
        result.status === 'completed' && host !== undefined
          ? (dataFailure(result, source, host) ?? benchmarkFailure(result, plan.benchmark, source))
          : undefined;
      if (failure !== undefined) throw failure;
      const rowless = result.status === 'completed' && host !== undefined ? rowlessCaveats(source, host) : [];
      const caveats = [...caveatsOf(plan, inner, environment), ...rowless, ...benchmarkCaveat(result)];
      return { result, source, caveats, startedAt, loadMilliseconds };
    },
  };
}

/** The files that all result writers of a plan make of a run. */
export async function resultFiles(plan: Plan, record: RunRecord, parts: RunParts): Promise<ResultFile[]> {
  const { scopes, lifecycles, signal } = parts;
  const handlers: ResultHandler[] = [new JsonResultHandler(), new OrdersCsvHandler(), new EquityCsvHandler()];
  for (const choice of plan.results) {
    const handler = scopes.factory('ResultHandler', choice).create(configurationOf(plan, choice));
    await lifecycles.start(`result ${choice.name}`, handler, signal);
    handlers.push(handler);
  }
  const files = await Promise.all(handlers.map(async (handler) => handler.files(record)));
  return files.flat();
}

/** The settings of the plugin behind a choice. */
export function configurationOf(plan: Plan, { provider }: Choice): Readonly<Record<string, unknown>> {
  return (provider.plugin && plan.configurations[provider.plugin.manifest.name]) ?? {};
}

async function succeeded(
  run: () => Promise<BacktestResult>,
  faultOf: (error: unknown) => Error,
): Promise<BacktestResult> {
  const unawaited: unknown[] = [];
  const keep = (reason: unknown): void => void unawaited.push(reason);
  process.on('unhandledRejection', keep);
  try {
    const result = await run();
    if (result.status === 'failed') throw result.error;
    // what nobody waits for is told once all promises that can settle have
    await setImmediate();
    if (unawaited.length > 0) throw unawaited[0];
    return result;
  } catch (error) {
    throw faultOf(error);
  } finally {
    process.off('unhandledRejection', keep);
  }
}

function settingsOf(plan: Plan, scopes: Scopes): Partial<BacktestRequest> {
  const { parameters, startDate, endDate, cash, brokerageModel, benchmark, chunkRows } = plan;
  return {
    parameters,
    startDate,
    endDate,
    cash,
    benchmark,
    chunkRows,
    brokerageModel: brokerageModel && scopes.factory('BrokerageModel', brokerageModel).create(brokerageModel.parts),
    models: modelsOf(plan, scopes),
  };
}

function feedOf(
  dataSource: DataSource,
  { marketHours, symbolProperties, interestRates }: DataEnvironment,
): Pick<BacktestRequest, 'dataSource' | 'marketHours' | 'symbolProperties' | 'interestRates'> {
  return { dataSource, marketHours, symbolProperties, interestRates };
}

/** What the reader of the results must know of the data: the folder's own words, the source's, and the rate used. */
function caveatsOf(
  { data }: Plan,
  source: DataSource & { readonly caveats?: readonly string[] },
  environment: DataEnvironment,
): string[] {
  return [...(data.description.caveats ?? []), ...(source.caveats ?? []), environment.interestRateNote];
}
