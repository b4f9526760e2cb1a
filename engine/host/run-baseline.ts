import { EngineError } from '../model/engine-error.ts';
import type { BaselineRecord } from '../api/result-handler.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../runtime/run-request.ts';
import { codeHash } from './code-hash.ts';
import type { Choice, Plan } from './plan.ts';
import { prepareRun } from './prepare-run.ts';
import { endingRecord } from './run-ending.ts';
import { shownFigures } from './short-run.ts';
import { resultHash } from './results/result-hash.ts';
import type { DataSession } from './session/data-session.ts';
import type { Baseline } from './baseline.ts';

interface BaselineOptions extends Pick<BacktestRequest, 'onLog'> {
  readonly measured: BacktestResult;
  /** The session of the measured run: both read the same data. */
  readonly session: DataSession;
}

/**
 * Runs the baseline of a plan with the days, cash, data and models of the measured run, but without models that the
 * measured strategy binds itself and without its risk rules. @returns undefined when it was interrupted @throws
 * EngineError
 */
export async function runBaseline(
  plan: Plan,
  baseline: Baseline,
  { measured, session, onLog }: BaselineOptions,
): Promise<BaselineRecord | undefined> {
  const { name } = baseline.strategy;
  try {
    const prepared = await prepareRun(planOf(plan, baseline, measured), session);
    const { result, ending } = await prepared.run((request) =>
      runBacktest({
        ...request,
        signal: session.signal,
        onLog: onLog && ((level, time, message) => onLog(level, time, `${name}: ${message}`)),
      }),
    );
    return result.status === 'interrupted' ? undefined : recordOf(baseline, result, endingRecord(ending));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { descriptor, message, data, cause } = error;
    throw new EngineError(descriptor, `The baseline ${name}: ${message}`, { data: { ...data }, cause });
  }
}

function planOf(plan: Plan, { strategy, parameters }: Baseline, measured: BacktestResult): Plan {
  return {
    ...plan,
    strategy,
    parameters,
    startDate: measured.startDate,
    endDate: measured.endDate,
    cash: plan.cash ?? measured.equity.value[0],
    brokerageModel: isShared(plan.brokerageModel) ? plan.brokerageModel : undefined,
    models: Object.fromEntries(Object.entries(plan.models).filter(([, choice]) => isShared(choice))),
    providers: plan.providers.map(({ contract, choices }) => ({ contract, choices: choices.filter(isShared) })),
    riskRules: [],
    exits: [],
    sizing: undefined,
    baseline: undefined,
  };
}

function recordOf(
  { strategy, parameters }: Baseline,
  result: BacktestResult,
  ending: BaselineRecord['ending'],
): BaselineRecord {
  const { statistics, orders, orderListHash, orderEvents, finalEquity, equity } = result;
  return {
    strategy: strategy.name,
    parameters,
    ...shownFigures(result),
    orders: orders.length,
    ...(ending && { ending }),
    finalEquity,
    orderListHash,
    resultHash: resultHash({ orderEvents, statistics, equity }),
    code: codeHash(strategy.folder),
    equity,
  };
}

/** Provisions of a plugin are for every strategy; those that a strategy binds are its own. */
function isShared(choice: Choice | undefined): boolean {
  return choice?.provider.plugin !== undefined;
}
