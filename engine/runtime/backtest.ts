import { OrderArchive } from '../transactions/order-archive.ts';
import { Engine } from './engine.ts';
import type { Drive } from './feed.ts';
import type { BacktestRequest, BacktestResult } from './run-request.ts';
import { RunLoop } from './run-loop.ts';
import { endingOf } from './run-ending.ts';
import { backtestResult } from './run-result.ts';
import { Run } from './run.ts';
import { setUp } from './set-up.ts';

/** Runs a strategy over past data with the same step and loop as live trading, as fast as possible. */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  return runStrategy(request);
}

/** Runs a strategy, fed by the synchronizer directly or through the feed that `drive` provides. */
export async function runStrategy(request: BacktestRequest, drive?: Drive): Promise<BacktestResult> {
  const started = performance.now();
  const run = new Run(request);
  let loaded = started;
  let status: BacktestResult['status'] = 'completed';
  let error: unknown;
  let engine: Engine | undefined;
  try {
    const internalFeeds = await setUp(run);
    engine = new Engine(run);
    if (drive === undefined) run.desk.archive = new OrderArchive();
    loaded = performance.now();
    const feed = drive === undefined ? run.data.synchronizer : await drive.begin(run, engine);
    status = await new RunLoop(run, engine, { feed, internalFeeds }).execute();
    if (status !== 'interrupted') await run.algorithm.onEndOfAlgorithm();
    await drive?.end();
  } catch (cause) {
    if (engine === undefined) throw cause;
    status = 'failed';
    error = cause;
  }
  const ran = performance.now();
  run.samples.finish(run.clock.utc);
  run.samples.daily(run.clock.utc);
  const ending = status === 'ended-early' && engine !== undefined ? endingOf(run, engine) : undefined;
  // LEAN keeps the existing sample of a run that quits
  if (ending?.reason === 'ruined') run.samples.correctLast(run.clock.utc);
  return backtestResult(run, engine, { status, ending, error, timings: { started, loaded, ran } });
}
