import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** The properties of a position that determine the cost of closing it. */
export interface LiquidPosition {
  /** Shares, positive or negative. */
  readonly quantity: number;
  readonly price: number;
  /** Mean and standard deviation of the spread as a share of the price. */
  readonly meanSpread: number;
  readonly spreadDeviation: number;
  /** Standard deviation of daily returns. */
  readonly dailyVolatility: number;
  /** Shares traded on an average day. */
  readonly averageDailyVolume: number;
}

export interface LiquidityOptions {
  /** Standard deviations of the spread above its mean, 2 to 4.5 (Bangia and others); default 3. */
  readonly spreadQuantile?: number;
  /** η of the square root law of impact; default 1. */
  readonly impactCoefficient?: number;
  /** Maximum share of a day's volume that may be traded; default 0.1. */
  readonly participation?: number;
}

export interface LiquidityCost {
  /** Half of a wide spread, in money. */
  readonly spread: number;
  /** Price impact of the order itself, in money. */
  readonly impact: number;
  /** Days until the position is closed at the permitted participation, at least 1. */
  readonly horizonDays: number;
}

/**
 * The cost of closing a position: half of a wide spread (Bangia, Diebold, Schuermann and Stroughair 1999) and the
 * impact of the square root law, η σ √(Q / ADV) Q P.
 */
export function liquidityCost(position: LiquidPosition, options: LiquidityOptions = {}): LiquidityCost {
  const { spreadQuantile = 3, impactCoefficient = 1, participation = 0.1 } = options;
  const { price, meanSpread, spreadDeviation, dailyVolatility, averageDailyVolume } = position;
  const shares = Math.abs(position.quantity);
  if (!(averageDailyVolume > 0 && participation > 0)) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `Daily volume and participation must be above 0; they are ${averageDailyVolume} and ${participation}.`,
    );
  }
  const value = shares * price;
  return {
    spread: 0.5 * value * (meanSpread + spreadQuantile * spreadDeviation),
    impact: impactCoefficient * dailyVolatility * Math.sqrt(shares / averageDailyVolume) * value,
    horizonDays: Math.max(1, shares / (participation * averageDailyVolume)),
  };
}

export interface LiquidityAdjustedShortfall {
  /** Sum of expected shortfall and the cost of closing every position, in money. */
  readonly total: number;
  readonly expectedShortfall: number;
  readonly spread: number;
  readonly impact: number;
  /** Days until the slowest position is closed. */
  readonly horizonDays: number;
}

/** Expected shortfall of a portfolio plus the cost of closing its positions. @param expectedShortfall - in money */
export function liquidityAdjustedShortfall(
  expectedShortfall: number,
  positions: readonly LiquidPosition[],
  options: LiquidityOptions = {},
): LiquidityAdjustedShortfall {
  const costs = positions.map((position) => liquidityCost(position, options));
  const spread = costs.reduce((sum, cost) => sum + cost.spread, 0);
  const impact = costs.reduce((sum, cost) => sum + cost.impact, 0);
  const horizonDays = costs.reduce((longest, cost) => Math.max(longest, cost.horizonDays), 1);
  return { total: expectedShortfall + spread + impact, expectedShortfall, spread, impact, horizonDays };
}

/**
 * Expected shortfall over the liquidity horizons of Basel's trading book rules:
 * √Σ (ES_j √((LH_j - LH_{j-1}) / T))², where ES_j covers positions whose horizon is LH_j or longer (MAR33).
 * @param shortfalls - over `baseHorizon`, one per horizon. @param horizons - in days, ascending
 */
export function cascadedShortfall(
  shortfalls: readonly number[],
  horizons: readonly number[],
  baseHorizon: number,
): number {
  const isAscending = horizons.every((horizon, index) => horizon > (index === 0 ? 0 : horizons[index - 1]));
  if (shortfalls.length !== horizons.length || !isAscending || !(baseHorizon > 0)) {
    throw new QuantError(
      QUANT_ERRORS.SHAPE,
      'Each expected shortfall needs a horizon, and horizons must be ascending and above 0; for example [1, 0.8], [10, 20] and 10.',
    );
  }
  return Math.sqrt(
    shortfalls.reduce((sum, shortfall, index) => {
      const step = horizons[index] - (index === 0 ? 0 : horizons[index - 1]);
      return sum + shortfall ** 2 * (step / baseHorizon);
    }, 0),
  );
}
