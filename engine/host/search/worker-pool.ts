import { Worker } from 'node:worker_threads';
import type { ErrorDescriptor } from '../../model/engine-error.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { TrialRun } from './trial.ts';
import { TrialRunner } from './trial-runner.ts';
import type { TrialJob, TrialSetup } from './trial-runner.ts';

/** Message to a worker. */
export interface WorkerRequest {
  readonly id: number;
  readonly job: TrialJob;
}

/** Message from a worker. */
export interface WorkerAnswer {
  readonly id: number;
  readonly run?: TrialRun;
  readonly failure?: {
    /** Undefined for an error that is no fault of the engine. */
    readonly descriptor?: ErrorDescriptor;
    readonly message: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** Attempts at a job whose worker ends in the middle of it. */
const MOST_ATTEMPTS = 2;

/** Runs jobs. */
export interface TrialPool {
  /** Jobs that run at once. */
  readonly size: number;
  /** @throws EngineError as of a backtest */
  run(job: TrialJob): Promise<TrialRun>;
  /** Ends the workers; jobs that are running are lost. */
  close(): Promise<void>;
}

/** A pool without threads: trials run in the calling thread, for debuggers and tests. */
export class InlinePool implements TrialPool {
  readonly size = 1;
  private readonly runner: TrialRunner;

  constructor(setup: TrialSetup) {
    this.runner = new TrialRunner(setup);
  }

  run(job: TrialJob): Promise<TrialRun> {
    return this.runner.run(job);
  }

  close(): Promise<void> {
    return this.runner.close();
  }
}

interface QueuedJob {
  readonly job: TrialJob;
  attempts: number;
  readonly resolve: (run: TrialRun) => void;
  readonly reject: (error: Error) => void;
}

interface PooledWorker {
  readonly thread: Worker;
  current: QueuedJob | undefined;
}

/**
 * Worker threads that run jobs, each with a session that stays open. A worker that ends in the middle of a job is replaced, and
 * the job is run once more.
 */
export class WorkerPool implements TrialPool {
  readonly size: number;
  private readonly setup: TrialSetup;
  private readonly workers = new Set<PooledWorker>();
  private readonly queue: QueuedJob[] = [];
  private isClosed = false;

  constructor(setup: TrialSetup, size: number) {
    this.setup = setup;
    this.size = size;
  }

  run(job: TrialJob): Promise<TrialRun> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, attempts: 0, resolve, reject });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const jobs = [...this.queue.splice(0), ...[...this.workers].flatMap(({ current }) => current ?? [])];
    for (const { reject } of jobs) reject(new Error('The workers have been closed.'));
    await Promise.all([...this.workers].map(({ thread }) => thread.terminate()));
  }

  private dispatch(): void {
    while (this.queue.length > 0 && !this.isClosed) {
      const idle = [...this.workers].find(({ current }) => current === undefined) ?? this.addWorker();
      if (idle === undefined) return;
      const next = this.queue.shift()!;
      next.attempts++;
      idle.current = next;
      idle.thread.postMessage({ id: next.attempts, job: next.job } satisfies WorkerRequest, []);
    }
  }

  private addWorker(): PooledWorker | undefined {
    if (this.workers.size >= this.size) return undefined;
    // in a package the file is JavaScript
    const file = new URL(import.meta.url.endsWith('.ts') ? './trial-worker.ts' : './trial-worker.js', import.meta.url);
    const worker: PooledWorker = { thread: new Worker(file, { workerData: this.setup }), current: undefined };
    let reason = 'it ended';
    worker.thread.on('message', (answer: WorkerAnswer) => this.settle(worker, answer));
    worker.thread.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.thread.on('exit', () => this.lose(worker, reason));
    this.workers.add(worker);
    return worker;
  }

  private settle(worker: PooledWorker, { run, failure }: WorkerAnswer): void {
    const job = worker.current;
    worker.current = undefined;
    if (run !== undefined) job?.resolve(run);
    else if (failure !== undefined) job?.reject(errorOf(failure));
    this.dispatch();
  }

  private lose(worker: PooledWorker, reason: string): void {
    this.workers.delete(worker);
    const job = worker.current;
    if (job === undefined || this.isClosed) return;
    if (job.attempts < MOST_ATTEMPTS) this.queue.unshift(job);
    else job.reject(workerLost(job, reason));
    this.dispatch();
  }
}

function errorOf({ descriptor, message, data }: NonNullable<WorkerAnswer['failure']>): Error {
  return descriptor === undefined ? new Error(message) : new EngineError(descriptor, message, { data });
}

function workerLost({ job, attempts }: QueuedJob, reason: string): EngineError {
  return new EngineError(
    SEARCH_ERRORS.WORKER_LOST,
    `A worker thread ended ${attempts} times in the middle of the trial ${JSON.stringify(job.parameters)}: ${reason.replace(/\.$/, '')}. ${SEARCH_ERRORS.WORKER_LOST.remedy}`,
    { data: { parameters: job.parameters } },
  );
}
