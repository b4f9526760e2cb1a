import { Decimal } from 'tradewright/plugin';
import type {
  BrokerageCash,
  BrokerageExecution,
  BrokerageHolding,
  BrokerageOrder,
  BrokerageOrderEvent,
  OrderView,
} from 'tradewright/plugin';

/**
 * The simulated account at the broker, in memory: orders, executions, positions and cash of stocks. A real broker is
 * queried for these instead.
 */
export class SimulatedAccount {
  private readonly ordersById = new Map<string, BrokerageOrder>();
  private readonly executed: BrokerageExecution[] = [];
  private readonly held = new Map<string, BrokerageHolding>();
  private readonly amounts = new Map<string, Decimal>();

  get orders(): BrokerageOrder[] {
    return [...this.ordersById.values()];
  }

  get executions(): readonly BrokerageExecution[] {
    return this.executed;
  }

  get holdings(): BrokerageHolding[] {
    return [...this.held.values()].filter(({ quantity }) => !quantity.isZero);
  }

  get cash(): BrokerageCash[] {
    return Array.from(this.amounts, ([currency, amount]) => ({ currency, amount }));
  }

  order(clientOrderId: string): BrokerageOrder | undefined {
    return this.ordersById.get(clientOrderId);
  }

  /** Sets the starting cash of an account that has none. */
  open(cash: readonly BrokerageCash[]): void {
    if (this.amounts.size > 0) return;
    for (const { currency, amount } of cash) this.amounts.set(currency, amount);
  }

  setHolding(holding: BrokerageHolding): void {
    this.held.set(holding.symbol.key, holding);
  }

  setCash(cash: readonly BrokerageCash[]): void {
    for (const { currency, amount } of cash) this.amounts.set(currency, amount);
  }

  /** Records an event of an order. */
  enter(order: OrderView, event: BrokerageOrderEvent & { readonly clientOrderId: string }): void {
    const { clientOrderId, brokerId, status, fill, utcTime } = event;
    const before = this.ordersById.get(clientOrderId)?.quantityFilled ?? Decimal.zero;
    this.ordersById.set(clientOrderId, {
      brokerId,
      clientOrderId,
      symbol: order.symbol,
      type: order.type,
      quantity: Decimal.of(order.quantity),
      quantityFilled: fill === undefined ? before : before.add(fill.quantity),
      status,
    });
    if (fill === undefined) return;
    this.executed.push({ ...fill, clientOrderId, brokerId, symbol: order.symbol, utcTime });
    this.move(order, fill.quantity, fill.price);
    if (fill.fee !== undefined) this.add(fill.fee.currency, fill.fee.amount.neg());
  }

  private move({ symbol, security }: OrderView, quantity: Decimal, price: Decimal): void {
    const currency = security.quoteCurrency.symbol;
    const before = this.held.get(symbol.key) ?? { quantity: Decimal.zero, averagePrice: Decimal.zero };
    const after = before.quantity.add(quantity);
    let { averagePrice } = before;
    if (before.quantity.isZero || (!after.isZero && before.quantity.sign !== after.sign)) averagePrice = price;
    else if (before.quantity.sign === quantity.sign)
      averagePrice = averagePrice.mul(before.quantity).add(price.mul(quantity)).div(after);
    this.held.set(symbol.key, { symbol, quantity: after, averagePrice, currency });
    this.add(currency, price.mul(quantity).mul(security.properties.contractMultiplier).neg());
  }

  private add(currency: string, amount: Decimal): void {
    this.amounts.set(currency, (this.amounts.get(currency) ?? Decimal.zero).add(amount));
  }
}
