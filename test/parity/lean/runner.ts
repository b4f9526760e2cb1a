import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BacktestResult, EngineError, InterestRateProvider } from 'tradewright';
import { type BacktestRequest } from '../../../engine/runtime/run-request.ts';
import { LeanMarketHoursDatabase, SymbolPropertiesDatabase } from 'tradewright/plugin';
import { runBacktest } from '../../../engine/runtime/backtest.ts';
import { LeanDataSource } from '../../../plugins/data-lean/lean-data-source.ts';
import { suggestion } from '../../../engine/host/nearest-name.ts';
import { type AlgorithmParity, differencesOf, type ExpectedResult, parityOf } from './comparison.ts';
import { PARITY_ERRORS } from './errors.ts';
import { PORTED_ALGORITHMS, type PortedAlgorithm } from './index.ts';

export interface ParityOptions {
  /** LEAN's data folder. */
  readonly dataFolder: string;
  /** The file with LEAN's expected results. */
  readonly expectedFile: string;
  /** Names of algorithms; default: all. */
  readonly only?: string | readonly string[];
  /** Called after each algorithm. */
  readonly onProgress?: (algorithm: AlgorithmParity, done: number, of: number) => void;
}

export interface ParityReport {
  /** Number of algorithms that ran. */
  readonly of: number;
  /** Number of equal ones. */
  readonly equal: number;
  readonly algorithms: readonly AlgorithmParity[];
}

/** Data that all runs share: reading them once saves most of the time of short runs. */
type Surroundings = Omit<BacktestRequest, 'createAlgorithm'>;

/**
 * Runs the ported algorithms over LEAN's data, like LEAN's regression tests, and compares every figure.
 *
 * @throws EngineError PARITY_UNKNOWN_ALGORITHM, PARITY_BAD_EXPECTED_FILE
 */
export async function runLeanParity(options: ParityOptions): Promise<ParityReport> {
  const chosen = choose(options.only);
  const expected = readExpected(options.expectedFile);
  const surroundings = readSurroundings(options.dataFolder);
  const algorithms: AlgorithmParity[] = [];
  for (const ported of chosen) {
    const parity = await compareOne(ported, expected, surroundings);
    algorithms.push(parity);
    options.onProgress?.(parity, algorithms.length, chosen.length);
  }
  return { of: algorithms.length, equal: algorithms.filter(({ equal }) => equal).length, algorithms };
}

/** Runs one ported algorithm over LEAN's data. @returns the whole result */
export async function runPortedAlgorithm(ported: PortedAlgorithm, dataFolder: string): Promise<BacktestResult> {
  return run(ported, readSurroundings(dataFolder));
}

async function compareOne(
  ported: PortedAlgorithm,
  expected: ReadonlyMap<string, ExpectedResult>,
  surroundings: Surroundings,
): Promise<AlgorithmParity> {
  const wanted = expected.get(ported.name);
  if (wanted === undefined) {
    throw badExpectedFile(
      `The expected results have no "${ported.name}". Use a file that has it, or omit the algorithm.`,
    );
  }
  const started = performance.now();
  const seconds = (): number => Math.round(performance.now() - started) / 1_000;
  try {
    const result = await run(ported, surroundings);
    const differences = differencesOf(wanted, result);
    const error =
      result.status === 'completed' || result.status === 'ended-early'
        ? undefined
        : textOf(result.error ?? result.status);
    return parityOf(
      ported.name,
      differences,
      error === undefined ? { seconds: seconds() } : { seconds: seconds(), error },
    );
  } catch (error) {
    return parityOf(ported.name, [], { seconds: seconds(), error: textOf(error) });
  }
}

/** The request for a run of a ported algorithm over LEAN's data. */
export async function portedRequest(ported: PortedAlgorithm, dataFolder: string): Promise<BacktestRequest> {
  return requestOf(ported, readSurroundings(dataFolder));
}

async function run(ported: PortedAlgorithm, surroundings: Surroundings): Promise<BacktestResult> {
  return runBacktest(await requestOf(ported, surroundings));
}

async function requestOf(ported: PortedAlgorithm, surroundings: Surroundings): Promise<BacktestRequest> {
  const { default: Strategy } = await ported.load();
  return { ...surroundings, createAlgorithm: (host) => new Strategy(host) };
}

function choose(only: ParityOptions['only']): readonly PortedAlgorithm[] {
  if (only === undefined) return PORTED_ALGORITHMS;
  const wanted = typeof only === 'string' ? [only] : only;
  const known = PORTED_ALGORITHMS.map(({ name }) => name);
  return wanted.map((name) => {
    const found = PORTED_ALGORITHMS[known.indexOf(name)];
    if (found !== undefined) return found;
    const message = `There is no ported algorithm "${name}". ${suggestion(name, known, 'ported algorithms')}`;
    throw new EngineError(PARITY_ERRORS.UNKNOWN_ALGORITHM, message, { data: { name } });
  });
}

function readExpected(path: string): ReadonlyMap<string, ExpectedResult> {
  let results: unknown;
  try {
    results = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw badExpectedFile(`The expected results cannot be read: ${textOf(cause)}. Use a readable JSON file.`, cause);
  }
  if (!Array.isArray(results)) {
    throw badExpectedFile(`The expected results in ${path} are not a list. Use a JSON list of results.`);
  }
  return new Map((results as ExpectedResult[]).map((result) => [result.name, result]));
}

function badExpectedFile(message: string, cause?: unknown): EngineError {
  return new EngineError(PARITY_ERRORS.BAD_EXPECTED_FILE, message, { cause });
}

function readSurroundings(dataFolder: string): Surroundings {
  const read = (path: string): string => readFileSync(join(dataFolder, path), 'utf8');
  return {
    dataSource: new LeanDataSource({ folder: dataFolder }),
    marketHours: LeanMarketHoursDatabase.fromText(read('market-hours/market-hours-database.json')),
    symbolProperties: SymbolPropertiesDatabase.fromFolder(dataFolder),
    interestRates: InterestRateProvider.parse(read('alternative/interest-rate/usa/interest-rate.csv')),
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
