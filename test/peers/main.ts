import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { AlpacaPeer } from './alpaca/alpaca-peer.ts';
import { stock } from './alpaca/assets.ts';
import type { Book } from './book.ts';
import { type PeerClock, SystemClock, VirtualClock } from './clock.ts';
import type { ScriptedFault } from './faults.ts';
import { stockContract } from './tws/contracts.ts';
import { TwsPeer } from './tws/tws-peer.ts';

/** A command, one line of JSON: exactly one of these. */
interface Command {
  /** Symbol, price and, to limit fills, a size. */
  readonly move?: readonly [string, string, string?];
  readonly fault?: ScriptedFault;
  /** Milliseconds; only with `--at`. */
  readonly advance?: number;
  /** Writes the book as JSON. */
  readonly book?: true;
  readonly cut?: true;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    symbols: { type: 'string', default: 'AAPL,MSFT' },
    cash: { type: 'string', default: '100000' },
    /** The instant at which the clock stands until `advance`; without it the clock is real. */
    at: { type: 'string' },
  },
});

/** The only keys of this account. */
const KEYS = { keyId: 'test-key', secret: 'test-secret' };

const clock: PeerClock = values.at === undefined ? new SystemClock() : new VirtualClock(values.at);
const symbols = values.symbols.split(',');

const write = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function startPeer(): Promise<AlpacaPeer | TwsPeer> {
  const [broker] = positionals;
  const { cash } = values;
  if (broker === 'alpaca') {
    const peer = await AlpacaPeer.start({ clock, keys: KEYS, cash, assets: symbols.map((symbol) => stock(symbol)) });
    write({ url: peer.url });
    return peer;
  }
  if (broker === 'tws') {
    const contracts = symbols.map((symbol, index) => stockContract(index + 1, symbol));
    const peer = await TwsPeer.start({ clock, contracts, cash });
    write({ port: peer.port });
    return peer;
  }
  throw new RangeError('Name the broker: node test/peers/main.ts alpaca, or tws.');
}

function bookJson({ cash, positions, orders, executions }: Book): object {
  return { cash, positions, orders, executions };
}

/** Executes one command and answers it. */
function execute(peer: AlpacaPeer | TwsPeer, { move, fault, advance, book, cut }: Command): void {
  if (move !== undefined) peer.market.move(...move);
  if (fault !== undefined) peer.faults.add(fault);
  if (advance !== undefined) {
    if (!(clock instanceof VirtualClock)) throw new RangeError('The clock is real: start with --at to advance it.');
    clock.advance(advance);
  }
  if (cut === true) peer.cut();
  write(book === true ? bookJson(peer.book) : { done: true });
}

const peer = await startPeer();
for await (const line of createInterface({ input: process.stdin })) {
  try {
    execute(peer, JSON.parse(line) as Command);
  } catch (error) {
    write({ error: String(error) });
  }
}
await peer.close();
