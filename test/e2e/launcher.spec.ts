import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A stub of the command line, so that these tests cover only the launcher. */
const COMMAND_LINE = `
export async function main(argv: string[]): Promise<number> {
  const [verb, value] = argv;
  if (verb === 'exit') return Number(value);
  if (verb === 'die') process.kill(process.pid, value);
  if (verb === 'wait') {
    const seen: string[] = [];
    const first = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { seen.push(signal); resolve(); });
    });
    const alive = setInterval(() => {}, 1000);
    process.stdout.write('ready ');
    await first;
    await new Promise((resolve) => setTimeout(resolve, 50));
    clearInterval(alive);
    process.stdout.write(seen.join());
    return 130;
  }
  process.stdout.write(JSON.stringify({ argv, folder: process.cwd(), parent: process.ppid, node: process.versions.node }));
  return 0;
}
`;

/** Makes the process that loads it, but not the one that it starts, report an older Node version. */
const OLDER_NODE = `
if (!process.env.PASSED_FOR_OLDER) {
  process.env.PASSED_FOR_OLDER = 'yes';
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
}
`;

let folder: string;
let elsewhere: string;

beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'launcher-'));
  elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(folder, 'older-node.mjs'), OLDER_NODE);
  for (const name of ['whole', 'without-node']) {
    cpSync(join(PROJECT, 'bin'), join(folder, name, 'bin'), { recursive: true });
    mkdirSync(join(folder, name, 'engine', 'cli'), { recursive: true });
    writeFileSync(join(folder, name, 'engine', 'cli', 'main.ts'), COMMAND_LINE);
    writeFileSync(join(folder, name, 'package.json'), '{ "type": "module" }');
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'whole', 'node_modules'), 'junction');
  writeFileSync(join(folder, 'without-node', 'node_modules'), 'a file, so that nothing can be written below it');
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(node: 'current' | 'older', project: string, args: string[]): ChildProcess {
  const preload = node === 'older' ? ['--import', join(folder, 'older-node.mjs')] : [];
  return spawn(process.execPath, [...preload, join(folder, project, 'bin', 'engine.js'), ...args], {
    cwd: elsewhere,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcome(child: ChildProcess, onOutput: (text: string) => void = () => {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => onOutput((stdout += chunk)));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

describe.each(['current', 'older'] as const)('the launcher on the %s Node', (node) => {
  it('passes arguments, keeps the working folder and runs on Node 26 or newer', async () => {
    const child = start(node, 'whole', ['backtest', '--strategy', 'a b', '*']);
    const { code, stdout, stderr } = await outcome(child);
    const seen = JSON.parse(stdout) as { argv: string[]; folder: string; parent: number; node: string };
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(seen.argv).toEqual(['backtest', '--strategy', 'a b', '*']);
    expect(seen.folder).toBe(elsewhere);
    expect(seen.parent).toBe(node === 'older' ? child.pid : process.pid);
    expect(Number.parseInt(seen.node, 10)).toBeGreaterThanOrEqual(26);
  });

  it.each([0, 1, 2, 3, 130])('ends with exit code %i when the command does', async (code) => {
    expect(await outcome(start(node, 'whole', ['exit', String(code)]))).toMatchObject({ code });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('forwards %s to the command once', async (signal) => {
    const child = start(node, 'whole', ['wait']);
    let sent = false;
    const { code, stdout } = await outcome(child, () => {
      if (!sent) child.kill(signal);
      sent = true;
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: `ready ${signal}` });
  });
});

describe('the launcher', () => {
  it('ends the command when the process that handed over to it is killed', async () => {
    const child = start('older', 'whole', ['wait']);
    const ended = outcome(child, (text) => text.startsWith('ready') && child.kill('SIGKILL'));
    // the streams close when the last process that holds them has ended
    expect((await ended).stdout).toBe('ready SIGTERM');
  });

  it('reports a killed command like a shell', async () => {
    expect(await outcome(start('older', 'whole', ['die', 'SIGKILL']))).toMatchObject({ code: 137 });
  });

  it('gives instructions when Node is too old and npm installed none', async () => {
    const { code, stdout, stderr } = await outcome(start('older', 'without-node', ['exit', '0']));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The engine needs Node 26 or newer; this is 20\.20\.2, .* Run "npm ci" in .*\.\n$/);
  });

  it('runs when the compile cache cannot be written', async () => {
    expect(await outcome(start('current', 'without-node', ['exit', '0']))).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
