import type { Security } from '../securities/security.ts';

/** The most securities whose prices are kept, so that a run over thousands of symbols stays small. */
const MOST_SECURITIES = 64;
const SHARE_PLACES = 1e6;
const PRICE_PLACES = 1e8;

/** What was held and what it cost, day by day: all series stand on one grid of times. */
export interface DailyTrail {
  /** UTC epoch milliseconds of the midnights, and of the end; days without new prices are left out. */
  readonly time: Float64Array;
  /** Share of the portfolio's value held long. */
  readonly long: Float64Array;
  /** Share held short; zero or negative. */
  readonly short: Float64Array;
  /** Prices of the securities that had an order, the first 64 of them. */
  readonly prices: readonly PriceTrail[];
}

/** Prices of one security, in its quote currency, as the strategy saw them. */
export interface PriceTrail {
  /** `equity/usa/AAPL`. */
  readonly symbol: string;
  /** Index of the first price on the grid of times. */
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

/** Keeps the daily trail of a run; it costs a few numbers a day. */
export class DailyTrailRecorder {
  private readonly portfolio: TrailPortfolio;
  private readonly time: number[] = [];
  private readonly long: number[] = [];
  private readonly short: number[] = [];
  private readonly followed = new Map<Security, Followed>();
  /** The security followed last: that of many events in a row. */
  private newest: Security | undefined;
  private priceVersion = -1;

  constructor(portfolio: TrailPortfolio) {
    this.portfolio = portfolio;
  }

  get result(): DailyTrail {
    return {
      time: Float64Array.from(this.time),
      long: Float64Array.from(this.long),
      short: Float64Array.from(this.short),
      prices: [...this.followed.values()].map(({ security, from, close }) => ({
        symbol: security.symbol.key,
        from,
        close: Float64Array.from(close),
      })),
    };
  }

  /** A security has an order: its prices are worth keeping from now on. */
  follow(security: Security): void {
    if (security === this.newest || this.followed.size >= MOST_SECURITIES) return;
    this.newest = security;
    if (this.followed.has(security)) return;
    this.followed.set(security, { security, from: this.time.length, close: [] });
  }

  /** At each midnight, and once more at the end. */
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
    this.long.push(total === 0 ? 0 : rounded(long / total, SHARE_PLACES));
    this.short.push(total === 0 ? 0 : rounded(short / total, SHARE_PLACES));
    for (const { security, close } of this.followed.values()) close.push(rounded(security.price, PRICE_PLACES));
  }
}

/** Without the digits that only say that binary fractions are not decimal ones. */
function rounded(value: number, places: number): number {
  return Math.abs(value) < 1 / Math.sqrt(places) ? value : Math.round(value * places) / places;
}
