import type { Decimal } from '../model/decimal.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { OrderStatus, OrderType } from '../model/order-types.ts';
import type { OrderView } from './order-view.ts';
import type { PortfolioView } from './portfolio-view.ts';
import type { OrderFee } from './security-models.ts';
import type { BuiltInContract } from './contract.ts';

/** One execution. The broker's execution id prevents a repeated report from being booked twice. */
export interface BrokerageFill {
  readonly executionId: string;
  readonly price: Decimal;
  /** Signed. */
  readonly quantity: Decimal;
  /** Undefined until the broker reports it. */
  readonly fee: { readonly amount: Decimal; readonly currency: string } | undefined;
}

/** An order event from a broker. Events may arrive at any time, out of order and repeatedly. */
export interface BrokerageOrderEvent {
  readonly kind: 'order';
  /** The client order id of any revision of the order; undefined for an order that was placed outside of the engine. */
  readonly clientOrderId: string | undefined;
  readonly brokerId: string;
  readonly utcTime: number;
  readonly status: OrderStatus;
  readonly fill: BrokerageFill | undefined;
  readonly message: string;
}

/**
 * The fee of an execution that was reported without one, or with another one: the whole fee, not the difference. It may also
 * come before the execution.
 */
export interface BrokerageFeeEvent {
  readonly kind: 'fee';
  readonly clientOrderId: string;
  readonly utcTime: number;
  readonly executionId: string;
  readonly fee: { readonly amount: Decimal; readonly currency: string };
}

/** The broker corrected an execution, or busted it: it counts as if it had not happened. */
export interface BrokerageCorrectionEvent {
  readonly kind: 'correction';
  readonly clientOrderId: string;
  readonly utcTime: number;
  /** The execution that is no longer valid. */
  readonly executionId: string;
  /** The execution in its place, with an id of its own; undefined for a bust. */
  readonly fill: BrokerageFill | undefined;
  readonly message: string;
}

/** The broker rejected an update or a cancellation: the order is unchanged, or already closed. */
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

/** Current cash at the broker. Informational: the engine updates its own cash from fills. */
export interface BrokerageAccountEvent {
  readonly kind: 'account';
  readonly utcTime: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/** A message for the operator. */
export interface BrokerageMessageEvent {
  readonly kind: 'message';
  readonly utcTime: number;
  readonly level: 'debug' | 'error';
  readonly message: string;
}

export type BrokerageEvent =
  | BrokerageOrderEvent
  | BrokerageFeeEvent
  | BrokerageCorrectionEvent
  | BrokerageRefusalEvent
  | BrokerageConnectionEvent
  | BrokerageAccountEvent
  | BrokerageMessageEvent;

/**
 * Receives a broker's events. An event that arrives during a call to the broker is booked inside that call, any other
 * event between two steps. Each event is journalled before it is booked.
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

/** The broker's record of an order. */
export interface BrokerageOrder {
  readonly brokerId: string;
  /** The client order id, if the broker returns it; undefined for an order that was placed outside of the engine. */
  readonly clientOrderId: string | undefined;
  readonly symbol: SecuritySymbol;
  readonly type: OrderType;
  /** Signed. */
  readonly quantity: Decimal;
  readonly quantityFilled: Decimal;
  readonly status: OrderStatus;
}

/** The broker's record of an execution. */
export interface BrokerageExecution extends BrokerageFill {
  readonly clientOrderId: string | undefined;
  readonly brokerId: string;
  readonly symbol: SecuritySymbol;
  readonly utcTime: number;
  /** The execution that it corrects. */
  readonly replaces?: string;
  /** True if the broker has busted it. */
  readonly isBusted?: boolean;
}

/** A broker's answer to a query about one client order id. */
export type OrderLookup =
  | { readonly clientOrderId: string; readonly outcome: 'found'; readonly order: BrokerageOrder }
  /** The broker is certain that the order never arrived. */
  | { readonly clientOrderId: string; readonly outcome: 'absent' }
  /** The broker cannot determine the state now; the engine must not guess it. */
  | { readonly clientOrderId: string; readonly outcome: 'unknown'; readonly reason: string };

/** An order as it is sent to a broker. The object is reused: do not read it after the call. */
export interface OrderInstruction {
  /** The permanent id of the order: at most 48 letters, digits and hyphens; journalled before the order is sent. */
  readonly clientOrderId: string;
  /** 1 for a new order, incremented by each update. Brokers that require an id for each update use {@link revisionId}. */
  readonly revision: number;
  /** The client order id; for an updated order with the revision as suffix. */
  readonly revisionId: string;
  readonly order: OrderView;
}

/** A simulated market's report about an order. */
export interface OrderReport {
  utcTime: number;
  /** 0 without a fill. */
  exactFillPrice: Decimal;
  /** Signed; 0 without a fill. */
  exactFillQuantity: Decimal;
  orderFee: OrderFee;
  message: string;
}

/** Receives the reports of a simulated market. */
export interface SimulationListener {
  /** The report object is reused: copy the values to keep. */
  report(order: OrderView, status: OrderStatus, report: OrderReport): void;
  /** Called when the market rejects an order. */
  logError(message: string): void;
}

/** The engine's simulated market, which fills orders from the run's data as in a backtest and reports inside each call. */
export interface SimulatedExecution {
  place(order: OrderView): void;
  /** False when the order is already closed. */
  update(order: OrderView): boolean;
  /** False when the order is already closed. */
  cancel(order: OrderView): boolean;
  /** Checks which orders fill on the newest data; `newcomer` has just been placed. */
  scan(newcomer?: OrderView): void;
}

/** The prices and holdings of the run, for brokers that fill orders from the run's data. */
export interface MarketAccess {
  /** The clock of the run, a UTC instant. */
  readonly clock: { readonly utc: number };
  readonly portfolio: PortfolioView;
  /** Creates the simulated market for the orders of the run; call it once in a session. The listener receives its reports. */
  simulate(listener: SimulationListener): SimulatedExecution;
}

/** The arguments of a connection to a broker. */
export interface BrokerageSession {
  /** The prefix of all client order ids of the run. */
  readonly runId: string;
  readonly inbox: BrokerageInbox;
  readonly market: MarketAccess;
}

/** A change of a position or of cash without an order: split, dividend, delisting. */
export interface AccountAdjustment {
  readonly utcTime: number;
  readonly reason: 'split' | 'dividend' | 'delisting';
  readonly symbol: SecuritySymbol;
  /** The quantity held after the change. */
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly currency: string;
  readonly cash: readonly BrokerageCash[];
}

/**
 * The connection to a broker (LEAN's IBrokerage). Calls return at once; the broker reports results as events in the inbox
 * and never by a promise inside a step, so that a step is synchronous. Backtests simulate the market instead.
 *
 * A broker sends only orders that the engine passed to it, and each only once: only the engine decides to send again.
 */
export interface Brokerage {
  readonly name: string;
  /**
   * True while orders can be sent. The broker reports changes by connection events; while disconnected the engine passes
   * no orders on. A broker rejects an order that it cannot send inside the call; it never queues one to be sent later.
   */
  readonly isReady: boolean;
  /** Whether the broker itself deduplicates orders by client order id, so that placing one twice has no effect. */
  readonly placesOnce: boolean;
  /**
   * Connects and from then on sends events to the session's inbox. Resolves when account, orders, positions and executions
   * are known. @throws EngineError when the connection fails, for example because the account is not the requested one
   */
  connect(session: BrokerageSession, signal: AbortSignal): Promise<void>;
  disconnect(): Promise<void>;
  placeOrder(instruction: OrderInstruction): void;
  updateOrder(instruction: OrderInstruction): void;
  cancelOrder(instruction: OrderInstruction): void;
  /** Looks up orders of which the engine does not know whether they arrived; one answer for each. */
  lookUp(clientOrderIds: readonly string[]): Promise<readonly OrderLookup[]>;
  openOrders(): Promise<readonly BrokerageOrder[]>;
  /** Executions since an instant, inclusive, also of orders that were placed outside of the engine. */
  executions(sinceUtc: number): Promise<readonly BrokerageExecution[]>;
  holdings(): Promise<readonly BrokerageHolding[]>;
  cash(): Promise<readonly BrokerageCash[]>;
  /**
   * Only for brokers that fill orders from the run's data: checks which orders fill now; `newcomer` has just been placed.
   * Their reports depend only on the run's inputs, so that a replay after a restart reproduces them.
   */
  scan?(newcomer?: OrderView): void;
  /** Only for brokers that fill orders from the run's data: applies a corporate action. Real brokers do that themselves. */
  adjust?(adjustment: AccountAdjustment): void;
}

export const BROKERAGE: BuiltInContract = {
  name: 'Brokerage',
  description: 'The broker that executes the orders of a live run',
  key: 'broker',
  choice: 'one',
  flag: 'broker',
  conformance: 'brokerageConformance',
};
