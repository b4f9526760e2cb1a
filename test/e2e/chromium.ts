import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { outcomeOf } from './command.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--enable-logging=stderr',
];

/** A browser of this machine; undefined where there is none. */
export const CHROMIUM = (process.env.PATH ?? '')
  .split(':')
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** A page as it stands when its script has run, and what it said to the console. */
export async function renderedPage(
  address: string,
  flags: readonly string[] = [],
): Promise<{ readonly dom: string; readonly console: readonly string[] }> {
  const { path, remove } = temporaryFolder();
  const args = [...FLAGS, `--user-data-dir=${path}`, '--virtual-time-budget=3000', ...flags, '--dump-dom', address];
  const { stdout, stderr } = await outcomeOf(spawn(CHROMIUM ?? '', args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  remove();
  return { dom: stdout, console: stderr.split('\n').filter((line) => line.includes('CONSOLE')) };
}
