import { createHash } from 'node:crypto';
import type { RunRecord } from '../../api/result-handler.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { ParameterValue } from '../../runtime/parameters.ts';
import { runBacktest } from '../../runtime/backtest.ts';
import type { BacktestRequest, BacktestResult } from '../../runtime/run-request.ts';
import { buildPlan } from '../build-plan.ts';
import type { GivenParts } from '../build-plan.ts';
import { HOST_ERRORS } from '../errors.ts';
import { checkedParameters } from '../parameter-values.ts';
import type { Plan, RunFlags } from '../plan.ts';
import { openProject } from '../project.ts';
import type { Project } from '../project.ts';
import { prepareRun } from '../prepare-run.ts';
import { runRecord } from '../run-record.ts';
import type { RunOutcome } from '../run-record.ts';
import type { AlgorithmClass } from '../strategy-loader.ts';
import { BarColumnsSource } from './bar-columns-source.ts';
import type { BarSeries } from './bar-columns-source.ts';
import { DataSession, DEFAULT_KEPT_BYTES } from './data-session.ts';

/** Options of a session. */
export interface SessionOptions {
  /** The user's folder with strategies, plugins and tradewright.json; defaults to the working folder. */
  readonly workingFolder?: string;
  /**
   * Name or path of a data folder for all runs; defaults to each strategy's configuration, as for `engine backtest`.
   */
  readonly data?: string;
  /** The data source that reads the folder. */
  readonly dataSource?: string;
  /** The program's own bars instead of a data folder. */
  readonly bars?: readonly BarSeries[];
  /** Limit of bytes of rows kept for further runs, 512 MiB by default. Rows beyond it are read again. */
  readonly keptBytes?: number;
}

/**
 * Options of one run; defaults come from the strategy's config.json, then tradewright.json, as for `engine backtest`.
 */
export interface SessionRunOptions {
  /** Name or path of a strategy's folder, or a strategy class. */
  readonly strategy: string | AlgorithmClass;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** First and last day, yyyy-mm-dd. */
  readonly start?: string;
  readonly end?: string;
  /** Starting cash, account currency. */
  readonly cash?: number;
  readonly seed?: number;
  /** Models by name, as for the flags of `engine backtest`: `constant:1`. */
  readonly fillModel?: string;
  readonly feeModel?: string;
  readonly slippageModel?: string;
  readonly settlementModel?: string;
  readonly buyingPowerModel?: string;
  readonly brokerageModel?: string;
  /** The program's own models, which take precedence over named ones. */
  readonly models?: BacktestRequest['models'];
  readonly benchmark?: string;
  /** Called with each log message of the strategy; without it they are dropped. */
  readonly onLog?: BacktestRequest['onLog'];
  readonly onProgress?: BacktestRequest['onProgress'];
  /** Ends the run after the current instant; its result is marked as interrupted. */
  readonly signal?: AbortSignal;
}

/** The result of a run in a session, in memory; no file is written. */
export interface SessionRun extends Omit<BacktestResult, 'status' | 'error' | 'timings' | 'caveats'> {
  readonly status: RunRecord['status'];
  /** The content of a backtest's result.json and more, computed on first access. */
  readonly record: RunRecord;
  /** Hash of the rows that the run has read, as in the record. */
  readonly dataHash: string;
}

/** The options that determine a run's plan, without those that may vary between runs of the plan. */
type PlanFlags = Omit<RunFlags, 'param'>;

/** Runs strategies that share plugin code, open data, rows and indicator columns. */
export class Session {
  private readonly project: Project;
  private readonly options: SessionOptions;
  private readonly data: DataSession;
  private readonly given: GivenParts['data'];
  private readonly abort = new AbortController();
  private readonly plans = new Map<string, Plan>();
  private isClosed = false;

  constructor(options: SessionOptions) {
    const { workingFolder = process.cwd(), bars, keptBytes = DEFAULT_KEPT_BYTES } = options;
    const source = bars && new BarColumnsSource(bars);
    this.project = openProject(workingFolder);
    this.options = options;
    this.data = new DataSession({ keptBytes, signal: this.abort.signal });
    if (source !== undefined) {
      this.given = OWN_DATA;
      this.data.provide(OWN_DATA.folder, source);
    }
  }

  /**
   * Runs a strategy over past data. Runs may overlap.
   * @throws EngineError as printed by `engine backtest`: faults of the plan or the data, and errors of the strategy
   */
  async run(options: SessionRunOptions): Promise<SessionRun> {
    if (this.isClosed) throw new EngineError(HOST_ERRORS.SESSION_CLOSED, 'The session is closed. Open another one.');
    const { strategy, models, onLog, onProgress, signal } = options;
    const given = typeof strategy === 'string' ? undefined : strategy;
    const plan = this.planOf(options, given);
    const prepared = await prepareRun(plan, this.data, given);
    try {
      const hooks = { onLog, onProgress, signal: this.signalWith(signal) };
      const outcome = await prepared.run((request) =>
        runBacktest({ ...request, ...hooks, models: models ?? request.models }),
      );
      return runOf(outcome, () =>
        runRecord(plan, outcome, given && createHash('sha256').update(String(given)).digest('hex')),
      );
    } finally {
      await prepared.scopes.close();
    }
  }

  /** Interrupts active runs, stops data sources and releases loaded code. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.abort.abort();
    await this.data.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private signalWith(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.abort.signal : AbortSignal.any([this.abort.signal, signal]);
  }

  private planOf(options: SessionRunOptions, given: AlgorithmClass | undefined): Plan {
    const { parameters = {}, start, end, cash, seed, strategy } = options;
    const { fillModel, feeModel, slippageModel, settlementModel, buyingPowerModel, brokerageModel, benchmark } =
      options;
    const flags: PlanFlags = {
      strategy: typeof strategy === 'string' ? strategy : strategy.name,
      start,
      end,
      cash: cash === undefined ? undefined : String(cash),
      seed: seed === undefined ? undefined : String(seed),
      data: this.options.data,
      dataSource: this.options.dataSource,
      fillModel,
      feeModel,
      slippageModel,
      settlementModel,
      buyingPowerModel,
      brokerageModel,
      benchmark,
      results: ['no-json', 'no-csv', 'no-html'],
    };
    const key = JSON.stringify([given === undefined, flags]);
    let plan = this.plans.get(key);
    if (plan === undefined) {
      plan = buildPlan(this.project, flags, { strategy: given && ownStrategy(given), data: this.given });
      this.plans.set(key, plan);
    }
    const values =
      given === undefined
        ? { ...plan.parameters, ...checkedParameters(parameters, plan.strategy.config.parameters ?? {}) }
        : parameters;
    return { ...plan, parameters: values };
  }
}

/** Opens a session; its data and plugins are loaded on first use. @throws EngineError for invalid bars */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  return new Session(options);
}

const PROVISION = { contract: 'DataSource', name: 'columns', description: "Bars of the program's own." } as const;
const OWN_DATA: NonNullable<GivenParts['data']> = {
  folder: { folder: '', shown: "the program's own", description: {} },
  source: { name: PROVISION.name, parts: [], provider: { plugin: undefined, provision: PROVISION } },
};

/** A class from a program has neither a folder nor a configuration. */
function ownStrategy({ name }: AlgorithmClass): NonNullable<GivenParts['strategy']> {
  return { name, folder: '', shown: name, config: {}, hasModule: false };
}

function runOf({ result, ending, source }: RunOutcome, makeRecord: () => RunRecord): SessionRun {
  let record: RunRecord | undefined;
  return {
    status: result.status === 'interrupted' ? 'interrupted' : ending === undefined ? 'completed' : 'ended-early',
    ending,
    statistics: result.statistics,
    runtimeStatistics: result.runtimeStatistics,
    figures: result.figures,
    dataPoints: result.dataPoints,
    historyDataPoints: result.historyDataPoints,
    get orders() {
      return result.orders;
    },
    get orderEvents() {
      return result.orderEvents;
    },
    get orderListHash() {
      return result.orderListHash;
    },
    equity: result.equity,
    benchmark: result.benchmark,
    daily: result.daily,
    intraday: result.intraday,
    get trades() {
      return result.trades;
    },
    finalEquity: result.finalEquity,
    accountCurrency: result.accountCurrency,
    timeZone: result.timeZone,
    splits: result.splits,
    plots: result.plots,
    startDate: result.startDate,
    endDate: result.endDate,
    get record() {
      return (record ??= makeRecord());
    },
    get dataHash() {
      return source.hash();
    },
  };
}
