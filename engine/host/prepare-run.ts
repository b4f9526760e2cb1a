import { setImmediate } from 'node:timers/promises';
import type { ProviderContext, Providers } from '../api/contract.ts';
import { BrokerageModelFactory, ExitRuleFactory, RiskRuleFactory, SizingModelFactory } from '../api/tokens.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import { BuiltInsWatch } from './built-ins.ts';
import type { DataEnvironment } from './data-environment.ts';
import { modelsOf } from './models.ts';
import { configurationOf } from './plan.ts';
import { pauser } from './pauser.ts';
import type { Choice, Plan } from './plan.ts';
import {
  benchmarkCaveat,
  benchmarkFailure,
  dataFailure,
  doubtfulData,
  strategyFailure,
  rowlessCaveats,
} from './run-failure.ts';
import { dataEnding } from './run-ending.ts';
import type { RunOutcome } from './run-record.ts';
import type { Scopes } from './scopes.ts';
import type { DataSession } from './session/data-session.ts';
import { RecordingDataSource } from './session/recording-data-source.ts';
import { UnawaitedRejections } from './session/unawaited.ts';
import { loadStrategy } from './strategy-loader.ts';
import type { AlgorithmClass } from './strategy-loader.ts';

/** A plan with loaded code and open data, ready to run once. */
export interface PreparedRun {
  readonly request: BacktestRequest;
  /** Resolves the run's plugins and the strategy's own provisions; close it after the run. */
  readonly scopes: Scopes;
  /** Watches what the run's code does to the built-in objects of the process. */
  readonly builtIns: BuiltInsWatch;
  /**
   * Runs the strategy. @throws EngineError with the location in the strategy
   * @param readsSource whether the rows come from the data source, so that a symbol without rows there is a fault
   */
  run(work: (request: BacktestRequest) => Promise<BacktestResult>, readsSource?: boolean): Promise<RunOutcome>;
}

/**
 * Loads the code of a plan that the session has not loaded yet, plugins before the strategy, and opens its data.
 *
 * @param given the strategy's class if it is not in the plan's folder
 * @throws EngineError
 */
export async function prepareRun(plan: Plan, session: DataSession, given?: AlgorithmClass): Promise<PreparedRun> {
  const startedAt = Date.now();
  const begun = performance.now();
  const { strategy } = plan;
  const unawaited = new UnawaitedRejections();
  const builtIns = new BuiltInsWatch(strategy.name);
  const scopes = await session.scopesOf(plan);
  const AlgorithmOfPlan = given ?? (await builtIns.during(() => unawaited.collect(() => loadStrategy(strategy))));
  const { source: shared, environment, indicatorColumns } = await session.dataOf(plan, scopes);
  const providers = await session.providersOf(plan, scopes);
  const series = await session.seriesOf(plan, scopes, providers);
  const source = new RecordingDataSource(shared, series);
  const { marketHours, symbolProperties, interestRates } = environment;
  let host: AlgorithmHost | undefined;
  const request: BacktestRequest = {
    ...settingsOf(plan, scopes),
    ...risksOf(plan, scopes, providers),
    series,
    dataSource: source,
    marketHours,
    symbolProperties,
    interestRates,
    indicatorColumns,
    providers,
    createAlgorithm: (made) => new AlgorithmOfPlan((host = made)),
    onInitialized: () => builtIns.look(),
    pause: pauser(() => builtIns.look()),
  };
  const loadMilliseconds = performance.now() - begun;
  return {
    request,
    scopes,
    builtIns,
    async run(work, readsSource = true) {
      const faults: RunFaults = {
        unawaited: [unawaited, session.unawaited],
        faultOf: (error) => strategyFailure(error, strategy, host),
      };
      const result = await succeeded(() => builtIns.during(() => work(request)), faults);
      builtIns.look();
      source.endRecording();
      // an early interruption may have left symbols without rows
      const failure =
        readsSource && result.status === 'completed' && host !== undefined
          ? (dataFailure(result, source, host) ??
            benchmarkFailure(result, plan.benchmark, source) ??
            (plan.isStrict ? doubtfulData(source) : undefined))
          : undefined;
      if (failure !== undefined) throw failure;
      const ending =
        readsSource && result.status === 'completed' && host !== undefined ? dataEnding(result, host) : result.ending;
      const rowless =
        readsSource && result.status === 'completed' && host !== undefined ? rowlessCaveats(source, host) : [];
      const caveats = [...caveatsOf(plan, source, environment), ...rowless, ...benchmarkCaveat(result)];
      return { result, ending, source, caveats, startedAt, loadMilliseconds };
    },
  };
}

interface RunFaults {
  /** Collectors of the promise rejections of this run, its own first. */
  readonly unawaited: readonly [own: UnawaitedRejections, session: UnawaitedRejections];
  readonly faultOf: (error: unknown) => Error;
}

async function succeeded(
  run: () => Promise<BacktestResult>,
  { unawaited, faultOf }: RunFaults,
): Promise<BacktestResult> {
  try {
    const result = await unawaited[0].collect(run);
    if (result.status === 'failed') throw result.error;
    // unhandled rejections are reported after all pending promise callbacks have run
    await setImmediate();
    const reasons = unawaited.flatMap((rejections) => rejections.reasons);
    if (reasons.length > 0) throw reasons[0];
    return result;
  } catch (error) {
    throw faultOf(error);
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
    brokerageModel:
      brokerageModel && scopes.factory(BrokerageModelFactory, brokerageModel).create(brokerageModel.parts),
    models: modelsOf(plan, scopes),
  };
}

/** Risk rules, exits and the sizing model. They may keep state of one run, so each run has its own instances. */
function risksOf(
  plan: Plan,
  scopes: Scopes,
  providers: Providers,
): Pick<BacktestRequest, 'riskRules' | 'exits' | 'sizing'> {
  const { riskRules, exits, sizing, seed } = plan;
  const contextOf = (choice: Choice): ProviderContext => ({
    parts: choice.parts,
    configuration: configurationOf(plan, choice),
    seed,
    providers,
  });
  return {
    riskRules: riskRules.map((one) => scopes.factory(RiskRuleFactory, one).create(undefined, contextOf(one))),
    exits: exits.map((one) => scopes.factory(ExitRuleFactory, one).create(undefined, contextOf(one))),
    sizing: sizing && scopes.factory(SizingModelFactory, sizing).create(undefined, contextOf(sizing)),
  };
}

/** Caveats of the data for the results: the folder's, the source's, and the risk-free rate used. */
function caveatsOf({ data }: Plan, source: RecordingDataSource, environment: DataEnvironment): string[] {
  return [...(data.description.caveats ?? []), ...source.caveats, environment.interestRateNote];
}
