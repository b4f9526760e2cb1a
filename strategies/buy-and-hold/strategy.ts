import { Algorithm, Resolution } from 'tradewright';

const RESOLUTIONS: Readonly<Record<string, Resolution>> = {
  daily: Resolution.Daily,
  hour: Resolution.Hour,
  minute: Resolution.Minute,
};

/** Buys equal shares of its symbols when the first prices arrive, and holds them. */
export default class BuyAndHold extends Algorithm {
  private readonly resolution = RESOLUTIONS[this.parameters.string('resolution')];
  private readonly stocks = [...new Set(this.parameters.list('symbols'))].map((ticker) =>
    this.addEquity(ticker, this.resolution),
  );
  private isBought = false;

  override onData(): void {
    if (this.isBought) return;
    this.isBought = true;
    const priced = this.stocks.filter(({ hasData }) => hasData);
    if (priced.length < this.stocks.length) {
      const late = this.stocks.filter(({ hasData }) => !hasData).map(({ symbol }) => symbol.ticker);
      this.log(`Not bought, because there is no price on the first day: ${late.join(', ')}.`);
    }
    this.setHoldings(priced.map((stock) => ({ symbol: stock, share: 1 / priced.length })));
  }
}
