import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BacktestRequest,
  type BacktestResult,
  InterestRateProvider,
  LeanMarketHoursDatabase,
  runBacktest,
  SymbolPropertiesDatabase,
} from 'tradewright';
import { LeanDataSource } from '../../../plugins/data-lean/lean-data-source.ts';
import { type AlgorithmParity, differencesOf, type ExpectedResult, parityOf } from './comparison.ts';
import { PORTED_ALGORITHMS, type PortedAlgorithm } from './index.ts';

export interface ParityOptions {
  /** LEAN's data folder. */
  readonly dataFolder: string;
  /** The file with LEAN's expected results. */
  readonly expectedFile: string;
  /** Names of algorithms, without which all of them run. */
  readonly only?: string | readonly string[];
  /** Called after each algorithm. */
  readonly onProgress?: (algorithm: AlgorithmParity, done: number, of: number) => void;
}

export interface ParityReport {
  /** Algorithms that ran. */
  readonly of: number;
  /** Those of them that are equal. */
  readonly equal: number;
  readonly algorithms: readonly AlgorithmParity[];
}

/** What all runs share: reading it once saves most of the time of the short ones. */
type Surroundings = Omit<BacktestRequest, 'createAlgorithm'>;

/**
 * Runs the ported algorithms over LEAN's data, as LEAN's regression harness does, and compares every figure.
 *
 * @throws RangeError when `only` names an algorithm that is not there.
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

/** Runs one ported algorithm over LEAN's data and hands over the whole result. */
export async function runPortedAlgorithm(ported: PortedAlgorithm, dataFolder: string): Promise<BacktestResult> {
  return run(ported, readSurroundings(dataFolder));
}

async function compareOne(
  ported: PortedAlgorithm,
  expected: ReadonlyMap<string, ExpectedResult>,
  surroundings: Surroundings,
): Promise<AlgorithmParity> {
  const wanted = expected.get(ported.name);
  if (wanted === undefined) throw new RangeError(`The expected results have no "${ported.name}".`);
  const started = performance.now();
  const seconds = (): number => Math.round(performance.now() - started) / 1_000;
  try {
    const result = await run(ported, surroundings);
    const differences = differencesOf(wanted, result);
    const error = result.status === 'completed' ? undefined : textOf(result.error ?? result.status);
    return parityOf(
      ported.name,
      differences,
      error === undefined ? { seconds: seconds() } : { seconds: seconds(), error },
    );
  } catch (error) {
    return parityOf(ported.name, [], { seconds: seconds(), error: textOf(error) });
  }
}

async function run(ported: PortedAlgorithm, surroundings: Surroundings): Promise<BacktestResult> {
  const { default: Strategy } = await ported.load();
  return runBacktest({ ...surroundings, createAlgorithm: (host) => new Strategy(host) });
}

function choose(only: ParityOptions['only']): readonly PortedAlgorithm[] {
  if (only === undefined) return PORTED_ALGORITHMS;
  const names = typeof only === 'string' ? [only] : only;
  return names.map((name) => {
    const found = PORTED_ALGORITHMS.find((ported) => ported.name === name);
    if (found === undefined) throw new RangeError(`There is no ported algorithm "${name}".`);
    return found;
  });
}

function readExpected(path: string): ReadonlyMap<string, ExpectedResult> {
  const results = JSON.parse(readFileSync(path, 'utf8')) as ExpectedResult[];
  return new Map(results.map((result) => [result.name, result]));
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
