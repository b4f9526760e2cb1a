import {
  days,
  FrameworkAlgorithm,
  Insight,
  type MovingAverageConvergenceDivergence,
  MovingAverageType,
  Resolution,
  SecurityType,
} from 'tradewright';

const TOLERANCE = 0.0025;
const FAST_PERIOD = 12;

/** A strategy with its own orders that also emits its expectations as insights. */
export default class ConvertToFrameworkAlgorithm extends FrameworkAlgorithm {
  private macd!: MovingAverageConvergenceDivergence;

  override initialize(): void {
    this.setStartDate(2004, 1, 1);
    this.setEndDate(2015, 1, 1);
    this.addSecurity(SecurityType.Equity, 'SPY', Resolution.Daily);
    const options = { resolution: Resolution.Daily };
    this.macd = this.indicators.macd('SPY', FAST_PERIOD, 26, 9, MovingAverageType.Exponential, options);
  }

  override onData(): void {
    const { macd } = this;
    if (!macd.isReady) return;
    const spy = this.securities.of('SPY');
    const { quantity } = spy.holdings;
    const distance = (macd.value - macd.signal.value) / macd.fast.value;
    if (quantity <= 0 && distance > TOLERANCE) {
      this.emitInsights(Insight.price(spy, days(FAST_PERIOD), 'up'));
      this.setHoldings(spy, 1);
    } else if (quantity >= 0 && distance < -TOLERANCE) {
      this.emitInsights(Insight.price(spy, days(FAST_PERIOD), 'down'));
      this.setHoldings(spy, -1);
    }
    this.plot('MACD', 'MACD', macd.value);
    this.plot('MACD', 'Signal', macd.signal.value);
  }
}
