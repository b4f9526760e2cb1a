import { Algorithm, Resolution, type Slice } from 'tradewright';

const DAY = 86_400_000;
const OPEN = 9.5 * 3_600_000;
const CLOSE = 16 * 3_600_000;

/** Once a day a limit order outside the session, which must also fill outside it. */
export default class ExtendedMarketTradingRegressionAlgorithm extends Algorithm {
  private lastDate = NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, { market: 'usa', fillForward: true, extendedMarketHours: true });
  }

  override onData(slice: Slice): void {
    const date = Math.floor(this.time / DAY);
    if (this.lastDate === date || this.isInSession()) return;
    const bar = slice.bars.get('SPY');
    if (bar === undefined) throw new Error('the slice brings no bar');
    this.limitOrder('SPY', 10, bar.low);
    this.lastDate = date;
  }

  override onOrderEvent(): void {
    if (this.isInSession()) throw new Error('an order was processed during the session');
  }

  private isInSession(): boolean {
    const timeOfDay = this.time % DAY;
    return timeOfDay > OPEN && timeOfDay < CLOSE;
  }
}
