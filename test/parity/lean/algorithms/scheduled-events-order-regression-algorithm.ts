import { Algorithm, type Security } from 'tradewright';

const DAY = 86_400_000;
const OPEN = 9.5 * 3_600_000;
const EXPECTED_EVENTS = 28;

/** Events of the same instant fire in the order in which they were added; time never decreases. */
export default class ScheduledEventsOrderRegressionAlgorithm extends Algorithm {
  private spy!: Security;
  private events = 0;
  private opens = 0;
  private lastTime = -Infinity;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.spy = this.addEquity('SPY');
    const { exchangeHours } = this.spy;

    // a rule may use a market of which the strategy has no security
    const apple = { exchangeHours, symbol: { ticker: 'AAPL' } };
    this.schedule.on(this.dateRules.weekStart(apple), this.timeRules.afterMarketOpen(apple), () => {
      this.opens++;
      if (this.time % DAY !== OPEN) throw new Error(`the event of the open came at ${this.time}`);
    });
    const { timeRules } = this;
    const rules = [timeRules.at(9, 25), timeRules.beforeMarketClose(this.spy, 5), timeRules.at(16, 5)];
    const turns = rules.map(() => 0);
    for (const turn of [0, 1]) {
      rules.forEach((rule, index) => {
        this.schedule.on(this.dateRules.everyDay(this.spy), rule, () => {
          if (turns[index] !== turn) throw new Error(`event ${index} came out of turn`);
          turns[index] = 1 - turn;
          this.noteEvent();
        });
      });
    }
  }

  private noteEvent(): void {
    if (this.lastTime > this.time) throw new Error('time went back');
    this.lastTime = this.time;
    this.events++;
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings(this.spy, 1);
  }

  override onEndOfAlgorithm(): void {
    if (this.events !== EXPECTED_EVENTS) throw new Error(`${this.events} events instead of ${EXPECTED_EVENTS}`);
    if (this.opens !== 1) throw new Error(`${this.opens} events of the open instead of 1`);
  }
}
