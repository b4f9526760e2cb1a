import {
  Algorithm,
  Resolution,
  SecurityMarginModel,
  SecurityType,
  type TradeBar,
  TradeBarConsolidator,
} from 'tradewright';

const TINY = 1e-9;

/** Fractions of a bitcoin, bought and sold from a consolidator's handler on a margin model of 3.3. */
export default class FractionalQuantityRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2015, 11, 12);
    this.setEndDate(2016, 4, 1);
    this.setCash(100_000);
    this.setBrokerageModel('coinbase', 'cash');
    this.setTimeZone('UTC');
    const options = { market: 'coinbase', fillForward: false, leverage: 1, extendedMarketHours: true } as const;
    const bitcoin = this.addSecurity(SecurityType.Crypto, 'BTCUSD', Resolution.Daily, options);
    bitcoin.buyingPowerModel = new SecurityMarginModel(3.3);
    const consolidator = new TradeBarConsolidator({ count: 1 });
    consolidator.onConsolidated((bar) => this.trade(bar));
    this.addConsolidator('BTCUSD', consolidator);
    this.setBenchmark(bitcoin.symbol);
  }

  private trade(bar: TradeBar): void {
    const whole = Math.trunc((this.portfolio.cash + this.portfolio.totalFees) / Math.abs(bar.value + 1));
    const { quantity } = this.securities.of('BTCUSD').holdings;
    const holds = (extra: number): boolean => Math.abs(quantity - whole - extra) < TINY;
    if (!this.portfolio.invested) this.marketOrder('BTCUSD', whole);
    else if (holds(0)) this.marketOrder('BTCUSD', 0.1);
    else if (holds(0.1)) this.marketOrder('BTCUSD', 0.01);
    else if (holds(0.11)) this.marketOrder('BTCUSD', -0.02);
    else if (holds(0.09)) this.finish();
  }

  /** The first order is below the minimum order size. */
  private finish(): void {
    this.marketOrder('BTCUSD', 0.00001);
    this.setHoldings('BTCUSD', -2);
    this.setHoldings('BTCUSD', 2);
    this.quit();
  }
}
