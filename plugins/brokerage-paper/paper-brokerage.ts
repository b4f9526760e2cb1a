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
  RecordLog,
  SimulatedExecution,
} from 'tradewright/plugin';
import { PaperAccount } from './paper-account.ts';

/** Objects that exist while the broker is connected. */
interface Connection {
  readonly session: BrokerageSession;
  readonly market: SimulatedExecution;
  readonly account: PaperAccount;
}

/**
 * A paper trading broker. It fills orders with the engine's simulated market, so a run at full speed gives the results of a
 * backtest; its account is independent of the run's books and outlives the process.
 */
export class PaperBrokerage implements Brokerage {
  readonly name = 'paper';
  readonly placesOnce = true;
  private readonly openLog: () => RecordLog;
  private readonly clientOrderIds = new Map<number, string>();
  private readonly fillsByOrder = new Map<number, number>();
  private connection: Connection | undefined;

  /** @param openLog opens the log that keeps the account */
  constructor(openLog: () => RecordLog) {
    this.openLog = openLog;
  }

  get isReady(): boolean {
    return this.connection !== undefined;
  }

  async connect(session: BrokerageSession): Promise<void> {
    const { cashBook } = session.market.portfolio;
    const cash = Array.from(cashBook, ({ symbol, exactAmount }) => ({ currency: symbol, amount: exactAmount }));
    const account = new PaperAccount(this.openLog(), session.runId, cash);
    const listener = {
      report: (order: OrderView, status: OrderStatus, report: OrderReport) => this.notify(order, status, report),
      logError: (message: string) => this.say(message),
    };
    this.connection = { session, account, market: session.market.simulate(listener) };
  }

  async disconnect(): Promise<void> {
    this.connection?.account.close();
    this.connection = undefined;
  }

  placeOrder({ clientOrderId, order }: OrderInstruction): void {
    if (this.clientOrderIds.has(order.id)) return;
    this.clientOrderIds.set(order.id, clientOrderId);
    this.connected.market.place(order);
  }

  updateOrder(instruction: OrderInstruction): void {
    if (!this.connected.market.update(instruction.order)) this.refuse(instruction, 'update');
  }

  cancelOrder(instruction: OrderInstruction): void {
    if (!this.connected.market.cancel(instruction.order)) this.refuse(instruction, 'cancel');
  }

  scan(newcomer?: OrderView): void {
    this.connected.market.scan(newcomer);
  }

  adjust(adjustment: AccountAdjustment): void {
    this.connected.account.enterAdjustment(adjustment);
  }

  async lookUp(clientOrderIds: readonly string[]): Promise<readonly OrderLookup[]> {
    const { account } = this.connected;
    return clientOrderIds.map((clientOrderId) => {
      const order = account.order(clientOrderId);
      return order === undefined ? { clientOrderId, outcome: 'absent' } : { clientOrderId, outcome: 'found', order };
    });
  }

  async openOrders(): Promise<readonly BrokerageOrder[]> {
    return this.connected.account.openOrders;
  }

  async executions(sinceUtc: number): Promise<readonly BrokerageExecution[]> {
    return this.connected.account.executions.filter(({ utcTime }) => utcTime >= sinceUtc);
  }

  async holdings(): Promise<readonly BrokerageHolding[]> {
    return this.connected.account.holdings;
  }

  async cash(): Promise<readonly BrokerageCash[]> {
    return this.connected.account.cash;
  }

  private get connected(): Connection {
    if (this.connection === undefined) throw new Error('The paper broker was used before it was connected.');
    return this.connection;
  }

  /** Records a report of the market in the account, then notifies the run. */
  private notify(order: OrderView, status: OrderStatus, report: OrderReport): void {
    const { account, session } = this.connected;
    const { utcTime, exactFillPrice: price, exactFillQuantity: quantity, orderFee, message } = report;
    const clientOrderId = this.clientOrderIds.get(order.id) as string;
    let fill: BrokerageOrderEvent['fill'];
    if (!quantity.isZero) {
      const number = (this.fillsByOrder.get(order.id) ?? 0) + 1;
      this.fillsByOrder.set(order.id, number);
      const fee = orderFee.currency === '' ? undefined : { amount: orderFee.amount, currency: orderFee.currency };
      fill = { executionId: `${clientOrderId}/${number}`, price, quantity, fee };
    }
    const event = { kind: 'order', clientOrderId, brokerId: String(order.id), utcTime, status, fill, message } as const;
    account.enterOrder(order, event);
    session.inbox.push(event);
  }

  private refuse({ clientOrderId, order }: OrderInstruction, request: 'update' | 'cancel'): void {
    const { session } = this.connected;
    const utcTime = session.market.clock.utc;
    const message = `The paper broker has no open order ${order.id}.`;
    session.inbox.push({ kind: 'refusal', clientOrderId, request, utcTime, message });
  }

  private say(message: string): void {
    const { session } = this.connected;
    session.inbox.push({ kind: 'message', utcTime: session.market.clock.utc, level: 'error', message });
  }
}
