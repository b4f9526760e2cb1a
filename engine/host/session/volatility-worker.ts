import { parentPort } from 'node:worker_threads';
import { type FitFailure, fitVolatility } from '../../../quant/index.ts';
import type { FitAnswer, FitJob, FittedVolatility } from './fit-volatilities.ts';

parentPort?.on('message', (job: FitJob) => {
  parentPort?.postMessage({ index: job.index, result: resultOf(job) } satisfies FitAnswer, []);
});

function resultOf({ returns, specification }: FitJob): FittedVolatility | FitFailure {
  const fit = fitVolatility(returns, specification);
  if (fit.status === 'failed') return { status: fit.status, code: fit.code, message: fit.message };
  return {
    status: fit.status,
    parameterNames: fit.parameterNames,
    parameters: fit.parameters,
    standardErrors: fit.standardErrors,
    logLikelihood: fit.logLikelihood,
    observations: fit.observations,
    conditionalVolatility: fit.conditionalVolatility,
    nextVolatility: fit.filter().nextVolatility,
    warnings: fit.warnings.map(({ message }) => message),
  };
}
