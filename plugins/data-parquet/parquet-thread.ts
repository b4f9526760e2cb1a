import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { DATA_ERRORS, EngineError } from 'tradewright/plugin';
import type { ParquetBatch, ParquetFault, ParquetRequest } from './parquet-columns.ts';
import type { WorkerAnswer, WorkerQuestion, WorkerSetup } from './parquet-worker.ts';

/** Milliseconds, longer than any batch takes: a thread that does not answer by then has died. */
const ANSWER_TIMEOUT = 600_000;

/** A file that is read batch by batch. */
export interface ParquetReading {
  /** The next rows; undefined at the end. @throws EngineError that names the file */
  next(): ParquetBatch | undefined;
  close(): void;
}

/** Reads Parquet files in a worker thread and blocks until it answers, because rows are requested synchronously. */
export class ParquetThread {
  private readonly signal = new Int32Array(new SharedArrayBuffer(4));
  private readonly threads: number | undefined;
  private worker: Worker | undefined;
  private port: MessagePort | undefined;

  constructor(threads?: number) {
    this.threads = threads;
  }

  /** Opens a file. @throws EngineError DATA_FILE_UNREADABLE, DATA_UNKNOWN_COLUMNS when rows are requested */
  open(request: ParquetRequest, batchRows: number): ParquetReading {
    const { path } = request;
    const { id = 0 } = this.ask({ kind: 'open', request, batchRows }, path);
    return {
      next: () => this.ask({ kind: 'next', id }, path).batch,
      close: () => void this.ask({ kind: 'close', id }, path),
    };
  }

  /** Closes every file; a new thread starts when it is needed again. */
  async stop(): Promise<void> {
    if (this.worker === undefined) return;
    this.ask({ kind: 'stop' }, '');
    this.port?.close();
    await this.worker.terminate();
    this.worker = undefined;
    this.port = undefined;
  }

  private ask(question: WorkerQuestion, path: string): WorkerAnswer {
    const port = (this.port ??= this.start());
    const seen = Atomics.load(this.signal, 0);
    port.postMessage(question);
    Atomics.wait(this.signal, 0, seen, ANSWER_TIMEOUT);
    const answer = receiveMessageOnPort(port)?.message as WorkerAnswer | undefined;
    if (answer === undefined) throw unreadable(path, 'DuckDB does not answer');
    if (answer.failure !== undefined) throw unreadable(path, answer.failure);
    if (answer.fault !== undefined) throw faultOf(path, answer.fault);
    return answer;
  }

  private start(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const setup: WorkerSetup = { port: port2, signal: this.signal, threads: this.threads };
    // in the npm package the file is JavaScript
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './parquet-worker.ts' : './parquet-worker.js',
      import.meta.url,
    );
    this.worker = new Worker(file, { workerData: setup, transferList: [port2] });
    this.worker.unref();
    return port1;
  }
}

export function unreadable(path: string, reason: string): EngineError {
  // the lines after the first show DuckDB's query
  const words = reason.split('\n')[0].trim().replace(/\.$/, '');
  return new EngineError(
    DATA_ERRORS.FILE_UNREADABLE,
    `${path} cannot be read: ${words}. ${DATA_ERRORS.FILE_UNREADABLE.remedy}`,
    { data: { file: path } },
  );
}

/** The fault of a file by what is wrong with it. */
export function faultOf(path: string, { kind, message }: Pick<ParquetFault, 'kind' | 'message'>): EngineError {
  if (kind === 'row') {
    const { NUMBER_OUT_OF_RANGE } = DATA_ERRORS;
    const text = `${path} ${message}. ${NUMBER_OUT_OF_RANGE.remedy}`;
    return new EngineError(NUMBER_OUT_OF_RANGE, text, { data: { file: path } });
  }
  return new EngineError(
    DATA_ERRORS.UNKNOWN_COLUMNS,
    `${path} ${message}. Write the file as the README of the plugin data-parquet describes.`,
    { data: { file: path } },
  );
}
