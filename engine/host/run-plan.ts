import { setImmediate } from 'node:timers/promises';
import type { RunRecord } from '../api/result-handler.ts';
import { runBacktest } from '../runtime/backtest.ts';
import type { BacktestRequest } from '../runtime/run-request.ts';
import { Lifecycles } from './lifecycle.ts';
import type { Plan } from './plan.ts';
import { prepareRun, resultFiles } from './prepare-run.ts';
import { RunFolder } from './results/run-folder.ts';
import { runRecord } from './run-record.ts';
import { runYardstick } from './run-yardstick.ts';
import { Scopes } from './scopes.ts';
import { prepareForRows } from './long-runs.ts';

/** Milliseconds between two looks at what happens outside of a run. */
const PAUSE_AFTER = 100;

export interface RunOptions {
  readonly onProgress?: BacktestRequest['onProgress'];
  readonly onLog?: BacktestRequest['onLog'];
  /** Ends the run after the present instant; its partial results are written and marked. */
  readonly signal: AbortSignal;
  /** Ends the run likewise and leaves nothing of it: the promise is rejected. */
  readonly discard?: AbortSignal;
}

export interface FinishedRun {
  readonly record: RunRecord;
  /** Absolute path of the folder with the results. */
  readonly folder: string;
}

/** Runs a plan: loads what it names, runs the strategy, writes the results. @throws EngineError, having left nothing half-written */
export async function runPlan(plan: Plan, { discard, ...options }: RunOptions): Promise<FinishedRun> {
  const target = RunFolder.create(plan.output, plan.strategy.name, Date.now());
  const signal = discard === undefined ? options.signal : AbortSignal.any([options.signal, discard]);
  const parts = { scopes: new Scopes(), lifecycles: new Lifecycles(), signal };
  // code of a strategy may end the process
  const discardAtExit = (): void => target.discard();
  process.once('exit', discardAtExit);
  try {
    const prepared = await prepareRun(plan, parts);
    const pause = pauser();
    const hooks = { ...options, signal, pause, onReady: prepareForRows };
    const outcome = await prepared.run((request) => runBacktest({ ...request, ...hooks }));
    const whole = runRecord(plan, outcome);
    const yardstick =
      plan.yardstick === undefined || whole.status === 'interrupted'
        ? undefined
        : await runYardstick(plan, plan.yardstick, outcome.result, { onLog: options.onLog, pause, signal });
    discard?.throwIfAborted();
    const isCut = plan.yardstick !== undefined && yardstick === undefined;
    const record: RunRecord = { ...whole, yardstick, ...(isCut && { status: 'interrupted' }) };
    return { record, folder: target.write(await resultFiles(plan, record, parts)) };
  } finally {
    process.off('exit', discardAtExit);
    target.discard();
    await parts.lifecycles.stop();
    await parts.scopes.close();
  }
}

/** Lets signals in about ten times a second, whatever a strategy takes for a bar. */
function pauser(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < PAUSE_AFTER) return undefined;
    return setImmediate().then(() => void (last = performance.now()));
  };
}
