import { Algorithm, Resolution, SecurityType } from 'tradewright';

/** Holds SPY on second bars, with AAPL as benchmark, which must not become one of the strategy's securities. */
export default class CustomBenchmarkAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Second);
    this.setBenchmark('AAPL');
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    if (this.securities.has('AAPL')) throw new Error('the benchmark became a security of the strategy');
  }
}
