import type { Socket } from 'node:net';
import type { TimerGroup } from '../clock.ts';
import { type Fault, type FaultScript, Outbox } from '../faults.ts';
import { DataFeeds } from './data-feeds.ts';
import { damagedFrame, encodeFrame, type Fields, FrameReader } from './frames.ts';
import { error, message, type OutMessage, type OutName } from './messages.ts';
import { requestName } from './requests.ts';
import type { TwsPeer } from './tws-peer.ts';

/** One connected client, from its first bytes to its end. */
export class ClientSession {
  /** Undefined until the client has started. */
  clientId: number | undefined;
  readonly feeds: DataFeeds;
  /** What the client watches of the account. */
  watchesAccount = false;
  watchesPositions = false;
  /** Whether orders of the screen are bound to it. */
  bindsManualOrders = false;
  /** 1 live, 3 delayed. */
  marketDataType = 1;
  readonly socket: Socket;
  private readonly peer: TwsPeer;
  private readonly faults: FaultScript;
  private readonly timers: TimerGroup;
  private readonly outbox: Outbox<Fields>;
  private isDying = false;

  constructor(peer: TwsPeer, socket: Socket, timers: TimerGroup) {
    this.peer = peer;
    this.socket = socket;
    this.timers = timers;
    this.faults = peer.faults;
    this.feeds = new DataFeeds(peer.market, timers, (sent) => this.send(sent));
    this.outbox = new Outbox<Fields>(
      {
        send: (fields) => socket.write(encodeFrame(fields)),
        sendMalformed: (fields, form) => socket.write(damagedFrame(fields, form)),
        destroy: () => socket.destroy(),
        stopReading: () => socket.pause(),
      },
      this.faults,
      timers,
    );
    const reader = new FrameReader({
      onHello: (lowest, highest) => this.greet(lowest, highest),
      onMessage: (fields) => this.receive(fields),
      onGarbage: (reason) => {
        peer.complaints.push(reason);
        socket.destroy();
      },
    });
    socket.on('data', (bytes: Buffer) => reader.add(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.feeds.clear());
  }

  /** Sends, unless the connection to IB's servers is down and the message comes from there. */
  send({ name, fields }: OutMessage): void {
    if (this.isDying) return;
    const isLocal: readonly OutName[] = ['error', 'nextValidId', 'managedAccounts', 'currentTime'];
    if (this.peer.desk.isOffline && !isLocal.includes(name)) return;
    this.outbox.send(`out ${name}`, fields);
  }

  /** Ends after what has been sent. */
  end(): void {
    this.socket.end();
  }

  halfOpen(): void {
    this.outbox.halfOpen();
  }

  private greet(lowest: number, highest: number): void {
    const fault = this.faults.take('hello');
    if (fault?.kind === 'half-open' || fault?.kind === 'drop') return this.outbox.halfOpen();
    if (fault !== undefined) return this.outbox.die();
    const { serverVersion } = this.peer;
    if (serverVersion < lowest || serverVersion > highest)
      this.peer.complaints.push(`version ${serverVersion} is outside of ${lowest} to ${highest}`);
    // a greeting has no id of a kind
    return void this.socket.write(encodeFrame([serverVersion, this.peer.connectionTime]));
  }

  /** Passes the point of a request, then executes it. */
  private receive(fields: readonly string[]): void {
    if (this.outbox.isHalfOpen) return;
    const name = requestName(fields[0]);
    this.peer.log.push({ clientId: this.clientId, name, fields, utc: this.peer.market.clock.utc });
    const fault = this.faults.take(`in ${name}`);
    if (fault === undefined) this.peer.execute(this, name, fields);
    else this.passFault(fault, name, fields);
  }

  private passFault(fault: Fault, name: string, fields: readonly string[]): void {
    const execute = (): void => this.peer.execute(this, name, fields);
    switch (fault.kind) {
      case 'drop':
        return;
      case 'die-before':
        this.outbox.die();
        return;
      case 'die-after':
        // what the request leads to is not sent any more
        this.isDying = true;
        execute();
        this.outbox.die();
        return;
      case 'half-open':
        this.outbox.halfOpen();
        return;
      case 'delay':
        this.timers.set(fault.milliseconds, execute);
        return;
      case 'duplicate':
        for (let done = 0; done < (fault.times ?? 2); done += 1) execute();
        return;
      case 'answer': {
        const id = name === 'placeOrder' ? Number(fields[1]) : Number(fields[2] ?? -1);
        if (fault.executes === true) execute();
        this.send(error(id, fault.status, fault.message ?? 'scripted error'));
        return;
      }
      case 'delay-answer':
      case 'reorder':
      case 'malformed':
      case 'html':
        throw new RangeError(`A request of TWS cannot have the fault "${fault.kind}".`);
    }
  }
}

/** The notices about data farms that follow a start. */
export function farmNotices(): readonly OutMessage[] {
  return [
    error(-1, 2104, 'Market data farm connection is OK:usfarm'),
    error(-1, 2106, 'HMDS data farm connection is OK:ushmds'),
    error(-1, 2158, 'Sec-def data farm connection is OK:secdefil'),
  ];
}

export const nextValidId = (orderId: number): OutMessage => message('nextValidId', 1, orderId);
