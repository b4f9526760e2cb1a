/**
 * Reads Parquet files for a thread that blocks until it gets an answer: rows are requested synchronously, but DuckDB's
 * API is asynchronous. Each answer is posted and then signalled.
 */
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { connect, openDuckDB } from './duckdb.ts';
import { ParquetFault, readParquet } from './parquet-columns.ts';
import type { ParquetBatch, ParquetRequest } from './parquet-columns.ts';

/** The worker's initial data. */
export interface WorkerSetup {
  readonly port: MessagePort;
  /** Counts the answers. */
  readonly signal: Int32Array;
  readonly threads: number | undefined;
}

export type WorkerQuestion =
  | { readonly kind: 'open'; readonly request: ParquetRequest; readonly batchRows: number }
  | { readonly kind: 'next' | 'close'; readonly id: number }
  | { readonly kind: 'stop' };

export interface WorkerAnswer {
  readonly id?: number;
  readonly batch?: ParquetBatch;
  /** A fault of the file. */
  readonly fault?: Pick<ParquetFault, 'kind' | 'message'>;
  /** DuckDB's error message. */
  readonly failure?: string;
}

interface Reading {
  readonly connection: DuckDBConnection;
  readonly batches: AsyncGenerator<ParquetBatch>;
  /** The next batch, decoded while the caller uses the last one. */
  ahead?: Promise<IteratorResult<ParquetBatch>>;
}

const { port, signal, threads } = workerData as WorkerSetup;
const readings = new Map<number, Reading>();
let instance: Promise<DuckDBInstance> | undefined;
let lastId = 0;

async function answer(question: WorkerQuestion): Promise<WorkerAnswer> {
  if (question.kind === 'open') {
    instance ??= openDuckDB(threads);
    const connection = await connect(await instance);
    const id = ++lastId;
    readings.set(id, { connection, batches: readParquet(connection, question.request, question.batchRows) });
    return { id };
  }
  if (question.kind === 'stop') {
    for (const id of readings.keys()) await close(id);
    (await instance)?.closeSync();
    return {};
  }
  const { id } = question;
  const reading = readings.get(id);
  if (reading === undefined) return {};
  if (question.kind === 'next') {
    const { value, done } = await (reading.ahead ?? reading.batches.next());
    if (done !== true) {
      reading.ahead = reading.batches.next();
      // a fault is reported to the request for the next batch
      reading.ahead.catch(() => {});
      return { batch: value };
    }
  }
  await close(id);
  return {};
}

async function close(id: number): Promise<void> {
  const reading = readings.get(id);
  readings.delete(id);
  if (reading === undefined) return;
  await Promise.allSettled([reading.ahead]);
  await reading.batches.return(undefined);
  reading.connection.closeSync();
}

async function handle(question: WorkerQuestion): Promise<void> {
  let answered: WorkerAnswer;
  try {
    answered = await answer(question);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    answered = cause instanceof ParquetFault ? { fault: { kind: cause.kind, message } } : { failure: message };
  }
  port.postMessage(answered, answered.batch?.columns.map(({ buffer }) => buffer) ?? []);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on('message', (question: WorkerQuestion) => void handle(question));
