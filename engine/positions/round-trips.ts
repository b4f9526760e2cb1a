import type { OrderEventView } from '../api/order-view.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** A position from its first fill until it is closed. */
interface Trip {
  quantity: number;
  averagePrice: number;
  /** Profit of the closed parts minus all fees, in account currency. */
  profit: number;
  /** Largest cost so far, in account currency. */
  cost: number;
}

/** The closed trades of a run: each from flat to flat, a reversal closing one and opening the next. */
export class RoundTrips {
  /** Profit or loss as a share of the largest cost, oldest first. */
  readonly returns: number[] = [];
  /** Number of losing trades since the last winning one. */
  lossesInARow = 0;
  /** UTC instant of the last losing trade; -Infinity before the first. */
  lastLossUtc = -Infinity;
  private readonly open = new Map<SecuritySymbol, Trip>();
  private readonly lossesBySymbol = new Map<SecuritySymbol, number>();

  /** UTC instant of the last losing trade in a symbol; -Infinity before the first. */
  lastLossOf(symbol: SecuritySymbol): number {
    return this.lossesBySymbol.get(symbol) ?? -Infinity;
  }

  /** Takes a fill in. @param fee in account currency */
  take(event: OrderEventView, fee: number): void {
    const { symbol, security, fillPrice, fillQuantity } = event;
    const unit = security.holdings.multiplier * security.quoteCurrency.conversionRate;
    const trip = this.open.get(symbol) ?? { quantity: 0, averagePrice: 0, profit: 0, cost: 0 };
    this.open.set(symbol, trip);
    trip.profit -= fee;
    const isClosing = trip.quantity !== 0 && trip.quantity > 0 !== fillQuantity > 0;
    const closed = isClosing ? Math.sign(trip.quantity) * Math.min(Math.abs(trip.quantity), Math.abs(fillQuantity)) : 0;
    trip.profit += closed * (fillPrice - trip.averagePrice) * unit;
    trip.quantity -= closed;
    const opened = fillQuantity + closed;
    if (closed !== 0 && trip.quantity === 0) this.close(symbol, trip, event.utcTime);
    if (opened === 0) return;
    const current = this.open.get(symbol) ?? { quantity: 0, averagePrice: 0, profit: 0, cost: 0 };
    this.open.set(symbol, current);
    const quantity = current.quantity + opened;
    current.averagePrice = (current.averagePrice * current.quantity + fillPrice * opened) / quantity;
    current.quantity = quantity;
    current.cost = Math.max(current.cost, Math.abs(quantity * current.averagePrice * unit));
  }

  private close(symbol: SecuritySymbol, { profit, cost }: Trip, utc: number): void {
    this.open.delete(symbol);
    this.returns.push(cost > 0 ? profit / cost : 0);
    if (profit >= 0) {
      this.lossesInARow = 0;
      return;
    }
    this.lossesInARow++;
    this.lastLossUtc = utc;
    this.lossesBySymbol.set(symbol, utc);
  }
}
