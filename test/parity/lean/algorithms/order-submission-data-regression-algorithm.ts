import { Algorithm, Resolution } from 'tradewright';

/** Every order keeps the prices that the market showed when it was submitted. */
export default class OrderSubmissionDataRegressionAlgorithm extends Algorithm {
  private readonly previous = new Map<string, readonly number[]>();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY');
    this.addForex('EURUSD', Resolution.Hour);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.noon, () => {
      this.liquidate();
      this.place('SPY');
      this.place('EURUSD');
    });
  }

  private place(ticker: string): void {
    const ticket = this.marketOrder(ticker, 1_000);
    const submission = this.transactions.getOrderById(ticket.orderId)?.submission;
    if (submission === undefined) throw new Error('the order keeps no prices');
    const prices = [submission.ask, submission.bid, submission.last];
    if (prices.some((price) => !(price > 0))) throw new Error(`the order keeps the prices ${prices.join()}`);
    const previous = this.previous.get(ticker);
    if (previous?.some((price, index) => price === prices[index])) throw new Error('a price has not changed for a day');
    this.previous.set(ticker, prices);
  }
}
