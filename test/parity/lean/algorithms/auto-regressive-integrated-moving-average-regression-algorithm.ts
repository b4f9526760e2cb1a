import { Algorithm, type AutoRegressiveIntegratedMovingAverage, Resolution } from 'tradewright';

/** Two ARIMA models of SPY, with and without a moving average term; the strategy trades when they disagree. */
export default class AutoRegressiveIntegratedMovingAverageRegressionAlgorithm extends Algorithm {
  private arima!: AutoRegressiveIntegratedMovingAverage;
  private ar!: AutoRegressiveIntegratedMovingAverage;
  private last = 0;

  override initialize(): void {
    this.setStartDate(2013, 1, 7);
    this.setEndDate(2013, 12, 11);
    this.settings.automaticIndicatorWarmUp = true;
    this.addEquity('SPY', Resolution.Daily);
    this.arima = this.indicators.arima('SPY', { arOrder: 1, diffOrder: 1, maOrder: 1 }, 50);
    this.ar = this.indicators.arima('SPY', { arOrder: 1, diffOrder: 1, maOrder: 0 }, 50);
  }

  override onData(): void {
    const { arima } = this;
    if (!arima.isReady) return;
    if (Math.abs(this.ar.value - arima.value) > 1) this.marketOrder('SPY', arima.value > this.last ? 1 : -1);
    this.last = arima.value;
  }
}
