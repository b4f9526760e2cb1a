import { decode, encode } from '@msgpack/msgpack';
import type { WebSocket } from 'ws';
import type { TimerGroup } from '../clock.ts';
import { type FaultScript, Outbox } from '../faults.ts';

export interface ApiKeys {
  readonly keyId: string;
  readonly secret: string;
}

export interface StreamParts {
  readonly faults: FaultScript;
  readonly timers: TimerGroup;
  readonly keys: ApiKeys;
  /** Holds a message to its schema. */
  readonly check: (name: string, message: unknown) => void;
}

type Frame = Readonly<Record<string, unknown>>;
/** How a connection writes its messages. */
type Encoding = 'text' | 'binary' | 'msgpack';

const DAMAGED: Readonly<Record<string, string>> = {
  garbage: '}{ not a frame',
  truncated: '{"stream":"trade_updates","data":{"event":"fi',
  null: 'null',
  'null order': '{"stream":"trade_updates","data":{"event":"new","order":null}}',
};

function outboxOf(socket: WebSocket, encoding: () => Encoding, { faults, timers }: StreamParts): Outbox<unknown> {
  const write = (text: string | Uint8Array, binary: boolean): void => socket.send(text, { binary });
  return new Outbox<unknown>(
    {
      send: (message) => {
        if (encoding() === 'msgpack') write(encode(message), true);
        else write(JSON.stringify(message), encoding() === 'binary');
      },
      sendMalformed: (_, form = 'garbage') => {
        const text = DAMAGED[form];
        if (text === undefined)
          throw new RangeError(`There is no damage "${form}": ${Object.keys(DAMAGED).join(', ')}.`);
        write(encoding() === 'text' ? text : Buffer.from(text), encoding() !== 'text');
      },
      destroy: () => socket.terminate(),
      stopReading: () => socket.pause(),
    },
    faults,
    timers,
  );
}

function parse(data: Buffer): Frame | undefined {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Frame) : undefined;
  } catch {
    return undefined;
  }
}

function decodeFrame(data: Buffer): Frame | undefined {
  try {
    const value: unknown = decode(data);
    return typeof value === 'object' && value !== null ? (value as Frame) : undefined;
  } catch {
    return undefined;
  }
}

/** One client of the stream of order updates. */
export class TradeStreamConnection {
  readonly socket: WebSocket;
  private readonly parts: StreamParts;
  private readonly outbox: Outbox<unknown>;
  private isAuthorized = false;
  private isListening = false;

  /** @param isPaper a paper account writes binary frames that hold JSON, a real one text */
  constructor(socket: WebSocket, isPaper: () => boolean, parts: StreamParts) {
    this.socket = socket;
    this.parts = parts;
    this.outbox = outboxOf(socket, () => (isPaper() ? 'binary' : 'text'), parts);
    socket.on('message', (data: Buffer) => this.onMessage(parse(data)));
  }

  /** @param name the event of the update, part of the point `trade_updates <event>` */
  publish(name: string, data: Frame): void {
    if (!this.isListening) return;
    const message = { stream: 'trade_updates', data };
    this.parts.check('trade_updates', message);
    this.outbox.send(`trade_updates ${name}`, message);
  }

  private send(point: string, message: Frame): void {
    this.parts.check(String(message['stream']), message);
    this.outbox.send(point, message);
  }

  private onMessage(frame: Frame | undefined): void {
    const data = frame?.['data'] as Frame | undefined;
    if (frame?.['action'] === 'authenticate' || frame?.['action'] === 'auth') {
      const { keyId, secret } = this.parts.keys;
      this.isAuthorized =
        (data?.['key_id'] ?? frame['key']) === keyId && (data?.['secret_key'] ?? frame['secret']) === secret;
      const status = this.isAuthorized ? 'authorized' : 'unauthorized';
      this.send('trade authorization', { stream: 'authorization', data: { status, action: 'authenticate' } });
    } else if (frame?.['action'] === 'listen' && this.isAuthorized) {
      const streams = ((data?.['streams'] ?? []) as unknown[]).filter((name) => name === 'trade_updates');
      this.isListening = streams.length > 0;
      this.send('trade listening', { stream: 'listening', data: { streams } });
    } else
      this.send('trade authorization', { stream: 'authorization', data: { status: 'unauthorized', action: 'listen' } });
  }
}

export const CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'statuses', 'lulds'] as const;
export type Channel = (typeof CHANNELS)[number];

const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  t: 'trades',
  c: 'trades',
  x: 'trades',
  q: 'quotes',
  b: 'bars',
  u: 'updatedBars',
  d: 'dailyBars',
  s: 'statuses',
  l: 'lulds',
};

/** The kinds of data frames by their letter. */
export const DATA_KINDS: readonly string[] = Object.keys(CHANNEL_OF);

/** One client of a stream of market data. */
export class MarketStreamConnection {
  readonly socket: WebSocket;
  readonly subscriptions = new Map<Channel, Set<string>>(CHANNELS.map((channel) => [channel, new Set<string>()]));
  private readonly parts: StreamParts;
  private readonly outbox: Outbox<unknown>;
  private readonly maxSymbols: () => number;
  private isAuthenticated = false;

  /** @param isMsgpack whether the client asked for MessagePack in place of JSON */
  constructor(socket: WebSocket, isMsgpack: boolean, parts: StreamParts, maxSymbols: () => number) {
    this.socket = socket;
    this.parts = parts;
    this.maxSymbols = maxSymbols;
    this.outbox = outboxOf(socket, () => (isMsgpack ? 'msgpack' : 'text'), parts);
    socket.on('message', (data: Buffer, isBinary: boolean) => this.onMessage(isBinary ? undefined : parse(data), data));
    this.send('data connected', { T: 'success', msg: 'connected' });
  }

  /** Ends the connection because the account has one already. */
  refuse(): void {
    this.fail(406, 'connection limit exceeded');
  }

  publish(frame: Frame & { readonly T: string; readonly S: string }): void {
    const symbols = this.subscriptions.get(CHANNEL_OF[frame.T] ?? 'trades');
    if (!this.isAuthenticated || symbols === undefined) return;
    if (symbols.has(frame.S) || symbols.has('*')) this.send(`data ${frame.T}`, frame);
  }

  /** Sends an error, after which the connection closes for good errors of authentication. */
  fail(code: number, message: string, closes = true): void {
    this.send('data error', { T: 'error', code, msg: message });
    if (closes) this.socket.close();
  }

  private send(point: string, frame: Frame): void {
    this.parts.check(`data ${String(frame['T'])}`, frame);
    this.outbox.send(point, [frame]);
  }

  private onMessage(text: Frame | undefined, data: Buffer): void {
    const frame = text ?? decodeFrame(data);
    const action = frame?.['action'];
    if (action === 'auth') this.authenticate(frame?.['key'], frame?.['secret']);
    else if (!this.isAuthenticated) this.fail(401, 'not authenticated');
    else if (action === 'subscribe' || action === 'unsubscribe') this.subscribe(frame as Frame, action === 'subscribe');
    else this.fail(400, 'invalid syntax', false);
  }

  private authenticate(key: unknown, secret: unknown): void {
    if (this.isAuthenticated) return this.fail(403, 'already authenticated', false);
    if (key !== this.parts.keys.keyId || secret !== this.parts.keys.secret) return this.fail(402, 'auth failed');
    this.isAuthenticated = true;
    return this.send('data authenticated', { T: 'success', msg: 'authenticated' });
  }

  private subscribe(frame: Frame, isAdded: boolean): void {
    const wanted = CHANNELS.map((channel) => ({ channel, symbols: (frame[channel] ?? []) as readonly string[] }));
    const count = [...this.subscriptions.values(), ...wanted.map(({ symbols }) => new Set(symbols))];
    const total = count.reduce((sum, { size }) => sum + size, 0);
    if (isAdded && total > this.maxSymbols()) return this.fail(405, 'symbol limit exceeded', false);
    for (const { channel, symbols } of wanted)
      for (const symbol of symbols) {
        if (isAdded) this.subscriptions.get(channel)?.add(symbol);
        else this.subscriptions.get(channel)?.delete(symbol);
      }
    const now = CHANNELS.map((channel) => [channel, [...(this.subscriptions.get(channel) ?? [])]]);
    return this.send('data subscription', { T: 'subscription', ...Object.fromEntries(now) });
  }
}
