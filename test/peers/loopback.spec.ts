import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardLoopback, isLoopback } from './loopback.ts';

const server: Server = createServer((socket) => socket.end());
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the guard of loopback', () => {
  it('lets connections to this machine pass and counts those that are open', async () => {
    const guard = guardLoopback();
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    expect(guard.open).toBe(1);
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(guard.open).toBe(0);
    guard.restore();
  });

  it.each([
    ['a socket', () => connect(443, 'paper-api.alpaca.markets')],
    ['fetch', () => fetch('https://192.0.2.1/')],
  ])('refuses another host for %s, and says so at the end', async (_, contact) => {
    const guard = guardLoopback();
    const error: unknown = await (async () => await contact())().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(() => guard.restore()).toThrow('Tests contact loopback only');
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['localhost', true],
    ['10.0.0.1', false],
    ['localhost.example.com', false],
  ])('takes %s for this machine: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
