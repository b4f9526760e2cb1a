import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { CommandTime, StartMeasurement } from './results.ts';

const STRATEGY = 'sma-crossover';
/** Factor of the number of runs for commands of tens of milliseconds, whose times vary more. */
const REPEATS = 3;

interface Command {
  readonly what: string;
  readonly file: string;
  readonly args: readonly string[];
}

/** Times a backtest from the command line relative to an empty program. */
export function measureStart(project: string, runs: number): StartMeasurement {
  const output = mkdtempSync(join(tmpdir(), 'tradewright-bench-'));
  try {
    return measureIn(project, output, runs * REPEATS);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function measureIn(project: string, output: string, runs: number): StartMeasurement {
  const launcher = join(project, 'bin/engine.js');
  const args = [launcher, 'backtest', '--strategy', STRATEGY, '--no-progress', '--output', output];
  const machine = machineNode();
  const first = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  const failure = first.status === 0 ? undefined : (first.stderr || first.stdout || 'no output').trim().split('\n')[0];
  const commands: Command[] = [{ what: 'node -e 0, bundled', file: process.execPath, args: ['-e', '0'] }];
  if (machine !== undefined) commands.push({ what: "node -e 0, the machine's own", file: machine, args: ['-e', '0'] });
  if (failure === undefined) {
    commands.push({ what: `engine backtest --strategy ${STRATEGY}`, file: process.execPath, args });
    if (machine !== undefined) commands.push({ what: "the same, by the machine's own Node", file: machine, args });
  }
  const times = timeInTurn(commands, project, runs);
  const timeOf = (file: string, isBacktest: boolean): CommandTime | undefined =>
    times[commands.findIndex((command) => command.file === file && (command.args === args) === isBacktest)];
  return {
    bundled: times[0],
    machine: machine === undefined ? undefined : timeOf(machine, false),
    backtest: timeOf(process.execPath, true),
    handedOver: machine === undefined ? undefined : timeOf(machine, true),
    peak: failure === undefined ? peakOf(args, project) : undefined,
    failure,
  };
}

/** Times the commands in turn, so that other load of the machine affects them equally. */
function timeInTurn(commands: readonly Command[], folder: string, runs: number): CommandTime[] {
  const times = commands.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    commands.forEach(({ file, args }, index) => {
      const started = performance.now();
      spawnSync(file, args, { cwd: folder, stdio: 'ignore' });
      if (run > 0) times[index].push(performance.now() - started);
    });
  }
  return commands.map(({ what }, index) => {
    const sorted = times[index].toSorted((a, b) => a - b);
    return { what, median: sorted[sorted.length >> 1], runs: times[index] };
  });
}

/** Runs the launcher in a small program that reports its peak memory at its end. */
function peakOf(args: readonly string[], folder: string): number {
  const said = "process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS));";
  const hook = `data:text/javascript,${encodeURIComponent(said)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', hook, ...args], { cwd: folder, encoding: 'utf8' });
  return Number(/peak (\d+)$/.exec(stderr)?.[1] ?? NaN) * 1024;
}

/** The first Node on the path that is not from this project. */
function machineNode(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder.includes('node_modules')) continue;
    try {
      const file = realpathSync(join(folder, process.platform === 'win32' ? 'node.exe' : 'node'));
      if (file !== realpathSync(process.execPath)) return file;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
