import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../e2e/command.ts';
import { isSoak } from '../soak.ts';

const PRELOAD = fileURLToPath(new URL('kill-at-write.ts', import.meta.url));
const RUN = ['--strategy', 'sma-crossover', '--start', '2000-03-01', '--end', '2000-09-30'];
/** A short test covers every third of the last operations, which end a run, and a few of the earlier ones. */
const [LAST_OPERATIONS, EVERY, OTHERS] = [33, 3, 3];

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

interface Kill {
  readonly point: number;
  readonly isTorn: boolean;
}

async function live(
  output: string,
  kill?: Kill,
): Promise<{ signal: string | null; code: number | null; stdout: string; stderr: string }> {
  const launcher = join(PROJECT, 'bin', 'engine.js');
  const args = ['--import', PRELOAD, launcher, 'live', ...RUN, '--replay', '--output', output, '--json'];
  const env = {
    ...process.env,
    KILL_FOLDER: output,
    KILL_AT: String(kill?.point ?? 'never'),
    KILL_TORN: kill?.isTorn ? '1' : '0',
  };
  const child = spawn(process.execPath, args, { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, stdout, stderr };
}

/** The results that must not depend on a kill. */
function answersOf(text: string): Record<string, unknown> {
  const { status, orderListHash, resultHash, statistics, orders, dataPoints } = JSON.parse(text) as Record<
    string,
    unknown
  >;
  return { status, orderListHash, resultHash, statistics, orders, dataPoints };
}

/** Kills a run and starts it again as a user would. @returns the fault, or undefined */
async function faultAfter(kill: Kill, expected: Record<string, unknown>): Promise<string | undefined> {
  const output = join(folder.path, `${kill.point}-${String(kill.isTorn)}`);
  const killed = await live(output, kill);
  if (killed.signal !== 'SIGKILL') return `${kill.point}: not killed, ${killed.stderr}`;
  const before = statesIn(output);
  const again = await live(output);
  if (again.code !== 0) return `${kill.point}: ${again.stderr}`;
  if (JSON.stringify(answersOf(again.stdout)) !== JSON.stringify(expected)) return `${kill.point}: ${again.stdout}`;
  // a started run is resumed; only a run that was finished, or had not started, is followed by another one
  const wanted = before.filter((state) => state === 'finished').length + 1;
  const after = statesIn(output);
  if (after.length === Math.max(wanted, before.length) && after.every((state) => state === 'finished'))
    return undefined;
  return `${kill.point}: ${before.join()} became ${after.join()}`;
}

/** The states of the started runs. */
function statesIn(output: string): string[] {
  return runsIn(output).flatMap((run) => documentOf(output, run)?.state ?? []);
}

function runsIn(output: string): string[] {
  try {
    return readdirSync(output);
  } catch {
    return [];
  }
}

function documentOf(output: string, run: string): { state: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(output, run, 'run.json'), 'utf8')) as { state: string };
  } catch {
    return undefined;
  }
}

describe('a live run that is killed at a write', () => {
  it(`reaches the same results when it is started again (${isSoak ? 'every write' : 'the end and some writes'})`, async () => {
    const whole = await live(join(folder.path, 'whole'));
    const expected = answersOf(whole.stdout);
    const deeds = Number(/DEEDS (\d+)/.exec(whole.stderr)?.[1]);
    expect(expected.orders).toBeGreaterThan(3);
    expect(deeds).toBeGreaterThan(50);
    const all = Array.from({ length: deeds }, (_, point) => point);
    const stride = Math.ceil((deeds - LAST_OPERATIONS) / OTHERS);
    const points = isSoak
      ? all
      : all.filter((point) => (point >= deeds - LAST_OPERATIONS && point % EVERY === 0) || point % stride === 0);
    const kills = points.flatMap((point) =>
      (isSoak ? [false, true] : [point % 2 === 0]).map((isTorn) => ({ point, isTorn })),
    );
    const faults: string[] = [];
    const work = async (): Promise<void> => {
      for (let kill = kills.pop(); kill !== undefined; kill = kills.pop()) {
        const fault = await faultAfter(kill, expected);
        if (fault !== undefined) faults.push(fault);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    expect(faults).toEqual([]);
  });
});
