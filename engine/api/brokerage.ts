import type { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { OrderStatus, OrderType } from '../model/order-types.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView } from './portfolio-view.ts';
import type { OrderFee } from './security-models.ts';
import type { BuiltInContract } from './contract.ts';

/** One execution, identified by the broker so that a repeated report counts once. */
export interface BrokerageFill {
  readonly executionId: string;
  readonly price: Decimal;
  /** Signed. */
  readonly quantity: Decimal;
  /** Undefined while the broker has not told it. */
  readonly fee: { readonly amount: Decimal; readonly currency: string } | undefined;
}

/** What a broker tells about an order, whenever it pleases, in any order and as often as it likes. */
export interface BrokerageOrderEvent {
  readonly kind: 'order';
  /** The id that the engine gave the order (of any revision of it); undefined for an order that was placed elsewhere. */
  readonly clientOrderId: string | undefined;
  readonly brokerId: string;
  readonly utcTime: number;
  readonly status: OrderStatus;
  readonly fill: BrokerageFill | undefined;
  readonly message: string;
}

/** The broker did not change or cancel an order: it lives on as it was, or is done already. */
export interface BrokerageRefusalEvent {
  readonly kind: 'refusal';
  readonly clientOrderId: string;
  readonly request: 'update' | 'cancel';
  readonly utcTime: number;
  readonly message: string;
}

export interface BrokerageConnectionEvent {
  readonly kind: 'connection';
  readonly utcTime: number;
  readonly isConnected: boolean;
  readonly message: string;
}

/** Cash at the broker as it is now; for the record, as fills move the engine's own cash. */
export interface BrokerageAccountEvent {
  readonly kind: 'account';
  readonly utcTime: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/** Something that people must know. */
export interface BrokerageMessageEvent {
  readonly kind: 'message';
  readonly utcTime: number;
  readonly level: 'debug' | 'error';
  readonly message: string;
}

export type BrokerageEvent =
  | BrokerageOrderEvent
  | BrokerageRefusalEvent
  | BrokerageConnectionEvent
  | BrokerageAccountEvent
  | BrokerageMessageEvent;

/**
 * Where a broker puts its events. Those that come while it is being handed an order are booked inside the call, all
 * others between two steps; every one of them is journalled first.
 */
export interface BrokerageInbox {
  push(event: BrokerageEvent): void;
}

export interface BrokerageHolding {
  readonly symbol: SecuritySymbol;
  /** Signed. */
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly currency: string;
}

export interface BrokerageCash {
  readonly currency: string;
  readonly amount: Decimal;
}

/** An order as the broker knows it. */
export interface BrokerageOrder {
  readonly brokerId: string;
  /** The id that the engine gave it, where the broker hands it back; undefined for an order that was placed elsewhere. */
  readonly clientOrderId: string | undefined;
  readonly symbol: SecuritySymbol;
  readonly type: OrderType;
  /** Signed. */
  readonly quantity: Decimal;
  readonly quantityFilled: Decimal;
  readonly status: OrderStatus;
}

/** An execution as the broker knows it. */
export interface BrokerageExecution extends BrokerageFill {
  readonly clientOrderId: string | undefined;
  readonly brokerId: string;
  readonly symbol: SecuritySymbol;
  readonly utcTime: number;
}

/** What a broker answers about one client order id. */
export type OrderLookup =
  | { readonly clientOrderId: string; readonly outcome: 'found'; readonly order: BrokerageOrder }
  /** The broker is certain: the order never arrived. */
  | { readonly clientOrderId: string; readonly outcome: 'absent' }
  /** It cannot be told now, and must not be guessed. */
  | { readonly clientOrderId: string; readonly outcome: 'unknown'; readonly reason: string };

/** An order as it is handed over. It is not to be read after the call. */
export interface OrderInstruction {
  /** Names the order for good: at most 48 letters, digits and hyphens; journalled before it is handed over. */
  readonly clientOrderId: string;
  /** Counts the changes: 1 for a new order. Brokers that need an id for a change take {@link revisionId}. */
  readonly revision: number;
  /** The client order id of a new order, with the revision behind it for a changed one. */
  readonly revisionId: string;
  readonly order: OrderView;
}

/** What a simulated market tells about an order. */
export interface OrderReport {
  utcTime: number;
  /** 0 where nothing fills. */
  exactFillPrice: Decimal;
  /** Signed; 0 where nothing fills. */
  exactFillQuantity: Decimal;
  orderFee: OrderFee;
  message: string;
}

/** Who hears what becomes of orders in a simulated market. */
export interface SimulationListener {
  /** The report is reused: copy what is to be kept. */
  report(order: OrderView, status: OrderStatus, report: OrderReport): void;
  /** An order was refused by the market. */
  logError(message: string): void;
}

/** The engine's own market, which fills orders from the run's data as a backtest does; it answers inside each call. */
export interface SimulatedExecution {
  place(order: OrderView): void;
  /** False when the order is not open any more. */
  update(order: OrderView): boolean;
  /** False when the order is not open any more. */
  cancel(order: OrderView): boolean;
  /** Looks which orders fill on the newest data; `newcomer` has just been placed. */
  scan(newcomer?: OrderView): void;
}

/** The run's own prices and books: what a broker that fills orders from the run's data works with. */
export interface MarketAccess {
  /** The clock of the run, a UTC instant. */
  readonly clock: { readonly utc: number };
  readonly portfolio: PortfolioView;
  /** A simulated market for the orders of the run, whose answers the listener hears; one for a session. */
  simulate(listener: SimulationListener): SimulatedExecution;
}

/** What a broker is connected with. */
export interface BrokerageSession {
  /** The beginning of all client order ids of the run. */
  readonly runId: string;
  readonly inbox: BrokerageInbox;
  readonly market: MarketAccess;
}

/** A position or cash that changed without an order: split, dividend, delisting. */
export interface AccountAdjustment {
  readonly utcTime: number;
  readonly reason: 'split' | 'dividend' | 'delisting';
  readonly symbol: SecuritySymbol;
  /** What is held afterwards. */
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly currency: string;
  readonly cash: readonly BrokerageCash[];
}

/**
 * The line to a broker (LEAN's IBrokerage). Orders are handed over at once and answered by events in the inbox, never by a
 * promise inside a step: time is the only thing that moves. A backtest needs none; it simulates the market.
 *
 * A broker sends nothing that it was not handed, and nothing twice: the engine alone decides what is sent again.
 */
export interface Brokerage {
  readonly name: string;
  /**
   * True while orders can go out. A broker tells by a connection event when it changes, and the engine hands nothing over
   * meanwhile; an order that comes in between it refuses inside the call. Nothing is ever kept to be sent later.
   */
  readonly isReady: boolean;
  /** True when placing an order twice under the same client order id places it once: the broker itself sees to it. */
  readonly placesOnce: boolean;
  /**
   * Connects and tells events to the session's inbox from then on. Resolves when account, orders, positions and executions
   * are known. @throws EngineError when that cannot be, for example because it is another account than was asked for
   */
  connect(session: BrokerageSession, signal: AbortSignal): Promise<void>;
  disconnect(): Promise<void>;
  placeOrder(instruction: OrderInstruction): void;
  updateOrder(instruction: OrderInstruction): void;
  cancelOrder(instruction: OrderInstruction): void;
  /** What became of orders, one answer each; asked when it is not known whether an order arrived. */
  lookUp(clientOrderIds: readonly string[]): Promise<readonly OrderLookup[]>;
  openOrders(): Promise<readonly BrokerageOrder[]>;
  /** Executions since an instant, inclusive, those of orders placed elsewhere too. */
  executions(sinceUtc: number): Promise<readonly BrokerageExecution[]>;
  holdings(): Promise<readonly BrokerageHolding[]>;
  cash(): Promise<readonly BrokerageCash[]>;
  /**
   * Brokers that fill orders from the run's own data: looks which fill now; `newcomer` has just been placed. Their answers
   * follow from the run's inputs, so that a restart gets them again by running again.
   */
  scan?(newcomer?: OrderView): void;
  /** Brokers that fill from the run's own data hear of corporate actions; real ones know by themselves. */
  adjust?(adjustment: AccountAdjustment): void;
}

export const BROKERAGE: BuiltInContract = {
  name: 'Brokerage',
  description: 'Where the orders of a live run go',
  key: 'broker',
  choice: 'one',
  flag: 'broker',
  conformance: 'brokerageConformance',
};
