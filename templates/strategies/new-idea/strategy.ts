import { Algorithm, Resolution } from 'tradewright';
import type { StrategyParameters } from './parameters.ts';

/** Holds one stock while its price is above the average of recent days. */
export default class NewIdea extends Algorithm<StrategyParameters> {
  private readonly stock = this.addEquity(this.parameters.string('symbol'), Resolution.Daily);
  private readonly average = this.indicators.sma(this.stock, this.parameters.days);

  /** Called with every bar. A daily bar arrives at the close, so orders placed here fill at the next open. */
  override onData(): void {
    if (!this.average.isReady) return;
    const isAbove = this.stock.price > this.average.value;
    if (isAbove && !this.stock.holdings.invested) this.setHoldings(this.stock, 1, { tag: 'Entry' });
    else if (!isAbove && this.stock.holdings.invested) this.liquidate(this.stock, { tag: 'Exit' });
  }
}
