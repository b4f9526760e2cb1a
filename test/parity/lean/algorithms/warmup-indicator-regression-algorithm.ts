import { Algorithm, ClassicRenkoConsolidator, Resolution, SimpleMovingAverage } from 'tradewright';

const DAY = 86_400_000;

/** Renko bricks are built during a warm-up of 30 days and traded after it. */
export default class WarmupIndicatorRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 11, 1);
    this.setEndDate(2013, 12, 10);
    this.setWarmUp({ milliseconds: 30 * DAY });
    const spy = this.addEquity('SPY', Resolution.Daily);
    const bricks = new ClassicRenkoConsolidator(2);
    bricks.onConsolidated(() => {
      if (!this.isWarmingUp && !this.portfolio.invested) this.setHoldings(spy, 1);
    });
    this.indicators.register(spy, new SimpleMovingAverage(3), { consolidator: bricks });
  }
}
