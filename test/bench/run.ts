import {
  type Algorithm,
  type AlgorithmHost,
  type BacktestResult,
  ConstantRiskFreeInterestRate,
  InteractiveBrokersFeeModel,
  NextOpenFillModel,
  type Security,
  type SlippageModel,
} from 'tradewright';
import { type BacktestRequest } from '../../engine/runtime/run-request.ts';
import { SymbolPropertiesDatabase } from 'tradewright/plugin';
import { runBacktest } from '../../engine/runtime/backtest.ts';
import { CROSS_CASH } from './reference.ts';
import { type BenchData, marketHours } from './series.ts';

const ONE_BASIS_POINT = 1e-4;

/** One basis point of the open at which an order fills. */
class OpenSlippageModel implements SlippageModel {
  getSlippage(security: Security): number {
    return security.open * ONE_BASIS_POINT;
  }
}

export interface BenchRun {
  readonly data: BenchData;
  readonly create: (host: AlgorithmHost) => Algorithm;
  readonly chunkRows?: number;
}

/**
 * Market orders fill at the next open with one basis point of slippage and a broker's fees; the models are stateless.
 */
export const benchModels = {
  fillModel: new NextOpenFillModel(),
  feeModel: new InteractiveBrokersFeeModel(),
  slippageModel: new OpenSlippageModel(),
};

/**
 * The request of a benchmark: market orders fill at the next open with one basis point of slippage and a broker's fees.
 */
export function benchRequest({ data, create, chunkRows }: BenchRun): BacktestRequest {
  return {
    createAlgorithm: create,
    dataSource: data.source,
    marketHours,
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    startDate: data.startDate,
    endDate: data.endDate,
    cash: CROSS_CASH,
    models: () => benchModels,
    chunkRows,
  };
}

/** Runs a strategy over bars in memory. @throws the error of the strategy */
export async function benchBacktest(run: BenchRun): Promise<BacktestResult> {
  const result = await runBacktest(benchRequest(run));
  if (result.status !== 'completed') throw result.error;
  return result;
}
