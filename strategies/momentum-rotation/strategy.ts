import { Algorithm, type RateOfChange, Resolution, type Security } from 'tradewright';

/** A candidate stock. */
interface Member {
  readonly security: Security;
  /** The return over the lookback. */
  readonly momentum: RateOfChange;
}

/** At this time before the first session of a month only closes of the previous month are known. */
const MINUTES_BEFORE_OPEN = 30;

/**
 * Holds the stocks that rose most over the lookback, in equal shares of the whole portfolio, selected anew each month.
 */
export default class MomentumRotation extends Algorithm {
  private readonly count = this.parameters.integer('holdings');
  private readonly lookback = this.parameters.integer('lookback');
  private readonly members = [...new Set(this.parameters.list('symbols'))].map((ticker) => this.addMember(ticker));

  override initialize(): void {
    if (this.count > this.members.length)
      throw new RangeError(`There are ${this.members.length} symbols, too few to hold ${this.count} of them.`);
    this.settings.freePortfolioValuePercentage = this.parameters.number('reserve');
    this.setWarmUp({ bars: this.lookback + 1 });
    const [{ security }] = this.members;
    this.schedule.on(
      this.dateRules.monthStart(security),
      this.timeRules.beforeMarketOpen(security, MINUTES_BEFORE_OPEN),
      () => this.rotate(),
    );
  }

  private addMember(ticker: string): Member {
    const security = this.addEquity(ticker, Resolution.Daily);
    return { security, momentum: this.indicators.roc(security, this.lookback) };
  }

  /** One call sizes all targets from the portfolio's whole value and sends the sales before the purchases. */
  private rotate(): void {
    if (this.isWarmingUp) return;
    const targets = this.leaders().map(({ security }) => ({ symbol: security, share: 1 / this.count }));
    if (targets.length > 0) this.setHoldings(targets, { liquidateExistingHoldings: true, tag: 'Rotation' });
  }

  /** The candidates with the highest returns; equal returns keep the order of the symbols. */
  private leaders(): Member[] {
    return this.members
      .filter(({ momentum }) => momentum.isReady)
      .sort((one, other) => other.momentum.value - one.momentum.value)
      .slice(0, this.count);
  }
}
