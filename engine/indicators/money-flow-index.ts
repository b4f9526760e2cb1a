import { TradeBarIndicator } from './bar-indicator.ts';
import { PointCursor, type IndicatorTradeBar } from './indicator-base.ts';
import { exceeds } from './numeric.ts';
import { Sum } from './sum.ts';

/**
 * Share of the money flow at rising typical prices, in percent (LEAN: MoneyFlowIndex.cs).
 *
 * The first bar counts as rising. 100 when there was no money flow.
 */
export class MoneyFlowIndex extends TradeBarIndicator {
  readonly positiveMoneyFlow: Sum;
  readonly negativeMoneyFlow: Sum;
  readonly warmUpPeriod: number;
  /** Typical price of the last bar; 0 before the first one. */
  previousTypicalPrice = 0;
  private readonly cursor = new PointCursor();

  constructor(period: number, name = `MFI(${period})`) {
    super(name);
    this.warmUpPeriod = period;
    this.positiveMoneyFlow = new Sum(period, `${name}_PositiveMoneyFlow`);
    this.negativeMoneyFlow = new Sum(period, `${name}_NegativeMoneyFlow`);
  }

  get isReady(): boolean {
    return this.positiveMoneyFlow.isReady && this.negativeMoneyFlow.isReady;
  }

  updateFrom(bar: IndicatorTradeBar): boolean {
    const { endTime, high, low, close, volume } = bar;
    if (!this.accepts(bar)) return this.isReady;
    const typical = (high + low + close) / 3;
    const flow = typical * volume;
    // Equal typical prices computed from different prices may differ in the last bit of float64.
    this.positiveMoneyFlow.updateFrom(
      this.cursor.write(endTime, exceeds(typical, this.previousTypicalPrice, typical) ? flow : 0),
    );
    this.negativeMoneyFlow.updateFrom(
      this.cursor.write(endTime, exceeds(this.previousTypicalPrice, typical, typical) ? flow : 0),
    );
    this.previousTypicalPrice = typical;
    const total = this.positiveMoneyFlow.value + this.negativeMoneyFlow.value;
    this.publish(bar, total === 0 ? 100 : (100 * this.positiveMoneyFlow.value) / total);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.positiveMoneyFlow.reset();
    this.negativeMoneyFlow.reset();
    this.previousTypicalPrice = 0;
  }
}
