import { Algorithm, Resolution, type Slice } from 'tradewright';

/** A warm-up by hours delivers the bars of minute and hourly subscriptions, both trades and quotes. */
export default class WarmupDataTypesRegressionAlgorithm extends Algorithm {
  private gotEquityTrades = false;
  private gotEquityQuotes = false;
  private gotCryptoTrades = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 10);
    this.addEquity('SPY', Resolution.Minute, { fillForward: false });
    this.addCrypto('BTCUSD', Resolution.Hour, { market: 'bitfinex', fillForward: false });
    this.setWarmUp({ bars: 24 }, Resolution.Hour);
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp) {
      this.gotEquityTrades ||= slice.bars.has('SPY');
      this.gotEquityQuotes ||= slice.quoteBars.has('SPY');
      this.gotCryptoTrades ||= slice.bars.has('BTCUSD');
    } else if (!this.portfolio.invested) {
      this.addEquity('AAPL', Resolution.Hour);
      this.setHoldings('BTCUSD', 0.3);
    }
  }

  override onEndOfAlgorithm(): void {
    if (!this.gotEquityTrades || !this.gotCryptoTrades) throw new Error('the warm-up brought no trades');
    // hourly warm-up bars of an equity are only trades
    if (!this.gotEquityQuotes && this.settings.warmupResolution === undefined)
      throw new Error('the warm-up brought no quotes');
    if (!this.securities.of('AAPL').hasData) throw new Error('the security added later got no data');
  }
}
