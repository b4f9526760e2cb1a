import { Algorithm, Resolution, SecurityType, type Slice } from 'tradewright';

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** On every full hour a limit order at the market: to buy for two days, to sell from then on. */
export default class LimitFillRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Second);
  }

  override onData(slice: Slice): void {
    if (this.time % HOUR !== 0) return;
    const bar = slice.bars.get('SPY');
    if (bar === undefined) return;
    const isBuying = this.time < this.startDate + 2 * DAY;
    this.limitOrder('SPY', isBuying ? 10 : -10, bar.price);
  }
}
