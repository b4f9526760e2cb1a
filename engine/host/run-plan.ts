import type { RunRecord } from '../api/result-handler.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest } from '../runtime/run-request.ts';
import { evidenceOf } from './evidence/evidence.ts';
import type { Plan } from './plan.ts';
import { prepareRun } from './prepare-run.ts';
import { resultFiles } from './results/result-files.ts';
import { RunFolder } from './results/run-folder.ts';
import { runRecord } from './run-record.ts';
import { runBaseline } from './run-baseline.ts';
import { DataSession, DEFAULT_KEPT_BYTES } from './session/data-session.ts';

export interface RunOptions {
  /** Bootstraps the intervals of the evidence, which takes longer. */
  readonly isEvidenceBootstrapped?: boolean;
  readonly onProgress?: BacktestRequest['onProgress'];
  readonly onLog?: BacktestRequest['onLog'];
  readonly onPromise?: BacktestRequest['onPromise'];
  /** Ends the run after the current instant; its partial results are written and marked. */
  readonly signal: AbortSignal;
  /** Ends the run likewise but writes no results: the promise is rejected. */
  readonly discard?: AbortSignal;
}

export interface FinishedRun {
  readonly record: RunRecord;
  /** Absolute path of the results folder. */
  readonly folder: string;
}

/**
 * Runs a plan in a separate session, with its baseline as a second run, and writes the results.
 * @throws EngineError after removing incomplete results
 */
export async function runPlan(plan: Plan, { discard, ...options }: RunOptions): Promise<FinishedRun> {
  const target = RunFolder.create(plan.output, plan.strategy.name, Date.now());
  const signal = discard === undefined ? options.signal : AbortSignal.any([options.signal, discard]);
  // rows are kept only if a second run will read them
  const session = new DataSession({ keptBytes: plan.baseline === undefined ? 0 : DEFAULT_KEPT_BYTES, signal });
  try {
    const prepared = await prepareRun(plan, session);
    const { onProgress, onLog } = options;
    const hooks = { onProgress, onLog, signal };
    const outcome = await prepared.run((request) => runBacktest({ ...request, ...hooks }));
    const whole = runRecord(plan, outcome);
    const baseline =
      plan.baseline === undefined || whole.status === 'interrupted'
        ? undefined
        : await runBaseline(plan, plan.baseline, { measured: outcome.result, session, onLog: options.onLog });
    discard?.throwIfAborted();
    const isCut = plan.baseline !== undefined && baseline === undefined;
    const evidence = await evidenceOf({
      record: whole,
      folder: plan.strategy.folder,
      isBootstrapped: options.isEvidenceBootstrapped === true,
    });
    const record: RunRecord = { ...whole, evidence, baseline, ...(isCut && { status: 'interrupted' }) };
    const files = await resultFiles(plan, record, { scopes: prepared.scopes, session });
    prepared.builtIns.compare();
    return { record, folder: target.write(files) };
  } finally {
    target.discard();
    await session.close();
  }
}
