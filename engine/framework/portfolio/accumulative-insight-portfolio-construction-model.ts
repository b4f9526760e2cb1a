import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { signOf } from '../insight.ts';
import type { Insight } from '../insight.ts';
import { InsightPortfolioConstructionModel } from './insight-portfolio-construction-model.ts';
import type { PortfolioConstructionOptions } from './insight-portfolio-construction-model.ts';

/**
 * Adds a fixed share for every active insight; a flat insight removes it (LEAN's
 * AccumulativeInsightPortfolioConstructionModel).
 */
export class AccumulativeInsightPortfolioConstructionModel extends InsightPortfolioConstructionModel {
  private readonly share: number;

  /** @param options `share` of the portfolio for each insight, by default 0.03 */
  constructor(options: PortfolioConstructionOptions & { readonly share?: number } = {}) {
    super(options);
    this.share = Math.abs(options.share ?? 0.03);
  }

  protected override targetInsights(algorithm: FrameworkAlgorithm): Insight[] {
    return algorithm.insights
      .getActiveInsights(algorithm.utcTime)
      .sort((a, b) => a.generatedTimeUtc - b.generatedTimeUtc);
  }

  protected override shares(active: readonly Insight[]): (readonly [Insight, number])[] {
    const first = new Map<string, Insight>();
    const shares = new Map<string, number>();
    for (const insight of active) {
      const { key } = insight.symbol;
      if (!first.has(key)) first.set(key, insight);
      shares.set(key, this.next(shares.get(key), insight));
    }
    return [...first].map(([key, insight]) => [insight, shares.get(key) ?? 0] as const);
  }

  private next(before: number | undefined, { direction }: Insight): number {
    let share = before ?? 0;
    if (before !== undefined && direction === 'flat')
      share = Math.abs(share) < this.share ? 0 : share - Math.sign(share) * this.share;
    share += this.share * signOf(direction);
    if (this.bias === 'long-short') return share;
    return Math.sign(share) === (this.bias === 'long' ? 1 : -1) ? share : 0;
  }
}
