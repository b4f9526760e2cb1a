import type { Security } from '../securities/security.ts';

const SHARE_PLACES = 1e6;
const PRICE_PLACES = 1e8;

/** Equity, exposure and prices at a run's sampling instants; all series share one time grid. */
export interface Trail {
  /** UTC epoch milliseconds, without instants at which no price is new. */
  readonly time: Float64Array;
  /** Value of the portfolio in account currency. */
  readonly equity: Float64Array;
  /** Long exposure as a share of the portfolio's value. */
  readonly long: Float64Array;
  /** Short exposure as a share of the portfolio's value; zero or negative. */
  readonly short: Float64Array;
  /** Prices of the first securities that had an order. */
  readonly prices: readonly PriceTrail[];
}

/** Prices of one security, in its quote currency, as the strategy saw them. */
export interface PriceTrail {
  /** `equity/usa/AAPL`. */
  readonly symbol: string;
  /** Index of the first price on the time grid. */
  readonly from: number;
  readonly close: Float64Array;
}

interface Followed {
  readonly security: Security;
  readonly from: number;
  readonly close: number[];
}

interface TrailPortfolio {
  readonly priceVersion: number;
  readonly totalPortfolioValue: number;
  readonly openPositions: readonly Security[];
}

/** Records a trail of a run; it costs a few numbers a sample. */
export class TrailRecorder {
  private readonly portfolio: TrailPortfolio;
  private readonly maxSecurities: number;
  private readonly time: number[] = [];
  private readonly equity: number[] = [];
  private readonly long: number[] = [];
  private readonly short: number[] = [];
  private readonly followed = new Map<Security, Followed>();
  /** The security of the last call: consecutive order events often share one. */
  private newest: Security | undefined;
  private priceVersion = -1;

  /** @param maxSecurities maximum number of securities with recorded prices; bounds memory in runs over thousands */
  constructor(portfolio: TrailPortfolio, maxSecurities: number) {
    this.portfolio = portfolio;
    this.maxSecurities = maxSecurities;
  }

  get isEmpty(): boolean {
    return this.time.length === 0;
  }

  get result(): Trail {
    return {
      time: Float64Array.from(this.time),
      equity: Float64Array.from(this.equity),
      long: Float64Array.from(this.long),
      short: Float64Array.from(this.short),
      prices: [...this.followed.values()].map(({ security, from, close }) => ({
        symbol: security.symbol.key,
        from,
        close: Float64Array.from(close),
      })),
    };
  }

  /** Records the prices of a security from its first order on. */
  follow(security: Security): void {
    if (security === this.newest || this.followed.size >= this.maxSecurities) return;
    this.newest = security;
    if (this.followed.has(security)) return;
    this.followed.set(security, { security, from: this.time.length, close: [] });
  }

  /** Takes a sample unless no price has changed since the last one. */
  sample(utc: number): void {
    const { portfolio } = this;
    if (portfolio.priceVersion === this.priceVersion) return;
    this.priceVersion = portfolio.priceVersion;
    const total = portfolio.totalPortfolioValue;
    let long = 0;
    let short = 0;
    for (const { holdings } of portfolio.openPositions) {
      if (holdings.isLong) long += holdings.holdingsValue;
      else short += holdings.holdingsValue;
    }
    this.time.push(utc);
    this.equity.push(rounded(total, PRICE_PLACES));
    this.long.push(total === 0 ? 0 : rounded(long / total, SHARE_PLACES));
    this.short.push(total === 0 ? 0 : rounded(short / total, SHARE_PLACES));
    for (const { security, close } of this.followed.values()) close.push(rounded(security.price, PRICE_PLACES));
  }
}

/** Rounds away the noise of binary floating point. */
function rounded(value: number, places: number): number {
  return Math.abs(value) < 1 / Math.sqrt(places) ? value : Math.round(value * places) / places;
}
