import { Algorithm, Resolution, type Slice } from 'tradewright';

const BAR_TIME = Date.UTC(2008, 2, 10, 9, 30);
const BAR_CLOSE = 84.09;

/** The first bar after a weekend is a new one, not one filled forward into the new session. */
export default class FillForwardEnumeratorOutOfOrderBarRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2008, 3, 7);
    this.setEndDate(2008, 3, 10);
    this.addEquity('SHY', Resolution.Minute);
    this.setBenchmark(() => 1);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SHY');
    if (bar?.time !== BAR_TIME) return;
    if (!this.portfolio.invested) this.setHoldings('SHY', 1);
    if (Math.abs(bar.close - BAR_CLOSE) > 1e-9) throw new Error(`the bar closes at ${bar.close}`);
  }
}
