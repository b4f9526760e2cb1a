import { Algorithm, Resolution } from 'tradewright';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SESSION = 6.5 * HOUR;

/** History of a symbol follows its subscription: the benchmark's hours at first, then the strategy's own days. */
export default class InternalSubscriptionHistoryRequestAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('AAPL', Resolution.Hour);
    this.setBenchmark('SPY');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    this.setHoldings('AAPL', 1);
    this.expectPeriods(HOUR);
    this.addEquity('SPY', Resolution.Daily);
    this.expectPeriods(SESSION);
  }

  private expectPeriods(period: number): void {
    const bars = this.history('SPY', { milliseconds: 10 * DAY });
    if (bars.length === 0) throw new Error('there is no history of SPY');
    if (bars.some((bar) => bar.endTime - bar.time !== period)) throw new Error(`a bar does not last ${period} ms`);
  }
}
