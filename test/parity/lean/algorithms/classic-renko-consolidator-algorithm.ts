import { Algorithm, ClassicRenkoConsolidator, Resolution, type TradeBar } from 'tradewright';

const BRICK_SIZE = 2.5;

/** Renko bricks of the close buy SPY, bricks of an average over the whole bar sell it. */
export default class ClassicRenkoConsolidatorAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2012, 1, 1);
    this.setEndDate(2013, 1, 1);
    this.addEquity('SPY', Resolution.Daily);

    const closes = new ClassicRenkoConsolidator(BRICK_SIZE);
    closes.onConsolidated((brick) => {
      if (!this.portfolio.invested) this.setHoldings(brick.symbol, 1);
    });
    this.addConsolidator('SPY', closes);

    const averages = new ClassicRenkoConsolidator(BRICK_SIZE, { selector: (row) => averageOf(row as TradeBar) });
    averages.onConsolidated((brick) => {
      if (this.portfolio.invested) this.liquidate(brick.symbol);
    });
    this.addConsolidator('SPY', averages);
  }
}

function averageOf({ open, high, low, close }: TradeBar): number {
  return (2 * open + high + low + 3 * close) / 7;
}
