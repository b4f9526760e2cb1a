import { availableParallelism } from 'node:os';
import { EngineError } from '../../model/engine-error.ts';
import { buildPlan } from '../build-plan.ts';
import type { RunFlags } from '../plan.ts';
import type { Project } from '../project.ts';
import { RunFolder, timeStamp } from '../results/run-folder.ts';
import { applyParameters } from './apply-parameters.ts';
import { SEARCH_ERRORS } from './errors.ts';
import { holdoutResult, openHoldout, requireUntouchedHoldouts } from './holdout.ts';
import { analyse, judge } from './judgement.ts';
import { bestTrial, runSearch } from './run-search.ts';
import type { SearchProgress } from './run-search.ts';
import { planSearch } from './search-plan.ts';
import type { SearchFlags, SearchPlan } from './search-plan.ts';
import { searchFiles } from './search-files.ts';
import { searchSummary } from './search-report.ts';
import type { SearchReport } from './search-report.ts';
import type { Trial } from './trial.ts';
import { TrialLedger } from './trial-ledger.ts';
import type { Study } from './trial-ledger.ts';
import { InlinePool, WorkerPool } from './worker-pool.ts';
import type { TrialPool } from './worker-pool.ts';

/** What a search is started with. */
export interface OptimizeOptions {
  readonly project: Project;
  readonly run: RunFlags;
  readonly search: SearchFlags;
  /** Worker threads; 0 runs the trials in this thread; by default one for each processor. */
  readonly workers?: number;
  /** Path of the ledger; by default in the strategy's folder. */
  readonly ledger?: string;
  /** Runs the best trial over the days that were held back, once. */
  readonly opensHoldout?: boolean;
  /** Writes the best values to config.json. */
  readonly applies?: boolean;
  readonly signal: AbortSignal;
  /** Called before the first trial. */
  readonly onBegin?: (plan: SearchPlan, known: number) => void;
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** A search that has ended. */
export interface OptimizeOutcome {
  readonly report: SearchReport;
  /** Absolute path of the folder of results; undefined for a search that was interrupted. */
  readonly folder: string | undefined;
  /** False if the search was interrupted; started again it goes on. */
  readonly isComplete: boolean;
  /** Names of the parameters whose defaults were changed. */
  readonly applied: readonly string[];
}

/**
 * Searches the parameters of a strategy, keeps every trial in its ledger, and writes a folder of results. The same call goes
 * on where an earlier one was interrupted.
 * @throws EngineError
 */
export async function optimize(options: OptimizeOptions): Promise<OptimizeOutcome> {
  const { project, run, search, signal, opensHoldout = false, applies = false } = options;
  const plan = planSearch(buildPlan(project, run), run, search);
  const target = RunFolder.named(plan.plan.output, `optimization_${timeStamp(Date.now())}`);
  try {
    using ledger = new TrialLedger(options.ledger ?? TrialLedger.pathOf(plan.plan.strategy.folder));
    const { name: strategy } = plan.plan.strategy;
    const study = ledger.study(plan.key, { strategy, kind: 'optimization', settings: plan.settings });
    requireUntouchedHoldouts(plan, ledger, study.id);
    const pool = poolOf(plan, options.workers);
    const stop = (): void => void pool.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      options.onBegin?.(plan, ledger.trials(study).length);
      const trials = await runSearch(plan, { ledger, study, pool, signal, onProgress: options.onProgress });
      const best = bestTrial(trials);
      const isComplete = !signal.aborted;
      if (best === undefined) throw noResult(trials, isComplete);
      if (isComplete && opensHoldout) await openHoldout(plan, best, { ledger, study, pool });
      const report = reportOf({ plan, trials, best, ledger, holdout: holdoutResult(ledger, study) });
      if (isComplete) logJudgement(report, ledger, study);
      const applied = isComplete && applies ? applyParameters(plan.plan.strategy, best.parameters) : [];
      if (applies && isComplete) ledger.log(study, 'applied', { trial: best.number, parameters: best.parameters });
      return { report, folder: isComplete ? target.write(searchFiles(report)) : undefined, isComplete, applied };
    } finally {
      signal.removeEventListener('abort', stop);
      await pool.close();
    }
  } finally {
    target.discard();
  }
}

interface Reported {
  readonly plan: SearchPlan;
  readonly trials: readonly Trial[];
  readonly best: Trial;
  readonly ledger: TrialLedger;
  readonly holdout: SearchReport['holdout'];
}

function reportOf({ plan, trials, best, ledger, holdout }: Reported): SearchReport {
  return {
    strategy: plan.plan.strategy.name,
    plan,
    trials,
    best,
    judgement: judge(best, trials, ledger.count()),
    analysis: analyse(plan.parameters, trials, best),
    holdout,
    summary: searchSummary(plan, trials),
  };
}

/** Keeps what later backtests say about the search, so that they need not read every trial. */
function logJudgement({ best, judgement, analysis }: SearchReport, ledger: TrialLedger, study: Study): void {
  const { overfitting } = judgement;
  const content = {
    trial: best.number,
    parameters: best.parameters,
    ...ledger.count(),
    lastTrial: ledger.lastTrial,
    overfitting: 'value' in overfitting ? overfitting.value.probability : null,
    plateau: analysis.plateau?.score ?? null,
  };
  const latest = ledger.events().findLast(({ kind }) => kind === 'judged');
  if (JSON.stringify(latest?.content) !== JSON.stringify(content)) ledger.log(study, 'judged', content);
}

/** Threads of a search by default: one for each processor, but no more than trials that may run at once. */
export function poolOf(
  { setup, lag, limit }: Pick<SearchPlan, 'setup' | 'lag' | 'limit'>,
  workers: number = availableParallelism(),
): TrialPool {
  return workers === 0 ? new InlinePool(setup) : new WorkerPool(setup, Math.min(workers, Math.max(lag, 1), limit));
}

function noResult(trials: readonly Trial[], isComplete: boolean): EngineError {
  const { reason } = trials.find(({ status }) => status === 'failed') ?? trials[0] ?? { reason: '' };
  const detail = reason === '' ? '' : `, for example: ${reason.replace(/\.$/, '')}`;
  return new EngineError(
    SEARCH_ERRORS.NO_RESULT,
    isComplete
      ? `None of the ${trials.length} trials has a result${detail}. ${SEARCH_ERRORS.NO_RESULT.remedy}`
      : `The search was interrupted before a trial had a result${detail}. Start it again to go on.`,
    { data: { trials: trials.length } },
  );
}
