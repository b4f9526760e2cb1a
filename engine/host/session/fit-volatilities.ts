import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FitFailure, VolatilitySpecification } from '../../../quant/index.ts';

/** A fit as it comes from another thread: figures without methods, in the unit of the returns. */
export interface FittedVolatility {
  readonly status: 'fitted';
  readonly parameterNames: readonly string[];
  readonly parameters: Float64Array;
  readonly standardErrors: Float64Array | undefined;
  readonly logLikelihood: number;
  readonly observations: number;
  readonly conditionalVolatility: Float64Array;
  /** Standard deviation of the next return. */
  readonly nextVolatility: number;
  readonly warnings: readonly string[];
}

/** What a thread is asked, and what it answers. */
export interface FitJob {
  readonly index: number;
  readonly returns: Float64Array;
  readonly specification: VolatilitySpecification;
}
export interface FitAnswer {
  readonly index: number;
  readonly result: FittedVolatility | FitFailure;
}

/**
 * Fits a model of volatility to many series on all cores, with the results of `fitVolatility` in the order of the series. A
 * series that cannot be fitted has a reason code.
 * @param threads the number of cores by default
 */
export async function fitVolatilities(
  series: readonly Float64Array[],
  specification: VolatilitySpecification = {},
  threads: number = availableParallelism(),
): Promise<(FittedVolatility | FitFailure)[]> {
  const results: (FittedVolatility | FitFailure)[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(`./volatility-worker${extname(import.meta.url)}`, import.meta.url));
    try {
      while (next < series.length) {
        const index = next++;
        const { result } = await ask(worker, { index, returns: series[index], specification });
        results[index] = result;
      }
    } finally {
      await worker.terminate();
    }
  };
  const count = Math.max(1, Math.min(Math.floor(threads), series.length));
  await Promise.all(Array.from({ length: count }, work));
  return results;
}

function ask(worker: Worker, job: FitJob): Promise<FitAnswer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: FitAnswer): void => {
      worker.off('error', reject);
      resolve(answer);
    };
    worker.once('message', onMessage);
    worker.once('error', reject);
    worker.postMessage(job, []);
  });
}
