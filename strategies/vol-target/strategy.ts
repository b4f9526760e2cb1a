import { Algorithm, Resolution, type Security } from 'tradewright';
import type { StrategyParameters } from './parameters.ts';

/** Holds a few stocks, each in the size at which its expected volatility is the target, and changes the sizes each month. */
export default class VolTarget extends Algorithm<StrategyParameters> {
  private readonly stocks = [...new Set(this.parameters.symbols)].map((ticker) =>
    this.addEquity(ticker, { resolution: Resolution.Daily }),
  );
  private month = 0;

  /** Daily bars arrive at the close: what the first session of a month decides trades at the next open. */
  override onData(): void {
    const { month } = this.now();
    if (month === this.month) return;
    this.month = month;
    for (const stock of this.stocks) if (stock.hasData) this.resize(stock);
  }

  /** The model of the configuration sizes a position as if it were alone; each gets an equal part of that. */
  private resize(stock: Security): void {
    const share = this.sizing.share(stock) / this.stocks.length;
    this.setHoldings(stock, share, { tag: `Share ${share.toFixed(3)}` });
  }
}
