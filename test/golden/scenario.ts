import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from 'tradewright/plugin';
import { buildPlan } from '../../engine/host/build-plan.ts';
import { dateText } from '../../engine/host/dates.ts';
import { HOST_ERRORS } from '../../engine/host/errors.ts';
import { valueText } from '../../engine/host/parameter-values.ts';
import type { RunFlags } from '../../engine/host/plan.ts';
import { openProject } from '../../engine/host/project.ts';
import { runPlan } from '../../engine/host/run-plan.ts';
import { strategyNames } from '../../engine/host/strategy-catalog.ts';
import { EngineError } from '../../engine/model/engine-error.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const TEMPLATES = 'templates/strategies';

/** The figures that a scenario pins. */
export interface PinnedResult {
  readonly statistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
  readonly orders: number;
  readonly orderListHash: string;
  readonly finalEquity: number;
  readonly resultHash: string;
}

/** A strategy's scenario.json: one backtest, pinned with its results. */
export interface Scenario {
  readonly description: string;
  readonly run: {
    readonly start: string;
    readonly end: string;
    readonly cash: number;
    readonly seed: number;
    /** A folder below data/; default: the embedded sample. */
    readonly data?: string;
    readonly parameters?: Readonly<Record<string, number | string | boolean | readonly string[]>>;
  };
  readonly expected: PinnedResult;
}

/**
 * Every strategy with pinned results, by its name, and the templates of new ones, by their folders. An unfinished
 * strategy may have no scenario yet; `engine check` reports that.
 */
export function pinnedStrategies(): string[] {
  const templates = readdirSync(join(PROJECT, TEMPLATES)).map((name) => `${TEMPLATES}/${name}`);
  return [...strategyNames(openProject(PROJECT, PROJECT)), ...templates].filter((name) =>
    existsSync(scenarioFile(name)),
  );
}

export function scenarioFile(strategy: string): string {
  const folder = strategy.startsWith(TEMPLATES) ? strategy : join('strategies', strategy);
  return join(PROJECT, folder, 'scenario.json');
}

export function readScenario(strategy: string): Scenario {
  return JSON.parse(readFileSync(scenarioFile(strategy), 'utf8')) as Scenario;
}

/** A scenario of a strategy's configuration, without results. @throws EngineError when it lacks dates or cash */
export function newScenario(strategy: string): Pick<Scenario, 'description' | 'run'> {
  const { startDate, endDate, cash, seed } = buildPlan(openProject(PROJECT, PROJECT), { strategy });
  if (startDate !== undefined && endDate !== undefined && cash !== undefined)
    return {
      description: 'The configuration of config.json',
      run: { start: dateText(startDate), end: dateText(endDate), cash, seed },
    };
  throw new EngineError(
    HOST_ERRORS.CONFIGURATION_INVALID,
    `strategies/${strategy}/config.json lacks a start, an end or cash, so there is no run to pin. Specify all three.`,
  );
}

/** Runs a scenario with additional `flags`, without leaving result files. */
export async function runScenario(
  strategy: string,
  { run }: Pick<Scenario, 'run'>,
  flags: Partial<RunFlags> = {},
): Promise<RunRecord> {
  const output = mkdtempSync(join(tmpdir(), 'scenario-'));
  try {
    const plan = buildPlan(openProject(PROJECT, PROJECT), {
      strategy,
      start: run.start,
      end: run.end,
      cash: String(run.cash),
      seed: String(run.seed),
      data: run.data,
      param: Object.entries(run.parameters ?? {}).map(([name, value]) => `${name}=${valueText(value)}`),
      output,
      ...flags,
    });
    return (await runPlan(plan, { signal: new AbortController().signal })).record;
  } finally {
    rmSync(output, { recursive: true });
  }
}

/** The figures of a run that scenarios pin. */
export function pinned({
  statistics,
  dataPoints,
  orders,
  orderListHash,
  finalEquity,
  resultHash,
}: RunRecord): PinnedResult {
  return { statistics, dataPoints, orders: orders.length, orderListHash, finalEquity, resultHash };
}
