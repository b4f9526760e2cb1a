import { BlockMoments, DEFAULT_BLOCKS } from '../../../quant/inference/backtest-overfitting.ts';
import { sharpeEstimate } from '../../../quant/inference/sharpe-ratio.ts';
import { openProject } from '../project.ts';
import { openSession } from '../session/open-session.ts';
import type { Session, SessionOptions, SessionRun, SessionRunOptions } from '../session/open-session.ts';
import { findStrategy } from '../strategy-catalog.ts';
import { dailyEquity, dailyReturns, daysPerYear } from './daily-equity.ts';
import { loadOwnObjective, objectiveInput, objectiveValue, OWN_OBJECTIVE } from './objective.ts';
import type { OwnObjective } from './objective.ts';
import type { ParameterValues, TrialRun } from './trial.ts';

/** What the trials of a search have in common. Plain data, so that it can be sent to a worker. */
export interface TrialSetup {
  readonly session: Pick<SessionOptions, 'workingFolder' | 'data' | 'dataSource' | 'keptBytes'>;
  readonly run: Omit<SessionRunOptions, 'parameters' | 'models' | 'onLog' | 'onProgress' | 'signal' | 'strategy'> & {
    readonly strategy: string;
  };
  readonly objective: string;
}

/** One run of a trial: the whole period of the search or a part of it. */
export interface TrialJob {
  readonly parameters: ParameterValues;
  readonly start?: string;
  readonly end?: string;
}

/** Runs trials one after the other in one session. */
export class TrialRunner {
  private readonly setup: TrialSetup;
  private session: Session | undefined;
  private own: OwnObjective | undefined;

  constructor(setup: TrialSetup) {
    this.setup = setup;
  }

  /** @throws EngineError as of a backtest */
  async run({ parameters, start, end }: TrialJob): Promise<TrialRun> {
    const { run, session, objective } = this.setup;
    this.session ??= await openSession(session);
    const period = { start: start ?? run.start, end: end ?? run.end };
    const result = await this.session.run({ ...run, ...period, parameters });
    if (result.status === 'interrupted') throw new Error('The run was interrupted.');
    // the strategy's module has been loaded by the run
    if (objective === OWN_OBJECTIVE)
      this.own ??= await loadOwnObjective(
        findStrategy(openProject(session.workingFolder ?? process.cwd()), run.strategy),
      );
    return trialRunOf(result, { parameters, objective, own: this.own });
  }

  async close(): Promise<void> {
    await this.session?.close();
  }
}

interface Judged {
  readonly parameters: ParameterValues;
  readonly objective: string;
  readonly own: OwnObjective | undefined;
}

function trialRunOf(run: SessionRun, { parameters, objective, own }: Judged): TrialRun {
  const days = dailyEquity(run);
  const returns = dailyReturns(days);
  const { figures, statistics, finalEquity } = run;
  const value = own === undefined ? objectiveValue(objective, figures) : own(objectiveInput(run, parameters, returns));
  return {
    figures,
    statistics,
    value,
    finalEquity,
    sharpe: returns.length < 2 ? undefined : sharpeEstimate(returns),
    blocks: returns.length < DEFAULT_BLOCKS ? undefined : BlockMoments.of(returns).values,
    periodsPerYear: daysPerYear(days),
    dataHash: run.dataHash,
    days: { time: days.time, equity: days.equity },
  };
}
