import { type Contract, EventName, IBApi, type Order, type OrderAction, type OrderType, SecType } from '@stoqey/ib';
import { VirtualClock } from '../clock.ts';
import { stockContract } from './contracts.ts';
import { TwsPeer, type TwsPeerOptions } from './tws-peer.ts';

/** A Tuesday at ten in New York. */
const TUESDAY_AT_TEN = '2026-03-10T10:00:00-04:00';

/** Starts a simulator with some contracts and prices. */
export async function startPeer(wishes: Partial<TwsPeerOptions> = {}): Promise<{ peer: TwsPeer; clock: VirtualClock }> {
  const clock = new VirtualClock(TUESDAY_AT_TEN);
  const contracts = [
    stockContract(265598, 'AAPL'),
    stockContract(272093, 'MSFT'),
    stockContract(1, 'PART', { isFractional: true }),
  ];
  const peer = await TwsPeer.start({ clock, contracts, ...wishes });
  peer.market.move('AAPL', '100');
  peer.market.move('MSFT', '200');
  peer.market.move('PART', '10');
  return { peer, clock };
}

/** An event of the client, with what it carried. */
export interface Heard {
  readonly name: EventName;
  readonly values: readonly unknown[];
}

/** The real client, and everything that it hears. */
export class TestClient {
  readonly api: IBApi;
  readonly heard: Heard[] = [];
  /** The raw fields of every message that arrived. */
  readonly received: (readonly string[])[] = [];
  private wake: (() => void) | undefined;

  constructor(port: number, clientId = 1) {
    this.api = new IBApi({ host: '127.0.0.1', port, clientId, maxReqPerSec: 1000 });
    // the types of the client want each event by itself
    const emitter = this.api as unknown as { on(name: string, listener: (...values: unknown[]) => void): void };
    for (const name of Object.values(EventName)) {
      if (name === EventName.all || name === EventName.sent || name === EventName.result) continue;
      emitter.on(name, (...values) => {
        if (name === EventName.received) this.received.push(values[0] as string[]);
        else this.heard.push({ name, values });
        this.wake?.();
      });
    }
  }

  /** Connects and waits for the first id. */
  async connect(): Promise<number> {
    this.api.connect();
    const { values } = await this.next(EventName.nextValidId);
    return values[0] as number;
  }

  /** The events of a name, as they carried their values. */
  all(name: EventName): readonly (readonly unknown[])[] {
    return this.heard.filter((one) => one.name === name).map(({ values }) => values);
  }

  /** Waits until an event of this name has been heard as often as `count`, and returns that one. */
  async next(name: EventName, count = 1): Promise<Heard> {
    for (;;) {
      const found = this.heard.filter((one) => one.name === name);
      const wanted = found[count - 1];
      if (wanted !== undefined) return wanted;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** The errors about a request or order, without those of the connection. */
  get errors(): readonly (readonly [number, number])[] {
    return this.all(EventName.error).map(([, code, id]) => [id as number, code as number]);
  }

  /** The codes of notices. */
  get notices(): readonly number[] {
    return this.all(EventName.info).map(([, code]) => code as number);
  }

  /** What happens to orders, in order, in short. */
  get story(): readonly string[] {
    return this.heard.flatMap(({ name, values }) => {
      if (name === EventName.orderStatus) return [`${String(values[0])} ${String(values[1])} ${String(values[2])}`];
      if (name === EventName.execDetails) {
        const { orderId, shares, price } = values[2] as { orderId: number; shares: number; price: number };
        return [`${orderId} executed ${shares} at ${price}`];
      }
      return name === EventName.commissionReport ? ['fee'] : [];
    });
  }

  close(): void {
    this.api.disconnect();
    this.api.removeAllListeners();
  }
}

/** A stock by its symbol. */
export function contract(symbol: string): Contract {
  return { symbol, secType: SecType.STK, exchange: 'SMART', currency: 'USD' };
}

/** An order in few words. */
export function order(
  action: 'BUY' | 'SELL',
  totalQuantity: number,
  orderType: string,
  extra: Partial<Order> = {},
): Order {
  return {
    action: action as OrderAction,
    totalQuantity,
    orderType: orderType as OrderType,
    tif: 'DAY',
    transmit: true,
    ...extra,
  };
}

/** Ends a simulator. @throws Error when a socket or timer is left, or a client sent what is no protocol */
export async function closeCleanly(peer: TwsPeer, clock: VirtualClock): Promise<void> {
  await peer.close();
  const { sockets, timers } = peer.resources;
  if (sockets + timers + clock.pending > 0)
    throw new Error(`${sockets} sockets and ${timers + clock.pending} timers are open.`);
  if (peer.complaints.length > 0) throw new Error(`A client sent what is no protocol: ${peer.complaints.join('; ')}.`);
}
