import { isClosedStatus } from 'tradewright/plugin';
import type {
  AccountAdjustment,
  Brokerage,
  BrokerageCash,
  BrokerageExecution,
  BrokerageHolding,
  BrokerageOrder,
  BrokerageOrderEvent,
  BrokerageSession,
  OrderInstruction,
  OrderLookup,
  OrderReport,
  OrderStatus,
  OrderView,
  SimulatedExecution,
} from 'tradewright/plugin';
import type { SimulatedAccount } from './simulated-account.ts';

/** Objects that exist while the broker is connected. */
interface Connection {
  readonly session: BrokerageSession;
  readonly market: SimulatedExecution;
}

/**
 * The engine's side of the connection to Acme. Calls send orders and return at once; answers are events in the
 * session's inbox.
 *
 * This template simulates the broker: orders are filled from the run's own data. A real broker sends them to its
 * server, adds the server's reports to {@link BrokerageSession.inbox}, and has neither `scan` nor `adjust`.
 */
export class AcmeBrokerage implements Brokerage {
  readonly name = 'acme';
  /** True only if the broker itself accepts a client order id only once. */
  readonly placesOnce = true;
  private readonly account: SimulatedAccount;
  private readonly clientOrderIds = new Map<number, string>();
  private connection: Connection | undefined;

  constructor(account: SimulatedAccount) {
    this.account = account;
  }

  get isReady(): boolean {
    return this.connection !== undefined;
  }

  async connect(session: BrokerageSession): Promise<void> {
    const cash = Array.from(session.market.portfolio.cashBook, ({ symbol, exactAmount }) => ({
      currency: symbol,
      amount: exactAmount,
    }));
    this.account.open(cash);
    const listener = {
      report: (order: OrderView, status: OrderStatus, report: OrderReport) => this.notify(order, status, report),
      logError: (message: string) => this.say(message),
    };
    this.connection = { session, market: session.market.simulate(listener) };
  }

  async disconnect(): Promise<void> {
    this.connection = undefined;
  }

  placeOrder({ clientOrderId, order }: OrderInstruction): void {
    const { market } = this.connected;
    if (this.account.order(clientOrderId) !== undefined) return;
    this.clientOrderIds.set(order.id, clientOrderId);
    market.place(order);
  }

  updateOrder(instruction: OrderInstruction): void {
    if (!this.connected.market.update(instruction.order)) this.refuse(instruction, 'update');
  }

  cancelOrder(instruction: OrderInstruction): void {
    if (!this.connected.market.cancel(instruction.order)) this.refuse(instruction, 'cancel');
  }

  async lookUp(clientOrderIds: readonly string[]): Promise<readonly OrderLookup[]> {
    return clientOrderIds.map((clientOrderId) => {
      const order = this.account.order(clientOrderId);
      return order === undefined ? { clientOrderId, outcome: 'absent' } : { clientOrderId, outcome: 'found', order };
    });
  }

  async openOrders(): Promise<readonly BrokerageOrder[]> {
    return this.account.orders.filter(({ status }) => !isClosedStatus(status));
  }

  async executions(sinceUtc: number): Promise<readonly BrokerageExecution[]> {
    return this.account.executions.filter(({ utcTime }) => utcTime >= sinceUtc);
  }

  async holdings(): Promise<readonly BrokerageHolding[]> {
    return this.account.holdings;
  }

  async cash(): Promise<readonly BrokerageCash[]> {
    return this.account.cash;
  }

  scan(newcomer?: OrderView): void {
    this.connected.market.scan(newcomer);
  }

  adjust({ symbol, quantity, averagePrice, currency, cash }: AccountAdjustment): void {
    this.account.setHolding({ symbol, quantity, averagePrice, currency });
    this.account.setCash(cash);
  }

  /** Nothing is queued for later: a call without a connection throws. */
  private get connected(): Connection {
    if (this.connection === undefined) throw new Error('Acme was used before it was connected.');
    return this.connection;
  }

  /** Records a report of the market in the account, then notifies the run. */
  private notify(order: OrderView, status: OrderStatus, report: OrderReport): void {
    const { utcTime, exactFillPrice: price, exactFillQuantity: quantity, orderFee, message } = report;
    const clientOrderId = this.clientOrderIds.get(order.id) as string;
    let fill: BrokerageOrderEvent['fill'];
    if (!quantity.isZero) {
      const executionId = `${clientOrderId}/${this.account.executions.length + 1}`;
      const fee = orderFee.currency === '' ? undefined : { amount: orderFee.amount, currency: orderFee.currency };
      fill = { executionId, price, quantity, fee };
    }
    const event = { kind: 'order', clientOrderId, brokerId: String(order.id), utcTime, status, fill, message } as const;
    this.account.enter(order, event);
    this.connected.session.inbox.push(event);
  }

  private refuse({ clientOrderId, order }: OrderInstruction, request: 'update' | 'cancel'): void {
    const { session } = this.connected;
    const message = `Acme has no open order ${order.id}.`;
    session.inbox.push({ kind: 'refusal', clientOrderId, request, utcTime: session.market.clock.utc, message });
  }

  private say(message: string): void {
    const { session } = this.connected;
    session.inbox.push({ kind: 'message', utcTime: session.market.clock.utc, level: 'error', message });
  }
}
