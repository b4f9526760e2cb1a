import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testkit/temporary-folder.ts';
import type { TemporaryFolder } from '../testkit/temporary-folder.ts';
import { askRun } from './control-client.ts';
import { ControlServer } from './control-server.ts';
import type { LiveStatus } from './live-status.ts';
import { withSocketAddress } from './socket-path.ts';

const STATUS = { run: 'x', state: 'running', broker: 'paper' } as LiveStatus;

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('the socket of a run', () => {
  it('accepts commands and answers them in sequence', async () => {
    const asked: string[] = [];
    const server = await ControlServer.listen(folder.path, async (command) => {
      asked.push(command);
      return STATUS;
    });
    expect(await askRun(folder.path, { command: 'pause' }, 1_000)).toEqual(STATUS);
    expect(await askRun(folder.path, { command: 'status' }, 1_000)).toEqual(STATUS);
    await server.close();
    expect(asked).toEqual(['pause', 'status']);
    expect(existsSync(join(folder.path, 'control.sock'))).toBe(false);
  });

  it('completes pending answers before it closes', async () => {
    const { promise, resolve } = Promise.withResolvers<LiveStatus>();
    const server = await ControlServer.listen(folder.path, () => promise);
    const answer = askRun(folder.path, { command: 'stop' }, 5_000);
    await askUntilConnected(server);
    const closing = server.close();
    resolve({ ...STATUS, state: 'ended' });
    await closing;
    expect((await answer).state).toBe('ended');
  });

  it('replaces an abandoned socket', async () => {
    writeFileSync(join(folder.path, 'control.sock'), '');
    const server = await ControlServer.listen(folder.path, async () => STATUS);
    expect(await askRun(folder.path, { command: 'status' }, 1_000)).toEqual(STATUS);
    await server.close();
  });

  it('rejects input that is not a command', async () => {
    const server = await ControlServer.listen(folder.path, async () => STATUS);
    const answers = await Promise.all(['{"command":"buy"}\n', 'nonsense\n', 'x'.repeat(5_000)].map(raw));
    for (const answer of answers) expect(JSON.parse(answer)).toMatchObject({ ok: false });
    await server.close();
  });

  it('reports a missing or silent process to the client', async () => {
    await expect(askRun(folder.path, { command: 'status' }, 100)).rejects.toMatchObject({ code: 'LIVE_NOT_RUNNING' });
    const { promise, resolve } = Promise.withResolvers<LiveStatus>();
    const server = await ControlServer.listen(folder.path, () => promise);
    await expect(askRun(folder.path, { command: 'pause' }, 50)).rejects.toMatchObject({ code: 'LIVE_NO_ANSWER' });
    resolve(STATUS);
    await server.close();
  });

  it('has a short address for a folder path of any length', async () => {
    const deep = join(folder.path, 'd'.repeat(120), 'e'.repeat(60));
    mkdirSync(deep, { recursive: true });
    await withSocketAddress(deep, async (address) => expect(Buffer.byteLength(address)).toBeLessThanOrEqual(103));
    const server = await ControlServer.listen(deep, async () => STATUS);
    expect(existsSync(join(deep, 'control.sock'))).toBe(true);
    expect(await askRun(deep, { command: 'status' }, 1_000)).toEqual(STATUS);
    await server.close();
  });

  async function askUntilConnected(server: ControlServer): Promise<void> {
    while (!server.isAnswering) await new Promise((resolve) => setImmediate(resolve));
  }

  async function raw(text: string): Promise<string> {
    return await withSocketAddress(
      folder.path,
      (address) =>
        new Promise<string>((resolve, reject) => {
          let answer = '';
          const socket = createConnection(address, () => socket.write(text));
          socket.on('data', (chunk) => (answer += chunk));
          socket.on('close', () => resolve(answer));
          socket.on('error', reject);
        }),
    );
  }
});
