import { EngineError } from '../../model/engine-error.ts';
import type { Security } from '../../securities/security.ts';
import { FRAMEWORK_ERRORS } from '../errors.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import type { RiskManagementModel } from '../models.ts';
import { PortfolioTarget } from '../portfolio-target.ts';

/** The absolute value of a share such as 0.05 for 5 %. @throws EngineError FRAMEWORK_BAD_SETTING */
function shareOf(value: number, name: string): number {
  const share = Math.abs(value);
  if (share > 0 && Number.isFinite(share)) return share;
  throw new EngineError(
    FRAMEWORK_ERRORS.BAD_SETTING,
    `${name} was created with ${value}. Give a share above zero: 0.05 means 5 %.`,
    { data: { model: name, value } },
  );
}

/** Ends the insights of a security and targets a position of zero. */
function liquidation(algorithm: FrameworkAlgorithm, { symbol }: Security): PortfolioTarget {
  algorithm.insights.cancel([symbol]);
  return new PortfolioTarget(symbol, 0);
}

function heldSecurities(algorithm: FrameworkAlgorithm): Security[] {
  return algorithm.securities.all.filter(({ holdings }) => holdings.invested);
}

/**
 * Closes positions whose unrealized loss is more than a share of their cost (LEAN's MaximumDrawdownPercentPerSecurity).
 */
export class MaximumDrawdownPercentPerSecurity implements RiskManagementModel {
  private readonly maximum: number;

  /** @param maximum 0.05 for 5 % */
  constructor(maximum = 0.05) {
    this.maximum = shareOf(maximum, 'MaximumDrawdownPercentPerSecurity');
  }

  manageRisk(algorithm: FrameworkAlgorithm): PortfolioTarget[] {
    return heldSecurities(algorithm)
      .filter(({ holdings }) => holdings.unrealizedProfitPercent < -this.maximum)
      .map((security) => liquidation(algorithm, security));
  }
}

/**
 * Closes positions whose unrealized profit is more than a share of their cost (LEAN's
 * MaximumUnrealizedProfitPercentPerSecurity).
 */
export class MaximumUnrealizedProfitPercentPerSecurity implements RiskManagementModel {
  private readonly maximum: number;

  /** @param maximum 0.05 for 5 % */
  constructor(maximum = 0.05) {
    this.maximum = shareOf(maximum, 'MaximumUnrealizedProfitPercentPerSecurity');
  }

  manageRisk(algorithm: FrameworkAlgorithm): PortfolioTarget[] {
    return heldSecurities(algorithm)
      .filter(({ holdings }) => holdings.unrealizedProfitPercent > this.maximum)
      .map((security) => liquidation(algorithm, security));
  }
}

/**
 * Closes all targeted positions when the portfolio has lost a share of its first or highest value (LEAN's
 * MaximumDrawdownPercentPortfolio).
 */
export class MaximumDrawdownPercentPortfolio implements RiskManagementModel {
  private readonly maximum: number;
  private readonly isTrailing: boolean;
  private high: number | undefined;

  /** @param maximum 0.05 for 5 % @param isTrailing measured from the highest value instead of the first */
  constructor(maximum = 0.05, isTrailing = false) {
    this.maximum = shareOf(maximum, 'MaximumDrawdownPercentPortfolio');
    this.isTrailing = isTrailing;
  }

  manageRisk(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): PortfolioTarget[] {
    const value = algorithm.portfolio.totalPortfolioValue;
    this.high ??= value;
    if (this.isTrailing && this.high < value) {
      this.high = value;
      return [];
    }
    if (value / this.high - 1 >= -this.maximum || targets.length === 0) return [];
    // the reference value is set again at the next rebalancing
    this.high = undefined;
    return targets.map(({ symbol }) => liquidation(algorithm, algorithm.securities.of(symbol)));
  }
}

/** Closes positions that have lost a share of their best value (LEAN's TrailingStopRiskManagementModel). */
export class TrailingStopRiskManagementModel implements RiskManagementModel {
  private readonly maximum: number;
  private readonly best = new Map<Security, { readonly isLong: boolean; value: number }>();

  /** @param maximum 0.05 for 5 % */
  constructor(maximum = 0.05) {
    this.maximum = shareOf(maximum, 'TrailingStopRiskManagementModel');
  }

  manageRisk(algorithm: FrameworkAlgorithm): PortfolioTarget[] {
    const targets: PortfolioTarget[] = [];
    for (const security of algorithm.securities.all) {
      const { holdings } = security;
      if (!holdings.invested) {
        this.best.delete(security);
        continue;
      }
      const { isLong } = holdings;
      let best = this.best.get(security);
      if (best === undefined || best.isLong !== isLong) {
        best = { isLong, value: holdings.absoluteHoldingsCost };
        this.best.set(security, best);
      }
      const value = holdings.absoluteHoldingsValue;
      if (isLong ? best.value < value : best.value > value) {
        best.value = value;
        continue;
      }
      if (Math.abs((best.value - value) / best.value) <= this.maximum) continue;
      this.best.delete(security);
      targets.push(liquidation(algorithm, security));
    }
    return targets;
  }
}
