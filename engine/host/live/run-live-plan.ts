import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BrokerageFactory, LiveFeedFactory } from '../../api/tokens.ts';
import type { RunRecord } from '../../api/result-handler.ts';
import { runIdOf } from '../../live/client-order-id.ts';
import { ControlServer } from '../../live/control-server.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import { Journal } from '../../live/journal.ts';
import { JOURNAL_FORMAT } from '../../live/journal-records.ts';
import { LiveRun } from '../../live/live-run.ts';
import type { ControlRequest } from '../../live/control-server.ts';
import type { LiveStatus } from '../../live/live-status.ts';
import { DiskLogFile } from '../../live/log-file.ts';
import { Pace } from '../../live/pace.ts';
import { RecordLog } from '../../live/record-log.ts';
import { RunLock } from '../../live/run-lock.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { BacktestRequest } from '../../runtime/run-request.ts';
import { configurationOf } from '../plan.ts';
import type { Choice, Plan } from '../plan.ts';
import { prepareRun } from '../prepare-run.ts';
import { resultFiles } from '../results/result-files.ts';
import { isoTime } from '../../statistics/order-rows.ts';
import { runRecord } from '../run-record.ts';
import { DataSession } from '../session/data-session.ts';
import { findLiveRun, JOURNAL, LiveFolder } from './live-folder.ts';
import type { LastStanding, LiveDocument } from './live-folder.ts';
import { identityOfPlan, requireSamePlan } from './live-plan.ts';

/** The plan of a live run, with a broker and a feed. */
export type LivePlan = Plan & { readonly broker: Choice; readonly feed: Choice };

export interface LiveOptions {
  /** Name or path of the run to resume; defaults to the strategy's only unfinished run, else a new run. */
  readonly resume?: string;
  /** Start options of a new run, recorded for its resumption. */
  readonly flags?: LiveDocument['flags'];
  /** Starts a new run even if there are unfinished ones. */
  readonly isNew: boolean;
  readonly mayChangeCode: boolean;
  readonly abandonUnsent: boolean;
  readonly onProgress?: BacktestRequest['onProgress'];
  readonly onLog?: BacktestRequest['onLog'];
  readonly onPromise?: BacktestRequest['onPromise'];
  /** Called before the run starts or resumes. */
  readonly onStart: (run: {
    readonly name: string;
    readonly isResumed: boolean;
    /** Damaged or contradictory files of the run's folder. */
    readonly caution: string | undefined;
  }) => void;
  /** Receives a function that writes notes for people into the run's journal. */
  readonly onRemarks?: (remark: (text: string) => void) => void;
  /** Stops the run gracefully after the current step. */
  readonly signal: AbortSignal;
}

export interface FinishedLiveRun {
  readonly record: RunRecord;
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly isResumed: boolean;
  /** False if the run was stopped during the replay: then no results were written. */
  readonly hasGoneLive: boolean;
}

/**
 * Runs a plan live: starts or resumes a run, serves its commands, and writes its results at its end.
 * @throws EngineError
 */
export async function runLivePlan(plan: LivePlan, options: LiveOptions): Promise<FinishedLiveRun> {
  const { folder, isResumed } = chooseRun(plan, options);
  const lock = RunLock.take(folder.path);
  const session = new DataSession({ keptBytes: 0, signal: new AbortController().signal });
  let journal: Journal | undefined;
  try {
    journal = openJournal(plan, folder, options.mayChangeCode);
    const { name, caution } = folder;
    if (caution !== undefined) folder.repair();
    options.onStart({ name, isResumed, caution });
    return { ...(await execute(plan, options, { session, folder, journal })), isResumed };
  } catch (error) {
    // no order was sent, so there is nothing to resume after the cause is fixed
    if (!isResumed && journal?.hasOrders === false) folder.discard();
    throw error;
  } finally {
    await session.close();
    lock.release();
  }
}

/** The run to resume, or a new one. */
function chooseRun(plan: LivePlan, { resume, isNew, flags }: LiveOptions): { folder: LiveFolder; isResumed: boolean } {
  const { output, strategy, broker, project } = plan;
  const isOurs = (folder: LiveFolder): boolean => !folder.isFinished && folder.document.strategy === strategy.name;
  if (resume !== undefined || (!isNew && LiveFolder.list(output).some(isOurs))) {
    const wish = { name: resume, fits: isOurs, what: `of ${strategy.name} are unfinished` };
    const folder = findLiveRun(output, project.workingFolder, wish);
    requireUnfinished(folder);
    return { folder, isResumed: true };
  }
  const document = { runId: runIdOf(randomBytes(8)), strategy: strategy.name, broker: broker.name, flags };
  return { folder: LiveFolder.create(output, document, Date.now()), isResumed: false };
}

function requireUnfinished(folder: LiveFolder): void {
  if (!folder.isFinished) return;
  throw new EngineError(
    LIVE_ERRORS.RUN_FINISHED,
    `The run ${folder.name} has finished. ${LIVE_ERRORS.RUN_FINISHED.remedy}`,
    { data: { run: folder.name } },
  );
}

function openJournal(plan: LivePlan, folder: LiveFolder, mayChangeCode: boolean): Journal {
  const identity = identityOfPlan(plan);
  const log = new RecordLog(new DiskLogFile(join(folder.path, JOURNAL)));
  try {
    const { runId, strategy, broker, flags, startedAt } = folder.document;
    const begun = { strategy, broker, flags, startedAt };
    const journal = new Journal(log, {
      type: 'run',
      format: JOURNAL_FORMAT,
      run: folder.name,
      runId,
      plan: identity,
      begun,
    });
    const note = requireSamePlan(journal, identity, mayChangeCode);
    if (note !== undefined) journal.note(note);
    return journal;
  } catch (error) {
    log.close();
    throw error;
  }
}

interface Opened {
  readonly session: DataSession;
  readonly folder: LiveFolder;
  readonly journal: Journal;
}

async function execute(
  plan: LivePlan,
  options: LiveOptions,
  opened: Opened,
): Promise<Omit<FinishedLiveRun, 'isResumed'>> {
  const { session, folder, journal } = opened;
  const { onProgress, onLog, onPromise, abandonUnsent, signal } = options;
  const prepared = await prepareRun(plan, session);
  const brokerage = prepared.scopes.factory(BrokerageFactory, plan.broker).create({
    parts: plan.broker.parts,
    configuration: configurationOf(plan, plan.broker),
    folder: folder.path,
  });
  const feed = prepared.scopes.factory(LiveFeedFactory, plan.feed).create({
    parts: plan.feed.parts,
    configuration: configurationOf(plan, plan.feed),
  });
  const source =
    feed.kind === 'replay' ? { pace: new Pace(feed.speed) } : { feed, startUtc: Date.parse(folder.document.startedAt) };
  const live = new LiveRun({
    ...prepared.request,
    brokerage,
    journal,
    ...source,
    abandonUnsent,
    onProgress,
    onLog,
    onPromise,
  });
  options.onRemarks?.((text) => live.remark(text));
  const ended = Promise.withResolvers<void>();
  const control = await ControlServer.listen(folder.path, (command, reason) =>
    obey(live, { command, reason }, ended.promise),
  );
  const stop = (): void => live.stop('interrupted');
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    let hasGoneLive = false;
    const outcome = await prepared.run(async () => {
      const { result, ...rest } = await live.execute();
      ({ hasGoneLive } = rest);
      return result;
    }, feed.kind === 'replay');
    const record = runRecord(plan, outcome);
    if (hasGoneLive) {
      const files = await resultFiles(plan, record, { scopes: prepared.scopes, session });
      prepared.builtIns.compare();
      folder.writeResults(files, standingOf(record), record.status !== 'interrupted');
    }
    return { record, name: folder.name, folder: folder.path, hasGoneLive };
  } finally {
    signal.removeEventListener('abort', stop);
    ended.resolve();
    await control.close();
  }
}

function standingOf({ equity, orders, finalEquity }: RunRecord): LastStanding {
  const time = equity.time.at(-1) ?? NaN;
  return { time: Number.isNaN(time) ? '' : isoTime(time), orders: orders.length, equity: finalEquity };
}

/** A stop command is answered when the run has ended and its results are written. */
async function obey(live: LiveRun, { command, reason }: ControlRequest, ended: Promise<void>): Promise<LiveStatus> {
  const status = await live.ask(command, reason);
  if (command !== 'stop') return status;
  await ended;
  return live.status();
}
