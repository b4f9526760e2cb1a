import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { closeCleanly, contract, order, startPeer, TestClient } from './tws/client.ts';
import { EventName } from '@stoqey/ib';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process whose lines of output are read one by one. */
class LineProcess {
  readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly reader: Interface;

  constructor(parameters: readonly string[]) {
    this.child = spawn(process.execPath, parameters, { stdio: ['pipe', 'pipe', 'pipe'] });
    children.push(this.child);
    this.reader = createInterface({ input: this.child.stdout as NonNullable<ChildProcess['stdout']> });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    return ((await this.lines.next()) as { value: string }).value;
  }

  async ask(command: object): Promise<Record<string, unknown>> {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
    return JSON.parse(await this.line()) as Record<string, unknown>;
  }

  /** Ends the input. @returns the exit code */
  async end(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.stdin?.end();
    return await exited;
  }
}

describe('a peer as a process', () => {
  it('speaks TWS, takes commands and ends with its input', async () => {
    const peer = new LineProcess([MAIN, 'tws', '--at', '2026-03-10T10:00:00-04:00']);
    const { port } = JSON.parse(await peer.line()) as { port: number };
    await peer.ask({ move: ['AAPL', '100'] });
    const client = new TestClient(port);
    await client.connect();
    await peer.ask({ fault: { at: 'in placeOrder', fault: { kind: 'die-after' } } });
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT'));
    await client.next(EventName.disconnected);
    client.close();
    expect(await peer.ask({ book: true })).toMatchObject({ positions: [{ symbol: 'AAPL', quantity: '10' }] });
    expect(await peer.ask({ fault: { at: 'nowhere', fault: { kind: 'drop' } } })).toHaveProperty('error');
    expect(await peer.end()).toBe(0);
  });

  it('speaks to clients of Alpaca', async () => {
    const peer = new LineProcess([MAIN, 'alpaca', '--cash', '5000']);
    const { url } = JSON.parse(await peer.line()) as { url: string };
    const headers = { 'APCA-API-KEY-ID': 'test-key', 'APCA-API-SECRET-KEY': 'test-secret' };
    const answer = await fetch(`${url}/v2/account`, { headers });
    expect(await answer.json()).toMatchObject({ cash: '5000.00' });
    expect(await peer.end()).toBe(0);
  });
});

/** Connects the real client, says so, and then answers each line of input: proof that its event loop runs. */
const CLIENT = (port: number): string => `
  const { IBApi } = require('@stoqey/ib');
  const api = new IBApi({ host: '127.0.0.1', port: ${port}, clientId: 1 });
  api.on('nextValidId', () => console.log('ready'));
  api.on('error', () => {});
  process.stdin.on('data', () => console.log('alive'));
  api.connect();
`;

describe('what the client of TWS does not survive', () => {
  it('is a malformed reject, which throws outside of every handler', async () => {
    const { peer, clock } = await startPeer();
    const client = new LineProcess(['-e', CLIENT(peer.port)]);
    expect(await client.line()).toBe('ready');
    const exited = new Promise<number | null>((resolve) => client.child.once('exit', resolve));
    peer.faults.add({ at: 'out error', fault: { kind: 'malformed', form: 'bad reject' } });
    peer.notify(2104, 'Market data farm connection is OK:usfarm');
    expect(await exited).toBe(1);
    await closeCleanly(peer, clock);
  });

  it('is a negative length, after which its process no longer answers', async () => {
    const { peer, clock } = await startPeer();
    const client = new LineProcess(['-e', CLIENT(peer.port)]);
    expect(await client.line()).toBe('ready');
    client.child.stdin?.write('first\n');
    expect(await client.line()).toBe('alive');
    peer.faults.add({ at: 'out error', fault: { kind: 'malformed', form: 'negative length' } });
    peer.notify(2104, 'Market data farm connection is OK:usfarm');
    await new Promise((resolve) => setTimeout(resolve, 100));
    client.child.stdin?.write('second\n');
    const silence = new Promise<string>((resolve) => setTimeout(resolve, 500, 'silent'));
    expect(await Promise.race([client.line(), silence])).toBe('silent');
    client.child.kill('SIGKILL');
    await closeCleanly(peer, clock);
  });
});
