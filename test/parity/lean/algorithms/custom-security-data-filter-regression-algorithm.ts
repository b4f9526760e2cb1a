import { Algorithm, SecurityType } from 'tradewright';

const FILTERED_FROM = Date.UTC(2013, 9, 7, 9, 35);

/** A data filter of a security discards all data from 9:35 on. */
export default class CustomSecurityDataFilterRegressionAlgorithm extends Algorithm {
  private slices = 0;

  override initialize(): void {
    this.setCash(2_500_000);
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    const spy = this.addSecurity(SecurityType.Equity, 'SPY');
    spy.dataFilter = (row) => row.time < FILTERED_FROM;
  }

  override onData(): void {
    this.slices++;
    this.setHoldings('SPY', 0.2);
    if (this.slices > 5) throw new Error(`${this.slices} slices passed a filter that lets 5 through`);
  }
}
