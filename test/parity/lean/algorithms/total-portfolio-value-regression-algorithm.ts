import { Algorithm, Decimal, Resolution, type Security } from 'tradewright';

const TICKERS = 'SPY AAPL AAA GOOG GOOGL IBM QQQ FB WM WMI BAC USO IWM EEM BNO AIG'.split(' ');

/** The portfolio's value reflects every change of the cash book at once. */
export default class TotalPortfolioValueRegressionAlgorithm extends Algorithm {
  private stocks: Security[] = [];

  override initialize(): void {
    this.setStartDate(2016, 1, 1);
    this.setEndDate(2017, 1, 1);
    this.setCash(100_000);
    this.stocks = TICKERS.map((ticker) => this.addEquity(ticker, Resolution.Daily));
    for (const stock of this.stocks) stock.setLeverage(100);
  }

  override onData(): void {
    if (this.portfolio.invested) {
      this.liquidate();
      return;
    }
    for (const stock of this.stocks) this.setHoldings(stock, 10 / this.stocks.length);
    this.changeCash();
  }

  private changeCash(): void {
    const before = this.portfolio.totalPortfolioValue;
    const { account } = this.portfolio.cashBook;
    const amount = account.exactAmount;
    this.portfolio.cashBook.add(account.symbol, amount.mul(Decimal.of(1.1)), Decimal.one);
    this.expectValue(before * 1.1);
    account.add(amount.mul(Decimal.of(-0.05)));
    this.expectValue(before * 1.05);
    account.set(amount);
    this.expectValue(before);
  }

  private expectValue(value: number): void {
    const actual = this.portfolio.totalPortfolioValue;
    if (Math.abs(actual - value) > 1e-6) throw new Error(`the portfolio is worth ${actual} instead of ${value}`);
  }
}
