import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { Watchdog } from './watchdog.ts';
import { shownFrame } from './watchdog-frames.ts';

const SETTINGS = { folder: '/ideas/mine', strategy: 'mine', seconds: 10 };

describe('shownFrame', () => {
  it('names the handler and the innermost line of the strategy', () => {
    const frames = [
      { functionName: 'setHoldings', url: 'file:///tradewright/engine/runtime/algorithm.ts', line: 300 },
      { functionName: 'search', url: 'file:///ideas/mine/deep/search.ts?version=3', line: 12 },
      { functionName: 'onData', url: 'file:///ideas/mine/strategy.ts', line: 30 },
      { functionName: 'handleSlice', url: 'file:///tradewright/engine/runtime/algorithm.ts', line: 104 },
    ];
    expect(shownFrame(frames, SETTINGS)).toBe(
      'onData of the strategy mine has been running for 10 seconds: it is at search.ts:12. Ctrl-C twice ends the run.',
    );
  });

  it('reads paths of Windows and with spaces', () => {
    const frames = [{ functionName: '', url: 'file:///C:/my%20ideas/mine/strategy.ts', line: 3 }];
    expect(shownFrame(frames, { ...SETTINGS, folder: 'C:\\my ideas\\mine' })).toContain(
      'A callback of the strategy mine has been running for 10 seconds: it is at strategy.ts:3.',
    );
  });

  it('has nothing to say of code that is not the strategy', () => {
    const frames = [{ functionName: 'read', url: 'file:///ideas/mine-too/strategy.ts', line: 1 }];
    expect(shownFrame(frames, SETTINGS)).toBeUndefined();
  });
});

/** A strategy's module whose handler returns after a while, or never. */
const program = (milliseconds: number): string => `
import { Watchdog } from ${JSON.stringify(new URL('watchdog.ts', import.meta.url).href)};
const strategy = { name: 'stuck', folder: import.meta.dirname };
const dog = new Watchdog({ strategy, isTerminal: true, say: console.error, limit: 400, interval: 50 });
function onData() {
  const end = performance.now() + ${milliseconds};
  while (performance.now() < end);
}
function steps() {
  onData();
}
// the thread has to be there before the loop begins
await new Promise((resolve) => setTimeout(resolve, 300));
for (let count = 0; count < 2; count++) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  steps();
}
dog.end();
`;

describe('Watchdog', () => {
  it('names handler and line of a loop without end while the main thread is in it', async () => {
    const { path, remove } = temporaryFolder({ 'strategy.ts': program(Infinity) });
    const child = spawn(process.execPath, [join(path, 'strategy.ts')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    const line = new Promise<void>((resolve) =>
      child.stderr.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('\n')) resolve();
      }),
    );
    await line;
    child.kill('SIGKILL');
    await once(child, 'close');
    remove();
    expect(said).toMatch(/has been running for \d+ seconds: it is at strategy\.ts:7\. Ctrl-C twice ends the run\.\n$/);
  });

  it('names the handler of a promise that does not settle, once, and none of those that do', async () => {
    const said: string[] = [];
    const strategy = { name: 'mine', folder: import.meta.dirname };
    const dog = new Watchdog({ strategy, isTerminal: false, say: (line) => said.push(line), limit: 40, interval: 5 });
    dog.onPromise('initialize', Promise.resolve());
    dog.onPromise('onData', new Promise(() => {}));
    while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    dog.end();
    expect(said).toEqual([
      expect.stringMatching(
        /^onData of the strategy mine has waited for a promise for \d+ seconds\. The run goes on when /,
      ),
    ]);
  });
});
