import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openProject } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/** One statistic or count that differs from LEAN's. */
interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

interface AlgorithmParity {
  readonly name: string;
  /** Statistics and data points. */
  readonly equal: boolean;
  readonly differences: readonly Difference[];
  readonly dataPointsEqual: boolean;
  readonly orderListHashEqual: boolean;
  readonly seconds: number;
  /** The reason if the run ended early. */
  readonly error?: string;
}

interface ParityReport {
  readonly of: number;
  readonly equal: number;
  readonly algorithms: readonly AlgorithmParity[];
}

/** The exports of the files of test/parity/lean. */
interface ParityRunner {
  runLeanParity(options: {
    dataFolder: string;
    expectedFile: string;
    only?: readonly string[];
    onProgress?: (algorithm: AlgorithmParity) => void;
  }): Promise<ParityReport>;
}

interface KnownDifferences {
  readKnownDifferences(): unknown;
  /**
   * A sentence for each difference that is not in the committed list, and for each listed one that no longer exists.
   */
  departuresFrom(known: unknown, algorithms: readonly AlgorithmParity[]): string[];
}

export const parityLean: Command = {
  flags: [
    { name: 'data', placeholder: 'FOLDER', isRequired: true, description: "LEAN's data folder" },
    {
      name: 'expected',
      placeholder: 'FILE',
      description: 'File of the expected results; by default expected.json beside the data folder',
    },
    {
      name: 'only',
      kind: 'list',
      placeholder: 'NAME',
      description: 'Run only this algorithm; may be repeated',
    },
  ],
  examples: ['engine parity lean --data path/to/Lean/Data --expected expected.json --only BasicTemplateAlgorithm'],
  run: runParity,
};

async function runParity({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const { packageFolder } = openProject(workingFolder);
  const runner = await load<ParityRunner>(packageFolder, 'runner.ts');
  const known = await load<KnownDifferences>(packageFolder, 'known-differences.ts');
  const dataFolder = resolve(workingFolder, flags.required('data'));
  const expectedFile = resolve(workingFolder, flags.text('expected') ?? join(dataFolder, '..', 'expected.json'));
  requireThere('data', dataFolder, "LEAN's data folder");
  requireThere('expected', expectedFile, 'the expected results');
  const only = flags.list('only');
  const report = await runner.runLeanParity({
    dataFolder,
    expectedFile,
    only: only.length === 0 ? undefined : only,
    onProgress: (algorithm) => output.print(lines(algorithm)),
  });
  const { of, equal, algorithms } = report;
  const departures = known.departuresFrom(known.readKnownDifferences(), algorithms);
  const hashes = algorithms.filter(({ orderListHashEqual }) => orderListHashEqual).length;
  output.print(`\n${equal} of ${of} equal on statistics and data points, ${hashes} of ${of} on the order list hash`);
  for (const departure of departures) output.print(departure);
  output.json({ of, equal, orderListHashEqual: hashes, algorithms, departures });
  return departures.length === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
}

function requireThere(flag: string, path: string, what: string): void {
  if (existsSync(path)) return;
  throw new EngineError(CLI_ERRORS.PARITY_NOT_FOUND, `--${flag} ${path} does not exist. Give the path of ${what}.`, {
    data: { [flag]: path },
  });
}

/** The ported algorithms are part of the tests, which only a clone of the repository has. */
async function load<Module>(packageFolder: string, file: string): Promise<Module> {
  const path = join(packageFolder, 'test', 'parity', 'lean', file);
  if (!existsSync(path)) {
    throw new EngineError(
      CLI_ERRORS.PARITY_NOT_FOUND,
      'The regression algorithms are not installed here. Run engine parity lean in a clone of the repository.',
    );
  }
  return (await import(pathToFileURL(path).href)) as Module;
}

function lines({ name, equal, differences, orderListHashEqual, seconds, error }: AlgorithmParity): string {
  const verdict = equal ? (orderListHashEqual ? 'equal' : 'equal, but not the order list hash') : 'DIFFERS';
  const details = differences
    .map(({ what, expected, actual }) => `\n    ${what}: expected ${expected}, was ${actual}`)
    .join('');
  return `${name.padEnd(70)} ${verdict} (${seconds.toFixed(1)} s)${error === undefined ? '' : `\n    ${error}`}${details}`;
}
