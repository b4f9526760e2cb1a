import { setImmediate } from 'node:timers/promises';
import type { DataSource } from '../api/data-source.ts';
import type { ResultHandler, RunRecord } from '../api/result-handler.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import { dataEnvironment } from './data-environment.ts';
import type { DataEnvironment } from './data-environment.ts';
import { Lifecycles } from './lifecycle.ts';
import { modelsOf } from './models.ts';
import type { Choice, Plan } from './plan.ts';
import { RecordingDataSource } from './recording-data-source.ts';
import { EquityCsvHandler, OrdersCsvHandler } from './results/csv.ts';
import { JsonResultHandler } from './results/result-json.ts';
import { RunFolder } from './results/run-folder.ts';
import { dataFailure, strategyFailure } from './run-failure.ts';
import { runRecord } from './run-record.ts';
import type { RunOutcome } from './run-record.ts';
import { Scopes } from './scopes.ts';
import { loadStrategy, openDoors } from './strategy-loader.ts';

/** Milliseconds between two looks at what happens outside of a run. */
const PAUSE_AFTER = 100;

export interface RunOptions {
  readonly onProgress?: BacktestRequest['onProgress'];
  readonly onLog?: BacktestRequest['onLog'];
  /** Ends the run after the present instant; its partial results are written and marked. */
  readonly signal: AbortSignal;
}

export interface FinishedRun {
  readonly record: RunRecord;
  /** Absolute path of the folder with the results. */
  readonly folder: string;
}

/** Runs a plan: loads what it names, runs the strategy, writes the results. @throws EngineError, having left nothing half-written */
export async function runPlan(plan: Plan, options: RunOptions): Promise<FinishedRun> {
  const target = RunFolder.create(plan.output, plan.strategy.name, Date.now());
  const lifecycles = new Lifecycles();
  const scopes = new Scopes();
  try {
    const record = runRecord(plan, await execute(plan, options, { scopes, lifecycles }));
    const handlers: ResultHandler[] = [new JsonResultHandler(), new OrdersCsvHandler(), new EquityCsvHandler()];
    for (const choice of plan.results) {
      const handler = scopes.factory('ResultHandler', choice).create(configurationOf(plan, choice));
      await lifecycles.start(`result ${choice.name}`, handler, options.signal);
      handlers.push(handler);
    }
    const files = await Promise.all(handlers.map(async (handler) => handler.files(record)));
    return { record, folder: target.write(files.flat()) };
  } finally {
    target.discard();
    await lifecycles.stop();
    await scopes.close();
  }
}

interface Parts {
  readonly scopes: Scopes;
  readonly lifecycles: Lifecycles;
}

async function execute(plan: Plan, options: RunOptions, { scopes, lifecycles }: Parts): Promise<RunOutcome> {
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
  await lifecycles.start(`data source ${plan.dataSource.name}`, inner, options.signal);
  const source = new RecordingDataSource(inner);
  const environment = dataEnvironment(data.folder);
  let host: AlgorithmHost | undefined;
  const request: BacktestRequest = {
    ...settingsOf(plan, scopes),
    ...feedOf(source, environment),
    ...options,
    pause: pauser(),
    createAlgorithm: (given) => new AlgorithmOfPlan((host = given)),
  };
  const loadMilliseconds = performance.now() - begun;
  const result = await succeeded(
    () => runBacktest(request),
    (error) => strategyFailure(error, strategy, host),
  );
  const failure = host && dataFailure(result, source, host);
  if (failure !== undefined) throw failure;
  return { result, source, caveats: caveatsOf(plan, inner, environment), startedAt, loadMilliseconds };
}

async function succeeded(
  run: () => Promise<BacktestResult>,
  faultOf: (error: unknown) => Error,
): Promise<BacktestResult> {
  let result: BacktestResult;
  try {
    result = await run();
  } catch (error) {
    throw faultOf(error);
  }
  if (result.status === 'failed') throw faultOf(result.error);
  return result;
}

/** Lets signals in about ten times a second, whatever a strategy takes for a bar. */
function pauser(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < PAUSE_AFTER) return undefined;
    return setImmediate().then(() => void (last = performance.now()));
  };
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

function configurationOf(plan: Plan, { provider }: Choice): Readonly<Record<string, unknown>> {
  return (provider.plugin && plan.configurations[provider.plugin.manifest.name]) ?? {};
}

/** What the reader of the results must know of the data: the folder's own words, the source's, and the rate used. */
function caveatsOf(
  { data }: Plan,
  source: DataSource & { readonly caveats?: readonly string[] },
  environment: DataEnvironment,
): string[] {
  return [...(data.description.caveats ?? []), ...(source.caveats ?? []), environment.interestRateNote];
}
