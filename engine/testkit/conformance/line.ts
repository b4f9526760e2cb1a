import type { Brokerage, BrokerageEvent } from '../../api/brokerage.ts';
import { JOURNAL_FORMAT } from '../../live/journal-records.ts';
import { Journal } from '../../live/journal.ts';
import { LiveVenue } from '../../live/live-venue.ts';
import { OrderGate } from '../../live/order-gate.ts';
import { RecordLog } from '../../live/record-log.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { Security } from '../../securities/security.ts';
import { marketAccess } from '../../transactions/market-access.ts';
import type { OrderEvent } from '../../transactions/order-event.ts';
import type { OrderTicket } from '../../transactions/order-ticket.ts';
import { TradingBench } from '../builders.ts';
import type { BarWish, SecurityWish } from '../builders.ts';
import { MemoryLogFile } from '../memory-log-file.ts';
import type { BrokerageModel } from '../../api/brokerage-model.ts';

/** Run id of the orders that a conformance test places. */
export const RUN_ID = 'twconform1';

/** The books of the broker, read without the tested connection. */
export interface PeerBooks {
  readonly orders: readonly { readonly clientOrderId: string; readonly filled: Decimal }[];
  readonly executions: readonly {
    readonly executionId: string;
    readonly clientOrderId: string;
    readonly quantity: Decimal;
  }[];
  /** Positions by the key of their symbol. */
  readonly positions: ReadonlyMap<string, Decimal>;
  readonly cash: ReadonlyMap<string, Decimal>;
}

/** A broker under test: an account that exists independently of the connections to it. */
export interface BrokeragePeer {
  /** Opens another connection, as another process would. */
  open(): Brokerage;
  books(): PeerBooks;
  /** Resolves when all messages in transit have arrived. */
  settle(): Promise<void>;
}

/**
 * The engine's side of a conformance test: clock, prices, books and order desk, with the venue of live runs in front of
 * the broker.
 */
export class ConformanceLine {
  readonly brokerage: Brokerage;
  readonly bench: TradingBench;
  readonly venue: LiveVenue;
  /** Events that the broker sent by itself or within calls. */
  readonly told: BrokerageEvent[] = [];
  readonly faults: unknown[] = [];
  private readonly peer: BrokeragePeer;
  private readonly file = new MemoryLogFile();
  private readonly journal: Journal;

  constructor(peer: BrokeragePeer, options: { readonly brokerageModel?: BrokerageModel; readonly cash?: number } = {}) {
    this.peer = peer;
    this.brokerage = peer.open();
    this.bench = new TradingBench(options);
    const { clock, desk } = this.bench;
    const header = { type: 'run', format: JOURNAL_FORMAT, run: 'conformance', runId: RUN_ID, plan: {} } as const;
    this.journal = new Journal(new RecordLog(this.file), header);
    this.venue = new LiveVenue({
      run: { clock, desk, messages: { log: () => {} } },
      brokerage: this.brokerage,
      journal: this.journal,
      gate: new OrderGate(),
      onWaiting: () => {},
      onFault: (error) => this.faults.push(error),
    });
    desk.venue = this.venue;
  }

  /** Connects as a run does after its strategy has been initialized. */
  async connect(): Promise<this> {
    const { clock, portfolio, desk, settings } = this.bench;
    const market = marketAccess({ clock, portfolio, desk, settings });
    const inbox = {
      push: (event: BrokerageEvent): void => {
        this.told.push(event);
        this.venue.push(event);
      },
    };
    await this.brokerage.connect({ runId: RUN_ID, inbox, market }, AbortSignal.timeout(30_000));
    return this;
  }

  /** A security that has traded at 100, in regular hours. */
  security(wish: SecurityWish = {}): Security {
    const security = this.bench.add(wish);
    this.bench.bar(security, { end: '2024-03-04T14:31:00Z', open: 100, high: 100, low: 100, close: 100 });
    return security;
  }

  /** Lets the market trade and waits for all resulting messages. */
  async bar(security: Security, wish: BarWish): Promise<void> {
    this.bench.bar(security, wish);
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.peer.settle();
    this.venue.takeWaiting();
  }

  /** Events of an order that the engine has received, oldest first. */
  eventsOf(ticket: OrderTicket): readonly OrderEvent[] {
    return this.bench.events.filter(({ orderId }) => orderId === ticket.orderId);
  }

  /** Client order ids of the orders that were sent. */
  get placed(): string[] {
    const { records } = new Journal(new RecordLog(new MemoryLogFile(this.file.bytes)));
    return records.flatMap((record) => (record.type === 'place' ? record.id : []));
  }
}
