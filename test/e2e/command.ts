import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LAUNCHER = join(PROJECT, 'bin', 'engine.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `engine` with some arguments in a folder. */
export function startEngine(args: readonly string[], folder: string): ChildProcess {
  return spawn(process.execPath, [LAUNCHER, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits for the end of a process; `onError` is called with the standard error so far. */
export async function outcomeOf(child: ChildProcess, onError: (stderr: string) => void = () => {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => onError((stderr += chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

export async function engine(args: readonly string[], folder: string): Promise<Outcome> {
  return await outcomeOf(startEngine(args, folder));
}

/** Runs a command with --json; its standard output must be one JSON document and nothing else. */
export async function engineJson(
  args: readonly string[],
  folder: string,
): Promise<Outcome & { readonly document: Readonly<Record<string, unknown>> }> {
  const outcome = await engine([...args, '--json'], folder);
  return { ...outcome, document: JSON.parse(outcome.stdout) as Readonly<Record<string, unknown>> };
}
