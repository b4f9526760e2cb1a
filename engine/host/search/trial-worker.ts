import { parentPort, workerData } from 'node:worker_threads';
import { EngineError } from '../../model/engine-error.ts';
import { TrialRunner } from './trial-runner.ts';
import type { TrialSetup } from './trial-runner.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-pool.ts';

/** A worker thread: runs one job after the other in its session. */
const runner = new TrialRunner(workerData as TrialSetup);

parentPort?.on('message', ({ id, job }: WorkerRequest) => {
  runner.run(job).then(
    (run) => answer({ id, run }),
    (error: unknown) => answer({ id, failure: failureOf(error) }),
  );
});

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message, []);
}

function failureOf(error: unknown): NonNullable<WorkerAnswer['failure']> {
  if (error instanceof EngineError) return { descriptor: error.descriptor, message: error.message, data: error.data };
  return { message: error instanceof Error ? error.message : String(error), data: {} };
}
