import { Decimal } from '../../../engine/model/decimal.ts';
import { type BookExecution, type BookRequest, isFinal } from '../book.ts';
import type { TimerGroup } from '../clock.ts';
import type { Exchange, ExchangeEvent } from '../exchange.ts';
import type { PeerMarket } from '../market.ts';
import { findContracts, type TwsContract } from './contracts.ts';
import { commissionReport, error, execDetails, openOrder, orderStatus, type OutMessage } from './messages.ts';
import type { PlaceOrder } from './place-order.ts';
import { statusOf, type TwsOrder } from './tws-order.ts';

export interface TwsOrderDeskParts {
  readonly exchange: Exchange;
  readonly market: PeerMarket;
  readonly timers: TimerGroup;
  readonly contracts: readonly TwsContract[];
  readonly account: string;
  /** Sends to the client that owns an order, if it is connected. */
  readonly sendTo: (clientId: number, message: OutMessage) => void;
  /** What may still be bought, in dollars. */
  readonly buyingPower: () => Decimal;
  /** Called after each execution, for whoever watches the account. */
  readonly onExecution: (order: TwsOrder) => void;
}

const TYPES: Readonly<Record<string, BookRequest['type']>> = {
  MKT: 'market',
  LMT: 'limit',
  STP: 'stop',
  'STP LMT': 'stop_limit',
  TRAIL: 'trailing_stop',
  MOC: 'market',
  LOC: 'limit',
};
const TIMES: Readonly<Record<string, BookRequest['timeInForce']>> = {
  DAY: 'day',
  GTC: 'gtc',
  IOC: 'ioc',
  FOK: 'fok',
  OPG: 'opg',
};
const ONE_CANCELS_ALL = 1;

/** A refusal with TWS's code and text. */
interface OrderError {
  readonly code: number;
  readonly text: string;
}

const decimal = (text: string | undefined): Decimal | undefined =>
  text === undefined ? undefined : Decimal.parse(text);

/** Takes, changes and cancels orders, and tells their owners what happens to them. */
export class TwsOrderDesk {
  /** Every order by its id of the book, from 1. */
  readonly orders: TwsOrder[] = [];
  /** How long the market takes to confirm a cancel, in milliseconds of the clock. */
  confirmationDelayMs = 0;
  /** For so long the report of a commission comes after its execution. */
  commissionDelayMs = 0;
  /** Whether market orders fill without any status, as IB does at times. */
  fillsWithoutStatus = false;
  /** How often each status is sent: IB repeats itself. */
  statusRepeats = 1;
  /** Whether the connection to IB's servers is down: orders wait. */
  isOffline = false;
  private readonly parts: TwsOrderDeskParts;
  private readonly untransmitted = new Map<string, { readonly clientId: number; readonly placed: PlaceOrder }>();

  constructor(parts: TwsOrderDeskParts) {
    this.parts = parts;
  }

  get open(): readonly TwsOrder[] {
    return this.orders.filter(({ book }) => !isFinal(book.state));
  }

  find(clientId: number, orderId: number): TwsOrder | undefined {
    return this.orders.find((order) => order.clientId === clientId && order.orderId === orderId);
  }

  /** Takes a new order or a change of one. @param lowestId ids below are used up */
  place(clientId: number, placed: PlaceOrder, lowestId: number): void {
    const existing = this.find(clientId, placed.orderId);
    if (existing !== undefined) return this.modify(existing, placed);
    if (placed.orderId < lowestId) return this.refuse(clientId, placed, { code: 103, text: 'Duplicate order id' });
    const refusal = this.faultOf(placed);
    if (refusal !== undefined) return this.refuse(clientId, placed, refusal);
    if (placed.isWhatIf) return this.estimate(clientId, placed);
    this.untransmitted.set(`${clientId} ${placed.orderId}`, { clientId, placed });
    return placed.isTransmitted ? this.transmit(clientId, placed) : undefined;
  }

  cancel(clientId: number, orderId: number): void {
    const order = this.find(clientId, orderId);
    const send = (code: number, text: string): void => this.parts.sendTo(clientId, error(orderId, code, text));
    if (order === undefined) {
      if (this.untransmitted.delete(`${clientId} ${orderId}`)) return send(202, 'Order Canceled - reason:');
      return send(10147, `OrderId ${orderId} that needs to be cancelled is not found.`);
    }
    if (isFinal(order.book.state))
      return send(
        10148,
        `OrderId ${orderId} that needs to be cancelled cannot be cancelled, state: ${statusOf(order)}.`,
      );
    order.isPendingCancel = true;
    this.sendStatus(order);
    const end = (): void => {
      order.isPendingCancel = false;
      this.parts.exchange.cancel(order.book);
    };
    if (this.confirmationDelayMs === 0) end();
    else this.parts.timers.set(this.confirmationDelayMs, end);
    return undefined;
  }

  cancelAll(): void {
    for (const order of this.open) this.cancel(order.clientId, order.orderId);
  }

  /** Places an order as a person at the screen does. It has no id of a client. */
  placeManually(placed: Omit<PlaceOrder, 'orderId'>): TwsOrder {
    return this.enter(0, { ...placed, orderId: 0 });
  }

  /** Binds orders of the screen to client 0: they get negative ids. */
  bindManual(): void {
    for (const order of this.open)
      if (order.orderId === 0) {
        order.orderId = -order.book.id;
        this.sendOrder(order);
      }
  }

  /** Whether shares for a short sale are being found. */
  hold(order: TwsOrder, whyHeld: string): void {
    order.whyHeld = whyHeld;
    this.sendStatus(order);
  }

  /** The connection to IB's servers is back: orders that waited go out. */
  goOnline(): void {
    this.isOffline = false;
    for (const order of this.open)
      if (order.isPendingSubmit) {
        order.isPendingSubmit = false;
        this.parts.exchange.start(order.book);
      }
  }

  /** Tells the owner of an order what happened in the exchange. */
  onExchange(event: ExchangeEvent): void {
    const order = this.orders[event.order.id - 1];
    if (order === undefined) return;
    switch (event.kind) {
      case 'canceled':
      case 'expired':
        this.sendStatus(order);
        this.parts.sendTo(order.clientId, error(order.orderId, 202, 'Order Canceled - reason:'));
        return;
      case 'filled':
        this.reportFill(order, event.execution);
        return;
      case 'corrected':
      case 'busted':
        this.report(order, event.execution);
        return;
      case 'accepted':
      case 'working':
      case 'triggered':
      case 'reduced':
        this.sendOrder(order);
    }
  }

  private reportFill(order: TwsOrder, execution: BookExecution): void {
    const { clientId, placed } = order;
    const isSilent = this.fillsWithoutStatus && placed.type === 'MKT';
    this.parts.sendTo(clientId, execDetails(-1, order, execution));
    if (!isSilent) this.sendOrder(order);
    const reportFee = (): void => this.parts.sendTo(clientId, commissionReport(order, execution));
    if (this.commissionDelayMs === 0) reportFee();
    else this.parts.timers.set(this.commissionDelayMs, reportFee);
    this.parts.onExecution(order);
  }

  private report(order: TwsOrder, execution: BookExecution): void {
    this.parts.sendTo(order.clientId, execDetails(-1, order, execution));
    this.parts.sendTo(order.clientId, commissionReport(order, execution));
    this.parts.onExecution(order);
  }

  private transmit(clientId: number, placed: PlaceOrder): void {
    const family = [...this.untransmitted.values()].filter(
      (other) =>
        other.clientId === clientId &&
        (other.placed === placed ||
          other.placed.orderId === placed.parentId ||
          (placed.parentId !== 0 && other.placed.parentId === placed.parentId)),
    );
    const entered = family.map((other) => {
      this.untransmitted.delete(`${clientId} ${other.placed.orderId}`);
      return this.enter(clientId, other.placed);
    });
    for (const order of entered) {
      this.warnOfHours(order);
      // what starts is reported by the exchange
      if (order.book.state === 'held' || order.isPendingSubmit) this.sendOrder(order);
      if (!order.isPendingSubmit) this.parts.exchange.start(order.book);
    }
  }

  private enter(clientId: number, placed: PlaceOrder): TwsOrder {
    const [contract] = findContracts(this.parts.contracts, placed.contract);
    if (contract === undefined) throw new RangeError(`There is no contract ${placed.contract.symbol}.`);
    const book = this.parts.exchange.accept(this.requestOf(clientId, placed, contract));
    const order: TwsOrder = {
      orderId: placed.orderId,
      clientId,
      permId: 1_500_000_000 + book.id,
      contract,
      account: placed.account || this.parts.account,
      placed,
      book,
      isPendingCancel: false,
      isPendingSubmit: this.isOffline,
      whyHeld: '',
    };
    this.orders.push(order);
    return order;
  }

  private requestOf(clientId: number, placed: PlaceOrder, { symbol }: TwsContract): BookRequest {
    const { type, limitPrice, auxPrice, trailingPercent, trailStopPrice, parentId, ocaGroup, ocaType } = placed;
    const isTrailing = type === 'TRAIL';
    const atClose = type === 'MOC' || type === 'LOC';
    const isLimited = type === 'LMT' || type === 'STP LMT' || type === 'LOC';
    const parent = parentId === 0 ? undefined : this.find(clientId, parentId);
    return {
      symbol,
      side: placed.action === 'BUY' ? 'buy' : 'sell',
      type: TYPES[type] ?? 'market',
      timeInForce: atClose ? 'cls' : (TIMES[placed.timeInForce] ?? 'day'),
      quantity: Decimal.parse(placed.quantity),
      limitPrice: isLimited ? decimal(limitPrice) : undefined,
      stopPrice: isTrailing ? decimal(trailStopPrice) : type.startsWith('STP') ? decimal(auxPrice) : undefined,
      trailAmount: isTrailing ? decimal(auxPrice) : undefined,
      trailPercent: isTrailing ? decimal(trailingPercent) : undefined,
      extendedHours: placed.isOutsideRth,
      parent: parent?.book.id,
      // children of one parent cancel each other, as those of a bracket do
      group: ocaGroup === '' ? (parent === undefined ? undefined : `bracket ${parent.book.id}`) : `oca ${ocaGroup}`,
      groupReduces: ocaGroup !== '' && ocaType > ONE_CANCELS_ALL,
      clientOrderId: placed.orderRef,
    };
  }

  private modify(order: TwsOrder, placed: PlaceOrder): void {
    const send = (code: number, text: string): void =>
      this.parts.sendTo(order.clientId, error(order.orderId, code, text));
    if (order.book.state === 'filled') return send(104, 'Cannot modify a filled order.');
    if (isFinal(order.book.state)) return send(103, 'Duplicate order id');
    const { action, type, contract } = order.placed;
    if (action !== placed.action || type !== placed.type || contract.symbol !== placed.contract.symbol)
      return send(105, 'Order being modified does not match original order.');
    const refusal = this.faultOf(placed);
    if (refusal !== undefined) return send(refusal.code, refusal.text);
    order.placed = placed;
    const { quantity, limitPrice, stopPrice, trailAmount, trailPercent, timeInForce } = this.requestOf(
      order.clientId,
      placed,
      order.contract,
    );
    const change = {
      quantity,
      limitPrice,
      stopPrice: stopPrice ?? order.book.stopPrice,
      trailAmount,
      trailPercent,
      timeInForce,
    };
    // the answer comes before what the change leads to
    order.book.request = { ...order.book.request, ...change };
    this.sendOrder(order);
    return this.parts.exchange.change(order.book, change);
  }

  private faultOf(placed: PlaceOrder): OrderError | undefined {
    const { type, timeInForce, quantity, limitPrice, auxPrice, contract } = placed;
    const found = findContracts(this.parts.contracts, contract);
    const [first] = found;
    if (first === undefined) return { code: 200, text: 'No security definition has been found for the request' };
    if (found.length > 1) return { code: 200, text: 'The contract description specified is ambiguous' };
    if (placed.account !== '' && placed.account !== this.parts.account)
      return { code: 321, text: "Error validating request.-'bN' : cause - Invalid account code" };
    if (TYPES[type] === undefined)
      return { code: 387, text: 'Unsupported order type for this exchange and security type.' };
    if (TIMES[timeInForce] === undefined)
      return { code: 201, text: `Order rejected - reason:Time in force ${timeInForce} is not supported` };
    const size = Decimal.tryParse(quantity);
    if (size === undefined || size.sign <= 0) return { code: 434, text: 'The order size cannot be zero.' };
    if (!first.isFractional && size.normalize().scale > 0)
      return { code: 10318, text: "This order doesn't support fractional quantity trading" };
    const tick = Decimal.parse(first.minTick);
    const isOffTick = [limitPrice, auxPrice].some(
      (price) => price !== undefined && !Decimal.parse(price).mod(tick).isZero,
    );
    if (isOffTick)
      return { code: 110, text: 'The price does not conform to the minimum price variation for this contract.' };
    return this.fundsFault(placed, first, size);
  }

  private fundsFault(placed: PlaceOrder, { symbol }: TwsContract, size: Decimal): OrderError | undefined {
    const quote = this.parts.market.quoteOf(symbol);
    const price =
      placed.limitPrice === undefined || placed.type === 'STP' ? quote?.ask : Decimal.parse(placed.limitPrice);
    const held = this.parts.exchange.book.positionOf(symbol).quantity;
    const isClosing = held.sign !== 0 && held.sign === (placed.action === 'BUY' ? -1 : 1) && size.lte(held.abs());
    if (isClosing || price === undefined || price.mul(size).lte(this.parts.buyingPower())) return undefined;
    return {
      code: 201,
      text: 'Order rejected - reason:We are unable to accept your order. Your available funds are in sufficient to cover margin.',
    };
  }

  /** Refuses an order; one that IB itself rejects is in the books as inactive. */
  private refuse(clientId: number, placed: PlaceOrder, { code, text }: OrderError): void {
    this.parts.sendTo(clientId, error(placed.orderId, code, text));
    if (code !== 201) return;
    const order = this.enter(clientId, placed);
    order.book.state = 'rejected';
    order.book.reason = text;
    order.book.endedUtc = this.parts.exchange.utc;
    this.sendOrder(order);
  }

  /** Answers what an order would cost, and places nothing. */
  private estimate(clientId: number, placed: PlaceOrder): void {
    const order = this.enter(clientId, placed);
    order.book.state = 'queued';
    this.parts.sendTo(clientId, openOrder(order));
    this.orders.pop();
    this.parts.exchange.book.orders.pop();
  }

  private warnOfHours({ book, orderId, clientId, placed }: TwsOrder): void {
    if (book.state !== 'queued' || book.request.timeInForce === 'cls' || book.request.timeInForce === 'opg') return;
    const text = `Order Message:\n${placed.action} ${placed.quantity} ${placed.contract.symbol}\nWarning: your order will not be placed at the exchange until the next session.`;
    this.parts.sendTo(clientId, error(orderId, 399, text));
  }

  private sendOrder(order: TwsOrder): void {
    this.parts.sendTo(order.clientId, openOrder(order));
    this.sendStatus(order);
  }

  private sendStatus(order: TwsOrder): void {
    for (let sent = 0; sent < this.statusRepeats; sent += 1) this.parts.sendTo(order.clientId, orderStatus(order));
  }
}
