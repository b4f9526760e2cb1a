import { Decimal, SecurityType } from 'tradewright/plugin';
import type { BrokerageCash, BrokerageHolding, SecuritySymbol } from 'tradewright/plugin';

/** An execution, as far as it changes cash and positions. */
export interface BookedExecution {
  readonly symbol: SecuritySymbol;
  readonly price: Decimal;
  /** Signed. */
  readonly quantity: Decimal;
  readonly multiplier: Decimal;
  readonly quoteCurrency: string;
  /** The currency that a pair buys and sells; undefined for other instruments. */
  readonly baseCurrency: string | undefined;
  readonly fee: Decimal;
  readonly feeCurrency: string;
}

interface Position {
  readonly symbol: SecuritySymbol;
  readonly currency: string;
  quantity: Decimal;
  averagePrice: Decimal;
}

/** Cash and positions of an account, derived from its executions alone, so that they can be compared with the run's books. */
export class PaperBooks {
  private readonly cashByCurrency = new Map<string, Decimal>();
  private readonly positions = new Map<string, Position>();

  get cash(): BrokerageCash[] {
    return Array.from(this.cashByCurrency, ([currency, amount]) => ({ currency, amount }));
  }

  /** Open positions. */
  get holdings(): BrokerageHolding[] {
    return [...this.positions.values()].filter(({ quantity }) => !quantity.isZero);
  }

  setCash(currency: string, amount: Decimal): void {
    this.cashByCurrency.set(currency, amount);
  }

  setPosition(
    symbol: SecuritySymbol,
    currency: string,
    { quantity, averagePrice }: Omit<BrokerageHolding, 'symbol' | 'currency'>,
  ): void {
    this.positions.set(symbol.key, { symbol, currency, quantity, averagePrice });
  }

  book(execution: BookedExecution): void {
    const { symbol, price, quantity, multiplier, quoteCurrency, baseCurrency, fee, feeCurrency } = execution;
    const position = this.positionOf(symbol, quoteCurrency);
    const isFeeInKind = baseCurrency !== undefined && feeCurrency === baseCurrency && quantity.sign > 0;
    // a fee in the purchased currency reduces the quantity received
    const received = isFeeInKind ? quantity.sub(fee) : quantity;
    if (settlesProfitOnly(symbol.securityType)) {
      const profit = price.sub(position.averagePrice).mul(closedQuantity(position.quantity, quantity));
      this.addCash(quoteCurrency, profit.mul(multiplier));
    } else {
      this.addCash(quoteCurrency, price.mul(quantity).mul(multiplier).neg());
      if (baseCurrency !== undefined) this.addCash(baseCurrency, received);
    }
    if (!isFeeInKind && !fee.isZero) this.addCash(feeCurrency, fee.neg());
    move(position, received, price);
  }

  private addCash(currency: string, amount: Decimal): void {
    this.cashByCurrency.set(currency, (this.cashByCurrency.get(currency) ?? Decimal.zero).add(amount));
  }

  private positionOf(symbol: SecuritySymbol, currency: string): Position {
    let position = this.positions.get(symbol.key);
    if (position === undefined) {
      position = { symbol, currency, quantity: Decimal.zero, averagePrice: Decimal.zero };
      this.positions.set(symbol.key, position);
    }
    return position;
  }
}

/** Contracts whose purchase costs nothing up front. */
function settlesProfitOnly(type: SecurityType): boolean {
  return type === SecurityType.Cfd || type === SecurityType.Future || type === SecurityType.CryptoFuture;
}

/** The quantity of a position that a fill closes, with the position's sign. */
function closedQuantity(held: Decimal, filled: Decimal): Decimal {
  if (held.isZero || held.sign === filled.sign) return Decimal.zero;
  const closed = Decimal.min(held.abs(), filled.abs());
  return held.sign > 0 ? closed : closed.neg();
}

function move(position: Position, quantity: Decimal, price: Decimal): void {
  const { quantity: before, averagePrice } = position;
  const after = before.add(quantity);
  position.quantity = after;
  if (after.isZero) position.averagePrice = Decimal.zero;
  else if (before.isZero || before.sign !== after.sign) position.averagePrice = price;
  else if (before.sign === quantity.sign) {
    position.averagePrice = averagePrice.mul(before).add(quantity.mul(price)).div(after);
  }
}
