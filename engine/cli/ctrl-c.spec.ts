import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('./ctrl-c.ts', import.meta.url).href;
/** Real milliseconds; longer than any test. */
const NEVER = 3_600_000;

/** The action on a process when it has printed a word. */
type Reactions = Readonly<Record<string, (child: ChildProcess) => void>>;

const interrupt = (child: ChildProcess): void => void child.kill('SIGINT');
/** Sends SIGINT repeatedly, because the moment at which the next one ends the process depends on the machine. */
const insist = (child: ChildProcess): void => {
  interrupt(child);
  const timer = setInterval(() => interrupt(child), 100);
  child.once('exit', () => clearInterval(timer));
};
/** Like {@link insist}, but twice each time. */
const insistTwice = (child: ChildProcess): void => {
  insist(child);
  const timer = setTimeout(() => insist(child), 20);
  child.once('exit', () => clearTimeout(timer));
};

/** Runs code after `onCtrlC`, reacts to the words that it prints, and returns how the process ended. */
async function run(
  lines: string,
  reactions: Reactions = {},
  { untilThread = 1, echoLimit = 300 } = {},
): Promise<{ code: number | null; signal: string | null; output: string }> {
  const source = `
    import { onCtrlC } from '${MODULE}';
    const listening = Promise.withResolvers();
    const stop = onCtrlC(() => console.log('interrupted'), ${untilThread}, listening.resolve, ${echoLimit});
    const alive = setInterval(() => {}, 1000);
    if (${untilThread} < ${NEVER}) await listening.promise;
    clearInterval(alive);
    ${lines}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    for (const word of String(chunk).split('\n')) reactions[word]?.(child);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, output };
}

const WAITS = `console.log('ready'); setInterval(() => {}, 1000);`;
const LOOPS = `console.log('ready'); for (;;);`;

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('calls the handler, and a second one ends the process', async () => {
    const { signal, output } = await run(WAITS, { ready: interrupt, interrupted: insist });
    expect({ signal, output }).toEqual({ signal: 'SIGINT', output: 'ready\ninterrupted\n' });
  });

  it.each([
    ['once', insist],
    ['twice', insistTwice],
  ])('ends a process in an endless loop when each signal arrives %s', async (_, send) => {
    expect(await run(LOOPS, { ready: send })).toEqual({ code: null, signal: 'SIGINT', output: 'ready\n' });
  });

  it('ends a process that loops endlessly from its beginning with the first signal', async () => {
    const ended = await run(LOOPS, { ready: interrupt }, { untilThread: NEVER });
    expect(ended).toEqual({ code: null, signal: 'SIGINT', output: 'ready\n' });
  });

  it('calls the handler once for a duplicate signal, which does not end the process', async () => {
    const echo = (child: ChildProcess): void => {
      interrupt(child);
      setTimeout(() => child.kill('SIGTERM'), 100);
    };
    const { signal, output } = await run(WAITS, { ready: interrupt, interrupted: echo }, { echoLimit: NEVER });
    expect({ signal, output }).toEqual({ signal: 'SIGTERM', output: 'ready\ninterrupted\n' });
  });

  it('does not keep a finished process alive', async () => {
    expect(await run('stop();')).toEqual({ code: 0, signal: null, output: '' });
  });

  it('does not keep a process alive that forgets to stop listening, exits or fails', async () => {
    expect((await run('')).code).toBe(0);
    expect((await run('process.exit(3);')).code).toBe(3);
  });
});
