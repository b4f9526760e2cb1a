import { DAY } from '../../data/time/calendar-math.ts';
import type { Insight } from '../insight.ts';
import { InsightPortfolioConstructionModel } from './insight-portfolio-construction-model.ts';
import type { PortfolioConstructionOptions } from './insight-portfolio-construction-model.ts';

/** The same share for every symbol whose insight is not flat (LEAN's EqualWeightingPortfolioConstructionModel). */
export class EqualWeightingPortfolioConstructionModel extends InsightPortfolioConstructionModel {
  /** Rebalances once a day by default. */
  constructor(options: PortfolioConstructionOptions = {}) {
    super({ rebalance: DAY, ...options });
  }

  protected override shares(active: readonly Insight[]): (readonly [Insight, number])[] {
    const count = active.filter((insight) => this.allowedSign(insight) !== 0).length;
    const share = count === 0 ? 0 : 1 / count;
    return active.map((insight) => [insight, this.allowedSign(insight) * share] as const);
  }
}

/**
 * Shares by the weights of the insights, scaled down when their sum exceeds 1 (LEAN's
 * InsightWeightingPortfolioConstructionModel).
 */
export class InsightWeightingPortfolioConstructionModel extends EqualWeightingPortfolioConstructionModel {
  protected override isUsable(insight: Insight): boolean {
    return insight.weight !== undefined;
  }

  protected weightOf(insight: Insight): number {
    return Math.abs(insight.weight ?? 0);
  }

  protected override shares(active: readonly Insight[]): (readonly [Insight, number])[] {
    let sum = 0;
    for (const insight of active)
      if (this.allowedDirection(insight) === insight.direction) sum += this.weightOf(insight);
    const scale = sum > 1 ? 1 / sum : 1;
    return active.map((insight) => [insight, this.allowedSign(insight) * this.weightOf(insight) * scale] as const);
  }
}

/** Shares by the confidence of the insights (LEAN's ConfidenceWeightedPortfolioConstructionModel). */
export class ConfidenceWeightedPortfolioConstructionModel extends InsightWeightingPortfolioConstructionModel {
  protected override isUsable(insight: Insight): boolean {
    return insight.confidence !== undefined;
  }

  protected override weightOf(insight: Insight): number {
    return insight.confidence ?? 0;
  }
}
