import {
  Algorithm,
  type OrderGroup,
  percentStop,
  percentTarget,
  Resolution,
  type Security,
  type SimpleMovingAverage,
} from 'tradewright';
import type { StrategyParameters } from './parameters.ts';

/** The state of one symbol. */
interface Leg {
  readonly security: Security;
  readonly fast: SimpleMovingAverage;
  readonly slow: SimpleMovingAverage;
  /** False from an entry until the spread has been back below the entry threshold. */
  isArmed: boolean;
  /** The newest entry with its stop loss and take profit. */
  bracket?: OrderGroup;
}

/** Holds each symbol while its fast average is above its slow one, between a stop loss and a take profit. */
export default class SmaCrossover extends Algorithm<StrategyParameters> {
  private readonly threshold = this.parameters.threshold;
  private readonly exits = [percentStop(this.parameters.stopLoss), percentTarget(this.parameters.takeProfit)];
  private readonly legs = [...new Set(this.parameters.symbols)].map((ticker) => this.addLeg(ticker));

  override initialize(): void {
    const { fast, slow } = this.parameters;
    if (fast >= slow)
      throw new RangeError(`The fast average (${fast} days) must be shorter than the slow one (${slow} days).`);
  }

  /** Daily bars arrive at the close, so orders placed here fill at the next open. */
  override onData(): void {
    for (const leg of this.legs) {
      if (!leg.slow.isReady || leg.bracket?.entry?.isOpen) continue;
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

  private addLeg(ticker: string): Leg {
    const security = this.addEquity(ticker, { resolution: Resolution.Daily });
    const fast = this.indicators.sma(security, this.parameters.fast);
    const slow = this.indicators.sma(security, this.parameters.slow);
    return { security, fast, slow, isArmed: true };
  }

  private enter(leg: Leg): void {
    leg.isArmed = false;
    const quantity = this.calculateOrderQuantity(leg.security, 1 / this.legs.length);
    if (quantity === 0) return;
    leg.bracket = this.bracketOrder(leg.security, quantity, { exits: this.exits, tag: 'Entry' });
  }

  /** `liquidate` also cancels the stop loss and the take profit. */
  private exit(leg: Leg): void {
    this.liquidate(leg.security, { tag: 'Exit' });
  }
}
