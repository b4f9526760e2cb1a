import { Algorithm, Resolution } from 'tradewright';

const BARS = 5;

/** History by minutes during the session, by hours around it and by days at night; always as many bars as asked for. */
export default class ExtendedMarketHoursHistoryRegressionAlgorithm extends Algorithm {
  private minuteRequests = 0;
  private hourRequests = 0;
  private dailyRequests = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true, fillForward: false });
    const everyHour = this.timeRules.every({ hours: 1 });
    this.schedule.on('RunHistoryCall', this.dateRules.everyDay(), everyHour, () => this.askForHistory());
  }

  private askForHistory(): void {
    const { exchangeHours } = this.securities.of('SPY');
    if (exchangeHours.isOpen(this.time, false)) {
      this.minuteRequests++;
      this.expectBars(Resolution.Minute);
      this.expectQuotes();
    } else if (exchangeHours.isOpen(this.time, true)) {
      this.hourRequests++;
      this.expectBars(Resolution.Hour);
    } else {
      this.dailyRequests++;
      this.expectBars(Resolution.Daily);
    }
  }

  private expectBars(resolution: Resolution): void {
    const { length } = this.history('SPY', { bars: BARS }, resolution);
    if (length !== BARS) throw new Error(`${length} bars of resolution ${resolution} at ${this.time}`);
  }

  /** LEAN's history of minutes reads both kinds of rows. */
  private expectQuotes(): void {
    const { length } = this.history('SPY', { type: 'quote', bars: BARS }, Resolution.Minute);
    if (length !== BARS) throw new Error(`${length} bars of quotes at ${this.time}`);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    if (this.minuteRequests !== 3 * 6) throw new Error(`${this.minuteRequests} requests by minutes`);
    // Six before the open, four after the close.
    if (this.hourRequests !== 3 * 10) throw new Error(`${this.hourRequests} requests by hours`);
    // Four from midnight, four from 20:00; the last day ends at 20:00.
    if (this.dailyRequests !== 2 * 8 + 5) throw new Error(`${this.dailyRequests} requests by days`);
  }
}
