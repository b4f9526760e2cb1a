import { createHash } from 'node:crypto';
import type { RunRecord } from '../api/result-handler.ts';
import { dateOf } from '../data/time/calendar-math.ts';
import type { BacktestResult, RunEnding } from '../runtime/run-request.ts';
import type { BenchmarkChoice } from './benchmark.ts';
import { codeHash } from './code-hash.ts';
import { dateText } from './dates.ts';
import type { Choice, Plan } from './plan.ts';
import type { RecordingDataSource } from './session/recording-data-source.ts';
import { endingRecord } from './run-ending.ts';
import { shownFigures } from './short-run.ts';
import { resultHash } from './results/result-hash.ts';
import { contractTerms, fillRows, isoTime, orderRow } from '../statistics/order-rows.ts';

/** The result of a run with the host's additional facts. */
export interface RunOutcome {
  readonly result: BacktestResult;
  /** Why the run ended early, if it did. */
  readonly ending: RunEnding | undefined;
  readonly source: RecordingDataSource;
  readonly caveats: readonly string[];
  /** Real start time of the run, epoch milliseconds. */
  readonly startedAt: number;
  /** Time to load plugins, strategy and environment, in milliseconds. */
  readonly loadMilliseconds: number;
}

/**
 * Builds the record from which results are written.
 * @param code hash of the strategy's code; defaults to the hash of its folder
 */
export function runRecord(
  plan: Plan,
  { result, ending, source, caveats, startedAt, loadMilliseconds }: RunOutcome,
  code: string = codeHash(plan.strategy.folder),
): RunRecord {
  const { statistics, equity, orderEvents } = result;
  return {
    strategy: plan.strategy.name,
    status: result.status === 'interrupted' ? 'interrupted' : ending === undefined ? 'completed' : 'ended-early',
    ending: endingRecord(ending),
    engineVersion: plan.project.version,
    start: dateText(result.startDate),
    // a run that ended early did not reach its last day
    end: dateText(ending === undefined || ending.reason === 'data' ? result.endDate : dateOf(ending.time)),
    seed: plan.seed,
    parameters: plan.parameters,
    choices: choicesOf(plan),
    dataPoints: result.dataPoints,
    historyDataPoints: result.historyDataPoints,
    finalEquity: result.finalEquity,
    accountCurrency: result.accountCurrency,
    timeZone: result.timeZone,
    orderListHash: result.orderListHash,
    resultHash: resultHash({ orderEvents, statistics, equity }),
    hashes: {
      code,
      data: source.hash(),
      parameters: sha256(JSON.stringify(plan.parameters)),
    },
    data: source.fingerprints(),
    caveats: [...caveats, ...result.caveats],
    runtimeStatistics: Object.keys(result.runtimeStatistics).length === 0 ? undefined : result.runtimeStatistics,
    ...shownFigures(result),
    orders: result.orders,
    orderRows: result.orders.map(orderRow),
    orderEvents,
    fills: fillRows(orderEvents),
    contracts: contractTerms(orderEvents, result.accountCurrency),
    splits: result.splits.length === 0 ? undefined : result.splits,
    equity,
    benchmark: result.benchmark,
    daily: result.daily,
    intraday: result.intraday,
    trades: result.trades,
    plots: result.plots,
    timings: timingsOf(result, startedAt, loadMilliseconds),
  };
}

function timingsOf(
  { timings, dataPoints }: BacktestResult,
  startedAt: number,
  loadMilliseconds: number,
): RunRecord['timings'] {
  const { load, run, statistics } = timings;
  return {
    startedAt: isoTime(startedAt),
    prepare: rounded(loadMilliseconds),
    load: rounded(load),
    run: rounded(run),
    statistics: rounded(statistics),
    rowsPerSecond: run === 0 ? 0 : Math.round((dataPoints / run) * 1000),
  };
}

/** The choices of the plan by name. */
export function choicesOf({
  dataSource,
  broker,
  brokerageModel,
  models,
  benchmark,
  riskRules,
  exits,
  sizing,
  series,
  providers,
}: Plan): Record<string, string> {
  const choices: Record<string, string> = { dataSource: choiceText(dataSource) };
  if (broker !== undefined) choices.broker = choiceText(broker);
  if (brokerageModel !== undefined) choices.brokerageModel = choiceText(brokerageModel);
  for (const [kind, choice] of Object.entries(models)) choices[`${kind}Model`] = choiceText(choice);
  if (benchmark !== undefined) choices.benchmark = benchmarkText(benchmark);
  for (const { name, choice } of series) choices[`series ${name}`] = choiceText(choice);
  if (riskRules.length > 0) choices.riskRules = riskRules.map(choiceText).join(' ');
  if (exits.length > 0) choices.exits = exits.map(choiceText).join(' ');
  if (sizing !== undefined) choices.sizing = choiceText(sizing);
  for (const { contract, choices: chosen } of providers)
    if (chosen.length > 0) choices[contract.key] = chosen.map(choiceText).join(' ');
  return choices;
}

function choiceText({ name, parts }: Choice): string {
  return parts.length === 0 ? name : `${name}:${parts.join()}`;
}

function benchmarkText({ securityType, market, ticker, resolution }: BenchmarkChoice): string {
  const path = [securityType, ...(market === undefined ? [] : [market]), ticker].join('/');
  return resolution === undefined ? path : `${path}@${resolution}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
