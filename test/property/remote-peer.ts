import { Decimal, isClosedStatus, OrderStatus, OrderType } from 'tradewright';
import type { SecuritySymbol } from 'tradewright';
import type {
  Brokerage,
  BrokerageCash,
  BrokerageEvent,
  BrokerageExecution,
  BrokerageFill,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageOrder,
  BrokerageSession,
  OrderInstruction,
  OrderLookup,
} from 'tradewright/plugin';

/** An order at the peer. */
interface PeerOrder {
  readonly clientOrderId: string;
  readonly brokerId: string;
  readonly symbol: SecuritySymbol;
  readonly type: OrderType;
  quantity: number;
  filled: number;
  status: OrderStatus;
}

/**
 * A simulated remote broker: it outlives the run's process, answers late, repeats itself, and reports statuses and
 * executions out of order. Market orders fill at once in two parts; all other orders wait until they are cancelled.
 */
export class RemotePeer {
  readonly orders = new Map<string, PeerOrder>();
  readonly executions: BrokerageExecution[] = [];
  /** Client order ids of all arrived orders, including repeated ones. */
  readonly arrived: string[] = [];
  /** Whether it refuses changes. */
  refusesChanges = false;
  /** Whether it answers queries with `unknown`. */
  isForgetful = false;
  /** How it reports executions. */
  habit: 'at once' | 'late fees' | 'corrects' | 'busts' | 'overfills' = 'at once';
  private inbox: BrokerageInbox | undefined;

  connect(inbox: BrokerageInbox | undefined): void {
    this.inbox = inbox;
  }

  position(symbol: SecuritySymbol): number {
    const own = this.executions.filter((one) => one.symbol.key === symbol.key && one.isBusted !== true);
    return own.reduce((sum, { quantity }) => sum + quantity.toNumber(), 0);
  }

  place(
    clientOrderId: string,
    order: Pick<PeerOrder, 'symbol' | 'type' | 'quantity'>,
    price: number,
    utcTime: number,
  ): void {
    this.arrived.push(clientOrderId);
    const { symbol, type, quantity } = order;
    const brokerId = `B${this.orders.size + 1}`;
    const placed = { clientOrderId, brokerId, symbol, type, quantity, filled: 0, status: OrderStatus.Submitted };
    this.orders.set(clientOrderId, placed);
    if (type === OrderType.Market || type === OrderType.MarketOnOpen) {
      const first = Math.trunc(quantity / 2);
      if (first !== 0) this.execute(placed, first, price, utcTime);
      // like some brokers, it reports the status before the last execution
      this.report(placed, OrderStatus.Filled, utcTime);
      this.execute(placed, quantity - first, price, utcTime);
    }
    this.report(placed, OrderStatus.Submitted, utcTime);
  }

  update(clientOrderId: string, quantity: number, utcTime: number): void {
    const order = this.orders.get(clientOrderId) as PeerOrder;
    if (this.refusesChanges || isClosedStatus(order.status)) {
      this.send({ kind: 'refusal', clientOrderId, request: 'update', utcTime, message: 'Too late to change.' });
      return;
    }
    order.quantity = quantity;
    this.report(order, OrderStatus.UpdateSubmitted, utcTime);
  }

  cancel(clientOrderId: string, utcTime: number): void {
    const order = this.orders.get(clientOrderId) as PeerOrder;
    if (this.refusesChanges || isClosedStatus(order.status)) {
      this.send({ kind: 'refusal', clientOrderId, request: 'cancel', utcTime, message: 'Too late to cancel.' });
      return;
    }
    order.status = OrderStatus.Canceled;
    this.report(order, OrderStatus.Canceled, utcTime);
  }

  private execute(order: PeerOrder, quantity: number, price: number, utcTime: number): void {
    order.filled += quantity;
    order.status = order.filled === order.quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    const fee = { amount: Decimal.one, currency: 'USD' };
    const fill = { price: Decimal.of(price), quantity: Decimal.of(quantity), fee };
    switch (this.habit) {
      case 'at once':
        this.reportFill(order, { ...fill, executionId: this.nextId() }, utcTime);
        break;
      case 'late fees':
        this.reportWithLateFee(order, fill, utcTime);
        break;
      case 'corrects':
        this.reportCorrected(order, fill, utcTime);
        break;
      case 'overfills':
        // one unit more with the last execution of the first order
        if (order.status === OrderStatus.Filled && !this.executions.some(({ executionId }) => executionId === 'over')) {
          order.filled += Math.sign(quantity);
          this.reportFill(order, { ...fill, quantity: Decimal.of(Math.sign(quantity)), executionId: 'over' }, utcTime);
        }
        this.reportFill(order, { ...fill, executionId: this.nextId() }, utcTime);
        break;
      default:
        this.reportFill(order, { ...fill, executionId: this.nextId() }, utcTime);
        if (order.status === OrderStatus.PartiallyFilled) this.reportBusted(order, fill, utcTime);
    }
  }

  private nextId(): string {
    return `X${this.executions.length + 1}`;
  }

  /** Every event twice. */
  private reportFill(order: PeerOrder, fill: BrokerageFill, utcTime: number): void {
    const { clientOrderId, brokerId, symbol } = order;
    this.executions.push({ ...fill, clientOrderId, brokerId, symbol, utcTime });
    this.sendFill(order, fill, utcTime);
  }

  private sendFill({ clientOrderId, brokerId }: PeerOrder, fill: BrokerageFill, utcTime: number): void {
    const status = OrderStatus.PartiallyFilled;
    this.sendTwice({ kind: 'order', clientOrderId, brokerId, utcTime, status, fill, message: '' });
  }

  /** The fee comes after the execution, or before it, and once with a wrong amount. */
  private reportWithLateFee(order: PeerOrder, fill: Omit<BrokerageFill, 'executionId'>, utcTime: number): void {
    const executionId = this.nextId();
    const { clientOrderId, brokerId, symbol } = order;
    const { currency } = fill.fee ?? { currency: 'USD' };
    const sendFee = (amount: Decimal): void =>
      this.sendTwice({ kind: 'fee', clientOrderId, utcTime, executionId, fee: { amount, currency } });
    this.executions.push({ ...fill, executionId, clientOrderId, brokerId, symbol, utcTime });
    if (this.executions.length % 3 === 0) sendFee(Decimal.one);
    this.sendFill(order, { ...fill, executionId, fee: undefined }, utcTime);
    if (this.executions.length % 3 === 1) sendFee(Decimal.of(7));
    if (this.executions.length % 3 !== 0) sendFee(Decimal.one);
  }

  /** The execution is reported with another price and fee first. */
  private reportCorrected(order: PeerOrder, fill: Omit<BrokerageFill, 'executionId'>, utcTime: number): void {
    const executionId = this.nextId();
    const { clientOrderId, brokerId, symbol } = order;
    const wrong = { price: fill.price.add(Decimal.one), fee: { amount: Decimal.of(5), currency: 'USD' } };
    const right = { ...fill, executionId: `${executionId}c` };
    this.executions.push({ ...right, clientOrderId, brokerId, symbol, utcTime, replaces: executionId });
    this.sendFill(order, { ...fill, ...wrong, executionId }, utcTime);
    this.sendTwice({ kind: 'correction', clientOrderId, utcTime, executionId, fill: right, message: '' });
  }

  /** An execution that did not happen. */
  private reportBusted(order: PeerOrder, fill: Omit<BrokerageFill, 'executionId'>, utcTime: number): void {
    const executionId = this.nextId();
    const { clientOrderId, brokerId, symbol } = order;
    const wrong = { ...fill, executionId, quantity: Decimal.of(Math.sign(order.quantity)) };
    this.executions.push({ ...wrong, clientOrderId, brokerId, symbol, utcTime, isBusted: true });
    this.sendFill(order, wrong, utcTime);
    this.sendTwice({ kind: 'correction', clientOrderId, utcTime, executionId, fill: undefined, message: '' });
  }

  private sendTwice(event: BrokerageEvent): void {
    this.send(event);
    this.send(event);
  }

  private report({ clientOrderId, brokerId }: PeerOrder, status: OrderStatus, utcTime: number): void {
    const event = { kind: 'order', clientOrderId, brokerId, utcTime, status, fill: undefined, message: '' } as const;
    this.send(event);
    this.send(event);
  }

  /** Sends an answer after the call that caused it; it is lost if the connection is closed by then. */
  private send(event: BrokerageEvent): void {
    const { inbox } = this;
    queueMicrotask(() => {
      if (this.inbox === inbox) inbox?.push(event);
    });
  }
}

/** The engine's side of the connection to a {@link RemotePeer}. */
export class RemoteBrokerage implements Brokerage {
  readonly name = 'remote';
  readonly placesOnce = false;
  isReady = false;
  /** Whether orders are lost in transit. */
  isCut = false;
  private readonly peer: RemotePeer;
  private session: BrokerageSession | undefined;

  constructor(peer: RemotePeer) {
    this.peer = peer;
  }

  async connect(session: BrokerageSession): Promise<void> {
    this.session = session;
    this.isReady = true;
    this.peer.connect(session.inbox);
  }

  async disconnect(): Promise<void> {
    this.isReady = false;
    this.peer.connect(undefined);
  }

  placeOrder({ clientOrderId, order }: OrderInstruction): void {
    const { symbol, type, quantity, security } = order;
    if (!this.isCut) this.peer.place(clientOrderId, { symbol, type, quantity }, security.price, this.utc);
  }

  updateOrder({ clientOrderId, order }: OrderInstruction): void {
    if (!this.isCut) this.peer.update(clientOrderId, order.quantity, this.utc);
  }

  cancelOrder({ clientOrderId }: OrderInstruction): void {
    if (!this.isCut) this.peer.cancel(clientOrderId, this.utc);
  }

  async lookUp(clientOrderIds: readonly string[]): Promise<readonly OrderLookup[]> {
    return clientOrderIds.map((clientOrderId): OrderLookup => {
      if (this.peer.isForgetful) return { clientOrderId, outcome: 'unknown', reason: 'the connection is down' };
      const order = this.peer.orders.get(clientOrderId);
      return order === undefined
        ? { clientOrderId, outcome: 'absent' }
        : { clientOrderId, outcome: 'found', order: orderOf(order) };
    });
  }

  async openOrders(): Promise<readonly BrokerageOrder[]> {
    return [...this.peer.orders.values()].filter(({ status }) => !isClosedStatus(status)).map(orderOf);
  }

  async executions(sinceUtc: number): Promise<readonly BrokerageExecution[]> {
    return this.peer.executions.filter(({ utcTime }) => utcTime >= sinceUtc);
  }

  async holdings(): Promise<readonly BrokerageHolding[]> {
    const symbols = new Map(this.peer.executions.map(({ symbol }) => [symbol.key, symbol]));
    return [...symbols.values()].map((symbol) => ({
      symbol,
      quantity: Decimal.of(this.peer.position(symbol)),
      averagePrice: Decimal.one,
      currency: 'USD',
    }));
  }

  async cash(): Promise<readonly BrokerageCash[]> {
    return [{ currency: 'USD', amount: Decimal.of(75_000) }];
  }

  private get utc(): number {
    return this.session?.market.clock.utc ?? NaN;
  }
}

function orderOf({ clientOrderId, brokerId, symbol, type, quantity, filled, status }: PeerOrder): BrokerageOrder {
  return {
    clientOrderId,
    brokerId,
    symbol,
    type,
    quantity: Decimal.of(quantity),
    quantityFilled: Decimal.of(filled),
    status,
  };
}
