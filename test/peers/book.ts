import { Decimal } from '../../engine/model/decimal.ts';

export type Side = 'buy' | 'sell';
export type BookOrderType = 'market' | 'limit' | 'stop' | 'stop_limit' | 'trailing_stop';
export type BookTimeInForce = 'day' | 'gtc' | 'ioc' | 'fok' | 'opg' | 'cls';
/**
 * `held` waits for its parent; `queued` waits for the session; `working` is in the market. The others are final.
 */
export type BookState = 'held' | 'queued' | 'working' | 'filled' | 'canceled' | 'expired' | 'rejected' | 'replaced';

/** What an order asks for. */
export interface BookRequest {
  readonly symbol: string;
  readonly side: Side;
  readonly type: BookOrderType;
  readonly timeInForce: BookTimeInForce;
  readonly quantity: Decimal;
  readonly limitPrice?: Decimal;
  readonly stopPrice?: Decimal;
  readonly trailAmount?: Decimal;
  readonly trailPercent?: Decimal;
  /** Whether it may trade outside of the session. */
  readonly extendedHours?: boolean;
  /** Waits until this order is filled. */
  readonly parent?: number;
  /** Orders of one group: when one fills, the others are cancelled, or reduced by what it filled. */
  readonly group?: string;
  readonly groupReduces?: boolean;
  /** The id that the client gave, which the book keeps for tests. */
  readonly clientOrderId: string;
}

/** An order in the book of record. */
export interface BookOrder {
  /** Counts from 1. */
  readonly id: number;
  request: BookRequest;
  state: BookState;
  filled: Decimal;
  /** Σ quantity × price of its executions. */
  filledValue: Decimal;
  isTriggered: boolean;
  /** The stop price now: of a trailing stop it moves. */
  stopPrice: Decimal | undefined;
  /** The best price since a trailing stop was accepted. */
  extreme: Decimal | undefined;
  readonly createdUtc: number;
  updatedUtc: number;
  endedUtc: number | undefined;
  reason: string;
}

/** An execution in the book of record. */
export interface BookExecution {
  /** Counts from 1. */
  readonly id: number;
  readonly orderId: number;
  readonly symbol: string;
  readonly side: Side;
  quantity: Decimal;
  price: Decimal;
  readonly utc: number;
  /** What the order had filled after it. */
  readonly cumulative: Decimal;
  readonly leaves: Decimal;
  /** The position after it. */
  readonly position: Decimal;
  fee: Decimal;
  /** How often it was corrected. */
  revision: number;
  isBusted: boolean;
}

export interface BookPosition {
  readonly symbol: string;
  /** Signed. */
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly realized: Decimal;
}

export const isFinal = (state: BookState): boolean => state !== 'held' && state !== 'queued' && state !== 'working';

export const leavesOf = (order: BookOrder): Decimal => order.request.quantity.sub(order.filled);

/** The average price of what an order has filled; undefined before the first execution. */
export function averagePriceOf(order: BookOrder): Decimal | undefined {
  return order.filled.isZero ? undefined : order.filledValue.div(order.filled);
}

const signed = ({ side, quantity }: BookExecution): Decimal => (side === 'buy' ? quantity : quantity.neg());

/**
 * What the broker knows: the oracle of a test. Positions and cash are derived from the executions alone, so that the
 * book cannot contradict itself; `adjust` adds what others did to the account.
 */
export class Book {
  readonly orders: BookOrder[] = [];
  readonly executions: BookExecution[] = [];
  private readonly startCash: Decimal;
  private readonly external: { readonly symbol: string; readonly quantity: Decimal; readonly price: Decimal }[] = [];
  private deposits = Decimal.zero;

  constructor(startCash: Decimal) {
    this.startCash = startCash;
  }

  /** Gives the account a position that no order of the book explains. */
  adjust(symbol: string, quantity: string, price: string): void {
    this.external.push({ symbol, quantity: Decimal.parse(quantity), price: Decimal.parse(price) });
  }

  deposit(amount: string): void {
    this.deposits = this.deposits.add(Decimal.parse(amount));
  }

  orderByClientId(clientOrderId: string): BookOrder | undefined {
    return this.orders.findLast(({ request }) => request.clientOrderId === clientOrderId);
  }

  get openOrders(): readonly BookOrder[] {
    return this.orders.filter(({ state }) => !isFinal(state));
  }

  /** Everything paid and received. */
  get cash(): Decimal {
    return this.executions
      .filter(({ isBusted }) => !isBusted)
      .reduce((cash, one) => cash.sub(signed(one).mul(one.price)).sub(one.fee), this.startCash.add(this.deposits));
  }

  get positions(): readonly BookPosition[] {
    const symbols = new Set([...this.external, ...this.executions].map(({ symbol }) => symbol));
    return [...symbols].map((symbol) => this.positionOf(symbol)).filter(({ quantity }) => !quantity.isZero);
  }

  positionOf(symbol: string): BookPosition {
    let quantity = Decimal.zero;
    let averagePrice = Decimal.zero;
    let realized = Decimal.zero;
    const changes = [
      ...this.external.filter((one) => one.symbol === symbol),
      ...this.executions
        .filter((one) => one.symbol === symbol && !one.isBusted)
        .map((one) => ({ quantity: signed(one), price: one.price })),
    ];
    for (const { quantity: change, price } of changes) {
      const isSameDirection = quantity.sign * change.sign >= 0;
      const closed = Decimal.min(quantity.abs(), change.abs());
      const after = quantity.add(change);
      if (isSameDirection) averagePrice = weighted(quantity, averagePrice, change, price);
      else {
        realized = realized.add(price.sub(averagePrice).mul(closed).mul(Decimal.of(quantity.sign)));
        if (change.abs().gt(quantity.abs())) averagePrice = price;
      }
      quantity = after;
      if (quantity.isZero) averagePrice = Decimal.zero;
    }
    return { symbol, quantity, averagePrice, realized };
  }
}

function weighted(held: Decimal, heldPrice: Decimal, added: Decimal, price: Decimal): Decimal {
  const sum = held.abs().add(added.abs());
  if (sum.isZero) return Decimal.zero;
  return heldPrice.mul(held.abs()).add(price.mul(added.abs())).div(sum);
}
