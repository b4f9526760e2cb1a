import {
  Algorithm,
  MovingAverageType,
  type MovingAverageConvergenceDivergence,
  Resolution,
  SecurityType,
  type Slice,
} from 'tradewright';

const DAY = 86_400_000;
const TOLERANCE = 0.0025;

/** Holds SPY while its MACD is clearly above its signal, and sells when it falls clearly below. */
export default class MACDTrendAlgorithm extends Algorithm {
  private macd!: MovingAverageConvergenceDivergence;
  private lastDate = NaN;

  override initialize(): void {
    this.setStartDate(2004, 1, 1);
    this.setEndDate(2015, 1, 1);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
    const options = { resolution: Resolution.Daily };
    this.macd = this.indicators.macd('SPY', 12, 26, 9, MovingAverageType.Exponential, options);
  }

  override onData(slice: Slice): void {
    const date = Math.floor(this.time / DAY);
    const { macd } = this;
    if (this.lastDate === date || !macd.isReady) return;
    const { quantity } = this.securities.of('SPY').holdings;
    const share = (macd.value - macd.signal.value) / macd.fast.value;
    if (quantity <= 0 && share > TOLERANCE) this.setHoldings('SPY', 1);
    else if (quantity >= 0 && share < -TOLERANCE) this.liquidate('SPY');
    this.plot('MACD', 'MACD', macd.value);
    this.plot('MACD', 'Signal', macd.signal.value);
    const bar = slice.bars.get('SPY');
    if (bar !== undefined) this.plot('SPY', 'Open', bar.open);
    this.lastDate = date;
  }
}
