import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('./ctrl-c.ts', import.meta.url).href;

/** Runs lines behind a listening `onCtrlC`, sends SIGINT at each line of output, and tells how the process ended. */
async function run(
  lines: string,
  isEchoed = false,
  untilThread = 1,
): Promise<{ code: number | null; signal: string | null; output: string }> {
  const source = `
    import { onCtrlC } from '${MODULE}';
    const listening = Promise.withResolvers();
    const stop = onCtrlC(() => console.log('interrupted'), ${untilThread}, listening.resolve);
    const alive = setInterval(() => {}, 1000);
    if (${untilThread} < 300) await listening.promise;
    clearInterval(alive);
    await new Promise((resolve) => setTimeout(resolve, 50));
    ${lines}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    child.kill('SIGINT');
    if (isEchoed) setTimeout(() => child.kill('SIGINT'), 50).unref();
    setTimeout(() => child.kill('SIGINT'), 450).unref();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, output };
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('is told, and a second one ends the process', async () => {
    const { signal, output } = await run(`console.log('ready'); setInterval(() => {}, 1000);`);
    expect({ signal, output }).toEqual({ signal: 'SIGINT', output: 'ready\ninterrupted\n' });
  });

  it('ends a process that loops without end the second time', async () => {
    expect(await run(`console.log('ready'); for (;;);`)).toEqual({ code: null, signal: 'SIGINT', output: 'ready\n' });
  });

  it('ends a process that loops without end the second time where each comes twice', async () => {
    const ended = await run(`console.log('ready'); for (;;);`, true);
    expect(ended).toEqual({ code: null, signal: 'SIGINT', output: 'ready\n' });
  });

  it('ends a process that loops without end from its beginning the first time', async () => {
    const ended = await run(`console.log('ready'); for (;;);`, false, 300);
    expect(ended).toEqual({ code: null, signal: 'SIGINT', output: 'ready\n' });
  });

  it('is told once where it comes twice at once, and a later one ends the process', async () => {
    const { signal, output } = await run(`console.log('ready'); setInterval(() => {}, 1000);`, true);
    expect({ signal, output }).toEqual({ signal: 'SIGINT', output: 'ready\ninterrupted\n' });
  });

  it('does not keep a process that is done', async () => {
    expect(await run('stop();')).toEqual({ code: 0, signal: null, output: '' });
  });

  it('does not keep a process that forgets to stop listening, exits or fails', async () => {
    expect((await run('')).code).toBe(0);
    expect((await run('process.exit(3);')).code).toBe(3);
  });
});
