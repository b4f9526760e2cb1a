import { Algorithm, Resolution, type Security, type Slice } from 'tradewright';

const CLOSE_TO_QUOTE = 0.05;

/** Buys on a tick close to the bid and sells on one close to the ask, ticks adjusted like bars. */
export default class EquityTickQuoteAdjustedModeRegressionAlgorithm extends Algorithm {
  private ibm!: Security;
  private bought = false;
  private sold = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.ibm = this.addEquity('IBM', Resolution.Tick);
  }

  override onData(slice: Slice): void {
    if (this.sold || !this.ibm.hasData) return;
    for (const { value, bidPrice, askPrice } of slice.ticksOf(this.ibm)) {
      if (bidPrice > 0 && !this.bought && value - bidPrice <= CLOSE_TO_QUOTE) {
        this.setHoldings(this.ibm, 1);
        this.bought = true;
        return;
      }
      if (askPrice > 0 && this.bought && Math.abs(value - askPrice) <= CLOSE_TO_QUOTE) {
        this.liquidate(this.ibm);
        this.sold = true;
        return;
      }
    }
  }
}
