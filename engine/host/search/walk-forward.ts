import {
  probabilisticSharpeRatio,
  sharpeEstimate,
  sharpeStandardError,
} from '../../../quant/inference/sharpe-ratio.ts';
import { EngineError } from '../../model/engine-error.ts';
import { buildPlan } from '../build-plan.ts';
import { parseDate } from '../dates.ts';
import type { RunFlags } from '../plan.ts';
import type { Project } from '../project.ts';
import { RunFolder, timeStamp } from '../results/run-folder.ts';
import { dailyReturns, daysPerYear, splitAt } from './daily-equity.ts';
import type { DailyEquity } from './daily-equity.ts';
import { SEARCH_ERRORS } from './errors.ts';
import { requireUntouchedHoldouts } from './holdout.ts';
import { poolOf } from './optimize.ts';
import { bestTrial, runSearch } from './run-search.ts';
import type { SearchProgress } from './run-search.ts';
import { periodOf, planSearch } from './search-plan.ts';
import type { SearchFlags, SearchPlan } from './search-plan.ts';
import type { Trial, TrialRun } from './trial.ts';
import { TrialLedger } from './trial-ledger.ts';
import { walkForwardFiles } from './walk-forward-files.ts';
import { windowsOf } from './walk-forward-windows.ts';
import type { Window, WindowOptions } from './walk-forward-windows.ts';

/** What a walk-forward analysis is started with. */
export interface WalkForwardOptions extends WindowOptions {
  readonly project: Project;
  readonly run: RunFlags;
  readonly search: Omit<SearchFlags, 'holdout'>;
  readonly workers?: number;
  readonly ledger?: string;
  readonly signal: AbortSignal;
  readonly onBegin?: (plan: SearchPlan, window: number, known: number) => void;
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** One window after its search and its test. */
export interface WindowResult extends Window {
  /** The best trial of the search. */
  readonly best: Trial;
  /** Trials of the search with a result. */
  readonly trials: number;
  /** Mean daily returns per year, as fractions. */
  readonly trainReturn: number;
  readonly testReturn: number;
  /** Annual Sharpe ratios of daily returns. */
  readonly trainSharpe: number;
  readonly testSharpe: number;
  /** Days of the test. */
  readonly days: number;
}

/** The result of a walk-forward analysis. */
export interface WalkForwardReport {
  readonly strategy: string;
  readonly objective: string;
  readonly windows: readonly WindowResult[];
  /** The tests one after the other, compounded from 1. */
  readonly equity: DailyEquity;
  /** Annual Sharpe ratio of the tests, with its 95 % interval. */
  readonly sharpe: { readonly value: number; readonly lower: number; readonly upper: number };
  /** Probability that the true Sharpe ratio of the tests is above 0. */
  readonly probability: number;
  /** Mean return of the tests over that of the searches (Pardo 2008); NaN if the searches had none above 0. */
  readonly efficiency: number;
  /** Share of the tests with a mean return above 0. */
  readonly profitable: number;
  /** Mean change of each parameter from window to window, as a share of its range: 0 is stable. */
  readonly instability: readonly { readonly name: string; readonly share: number }[];
}

/**
 * Searches each window and tests its best trial on the days that follow. A test runs from the first day of its search, so that
 * indicators are ready, and counts from the first day of the test. Each search is a study of the ledger: the same call goes on where
 * it was interrupted.
 * @returns the report and its folder; undefined if the signal was given
 * @throws EngineError
 */
export async function walkForward(
  options: WalkForwardOptions,
): Promise<{ readonly report: WalkForwardReport; readonly folder: string } | undefined> {
  const { project, run, search, signal } = options;
  const whole = buildPlan(project, run);
  const period = periodOf(whole);
  if (period === undefined) {
    throw new EngineError(
      SEARCH_ERRORS.NO_PERIOD,
      `The strategy sets its own dates, so they cannot be divided into windows. ${SEARCH_ERRORS.NO_PERIOD.remedy}`,
    );
  }
  const target = RunFolder.named(whole.output, `walk-forward_${timeStamp(Date.now())}`);
  try {
    using ledger = new TrialLedger(options.ledger ?? TrialLedger.pathOf(whole.strategy.folder));
    const results: WindowResult[] = [];
    const tests: DailyEquity[] = [];
    let last: SearchPlan | undefined;
    for (const [index, window] of windowsOf(period, options).entries()) {
      const flags = { ...run, ...window.train };
      const plan = planSearch(buildPlan(project, flags), flags, search);
      const found = await runWindow({ plan, window, index, ledger, options });
      if (found === undefined) return undefined;
      results.push(found.result);
      tests.push(found.test);
      last = plan;
    }
    if (signal.aborted || last === undefined) return undefined;
    const report = reportOf(whole.strategy.name, last, { results, tests });
    return { report, folder: target.write(walkForwardFiles(report)) };
  } finally {
    target.discard();
  }
}

interface WindowInput {
  readonly plan: SearchPlan;
  readonly window: Window;
  readonly index: number;
  readonly ledger: TrialLedger;
  readonly options: WalkForwardOptions;
}

async function runWindow({ plan, window, index, ledger, options }: WindowInput) {
  const { signal, workers, onBegin, onProgress } = options;
  const { name: strategy } = plan.plan.strategy;
  const study = ledger.study(plan.key, { strategy, kind: 'walk-forward', settings: plan.settings });
  requireUntouchedHoldouts({ ...plan, period: { start: window.train.start, end: window.test.end } }, ledger, study.id);
  const pool = poolOf(plan, workers);
  const stop = (): void => void pool.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    onBegin?.(plan, index, ledger.trials(study).length);
    const trials = await runSearch(plan, { ledger, study, pool, signal, onProgress });
    if (signal.aborted) return undefined;
    const best = bestTrial(trials);
    if (best === undefined) {
      throw new EngineError(
        SEARCH_ERRORS.NO_RESULT,
        `None of the trials from ${window.train.start} to ${window.train.end} has a result. ${SEARCH_ERRORS.NO_RESULT.remedy}`,
      );
    }
    const run = await pool.run({ parameters: best.parameters, start: window.train.start, end: window.test.end });
    return resultOf({ window, best, trials, run });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

interface Tested {
  readonly window: Window;
  readonly best: Trial;
  readonly trials: readonly Trial[];
  readonly run: TrialRun;
}

function resultOf({ window, best, trials, run }: Tested): {
  readonly result: WindowResult;
  readonly test: DailyEquity;
} {
  const [train, test] = splitAt(run.days, parseDate(window.test.start, 'The first day of a test'));
  const perYear = daysPerYear(run.days);
  const [before, after] = [dailyReturns(train), dailyReturns(test)];
  const result: WindowResult = {
    ...window,
    best,
    trials: trials.filter(({ sharpe, repeats }) => sharpe !== undefined && repeats === undefined).length,
    trainReturn: perYear * mean(before),
    testReturn: perYear * mean(after),
    trainSharpe: annualSharpe(before, perYear),
    testSharpe: annualSharpe(after, perYear),
    days: after.length,
  };
  return { result, test };
}

function mean(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function annualSharpe(returns: Float64Array, perYear: number): number {
  return returns.length < 2 ? 0 : sharpeEstimate(returns).sharpe * Math.sqrt(perYear);
}

/** The tests one after the other, compounded from 1. */
export function stitched(tests: readonly DailyEquity[]): DailyEquity {
  const time: number[] = [];
  const equity: number[] = [];
  let value = 1;
  for (const test of tests) {
    const returns = dailyReturns(test);
    if (time.length === 0 && test.time.length > 0) {
      time.push(test.time[0]);
      equity.push(value);
    }
    for (const [day, change] of returns.entries()) {
      time.push(test.time[day + 1]);
      equity.push((value *= 1 + change));
    }
  }
  return { time: Float64Array.from(time), equity: Float64Array.from(equity) };
}

function reportOf(
  strategy: string,
  { objective, parameters }: SearchPlan,
  { results, tests }: { readonly results: readonly WindowResult[]; readonly tests: readonly DailyEquity[] },
): WalkForwardReport {
  const equity = stitched(tests);
  const returns = dailyReturns(equity);
  if (returns.length < 2) {
    throw new EngineError(
      SEARCH_ERRORS.TOO_MANY_WINDOWS,
      `The tests have ${returns.length} daily returns in all. ${SEARCH_ERRORS.TOO_MANY_WINDOWS.remedy}`,
    );
  }
  const root = Math.sqrt(daysPerYear(equity));
  const estimate = sharpeEstimate(returns);
  const half = 1.959_963_984_540_054 * sharpeStandardError(estimate) * root;
  const searched = mean(results.map(({ trainReturn }) => trainReturn));
  const points = results.map(({ best }) => parameters.pointOf(best.parameters));
  return {
    strategy,
    objective,
    windows: results,
    equity,
    sharpe: {
      value: estimate.sharpe * root,
      lower: estimate.sharpe * root - half,
      upper: estimate.sharpe * root + half,
    },
    probability: probabilisticSharpeRatio(estimate),
    efficiency: searched > 0 ? mean(results.map(({ testReturn }) => testReturn)) / searched : NaN,
    profitable: results.filter(({ testReturn }) => testReturn > 0).length / results.length,
    instability: parameters.parameters.map(({ name, choices }, index) => ({
      name,
      share: mean(
        points.slice(1).map((point, at) => {
          const [now, before] = [point, points[at]].map((one) => parameters.space.toShare(index, one[index]));
          return choices === undefined ? Math.abs(now - before) : Number(now !== before);
        }),
      ),
    })),
  };
}
