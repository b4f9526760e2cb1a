import {
  Algorithm,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  Resolution,
  type Security,
  type SimpleMovingAverage,
} from 'tradewright';
import { OneCancelsOtherFillModel } from './one-cancels-other-fill-model.ts';

/** What the strategy knows about one of its symbols. */
interface Leg {
  readonly security: Security;
  readonly fast: SimpleMovingAverage;
  readonly slow: SimpleMovingAverage;
  /** False from an entry until the spread has been back below the entry threshold. */
  isArmed: boolean;
  entry?: OrderTicket;
  stopLoss?: OrderTicket;
  takeProfit?: OrderTicket;
}

/** Holds each symbol while its fast average stands above its slow one, between a stop loss and a take profit. */
export default class SmaCrossover extends Algorithm {
  private readonly threshold = this.parameters.number('threshold');
  private readonly stopLossShare = this.parameters.number('stopLoss');
  private readonly takeProfitShare = this.parameters.number('takeProfit');
  private readonly legs = [...new Set(this.parameters.list('symbols'))].map((ticker) => this.addLeg(ticker));

  override initialize(): void {
    const [fast, slow] = [this.parameters.integer('fast'), this.parameters.integer('slow')];
    if (fast >= slow)
      throw new RangeError(`The fast average (${fast} days) must be shorter than the slow one (${slow} days).`);
  }

  /** Daily bars arrive at the close, so what is decided here trades at the next open. */
  override onData(): void {
    for (const leg of this.legs) {
      if (!leg.slow.isReady || leg.entry?.isOpen) continue;
      const spread = leg.fast.value / leg.slow.value - 1;
      if (leg.security.holdings.invested) {
        if (spread < -this.threshold) this.exit(leg);
      } else if (spread <= this.threshold) {
        leg.isArmed = true;
      } else if (leg.isArmed) {
        this.enter(leg);
      }
    }
  }

  /** An entry that has filled is protected; a protection that has filled ends the other one. */
  override onOrderEvent({ status, orderId, symbol, fillPrice, fillQuantity }: OrderEvent): void {
    if (status !== OrderStatus.Filled) return;
    const leg = this.legs.find(({ security }) => security.symbol === symbol);
    if (leg === undefined) return;
    if (orderId === leg.entry?.orderId) this.protect(leg, fillPrice, fillQuantity);
    else if (orderId === leg.stopLoss?.orderId) leg.takeProfit?.cancel();
    else if (orderId === leg.takeProfit?.orderId) leg.stopLoss?.cancel();
  }

  private addLeg(ticker: string): Leg {
    const security = this.addEquity(ticker, Resolution.Daily);
    security.fillModel = new OneCancelsOtherFillModel(security.fillModel);
    const fast = this.indicators.sma(security, this.parameters.integer('fast'));
    const slow = this.indicators.sma(security, this.parameters.integer('slow'));
    return { security, fast, slow, isArmed: true };
  }

  private enter(leg: Leg): void {
    leg.isArmed = false;
    leg.entry = this.setHoldings(leg.security, 1 / this.legs.length, { tag: 'Entry' });
  }

  /** Liquidating cancels the protection too. */
  private exit(leg: Leg): void {
    this.liquidate(leg.security, { tag: 'Exit' });
  }

  /** Orders are looked at in the order of their birth: the stop is born first, so it wins where one bar reaches both. */
  private protect(leg: Leg, price: number, quantity: number): void {
    leg.stopLoss = this.stopMarketOrder(leg.security, -quantity, price * (1 - this.stopLossShare), {
      tag: 'Stop loss',
    });
    leg.takeProfit = this.limitOrder(leg.security, -quantity, price * (1 + this.takeProfitShare), {
      tag: 'Take profit',
    });
  }
}
