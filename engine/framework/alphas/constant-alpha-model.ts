import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { Security } from '../../securities/security.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { Insight } from '../insight.ts';
import type { InsightDirection, InsightOptions } from '../insight.ts';
import type { AlphaModel } from '../models.ts';

/**
 * Emits the same insight for every security, and again when the previous one has expired (LEAN's ConstantAlphaModel).
 */
export class ConstantAlphaModel implements AlphaModel {
  readonly name = 'ConstantAlphaModel';
  private readonly direction: InsightDirection;
  private readonly period: number;
  private readonly options: InsightOptions;
  /** The UTC instant of the last insight of each security. */
  private readonly lastInsight = new Map<Security, number>();

  /** @param period milliseconds of trading; a day means a trading day */
  constructor(direction: InsightDirection, period: number, options: InsightOptions = {}) {
    this.direction = direction;
    this.period = period;
    this.options = options;
  }

  update(algorithm: FrameworkAlgorithm): Insight[] {
    const insights: Insight[] = [];
    const { utcTime } = algorithm;
    for (const [security, last] of this.lastInsight) {
      if (!(security.price > 0) || utcTime - last < this.period) continue;
      this.lastInsight.set(security, utcTime);
      insights.push(Insight.price(security, this.period, this.direction, this.options));
    }
    return insights;
  }

  onSecuritiesChanged(_algorithm: FrameworkAlgorithm, { added, removed }: SecurityChanges): void {
    for (const security of removed) this.lastInsight.delete(security);
    for (const security of added) if (!this.lastInsight.has(security)) this.lastInsight.set(security, -Infinity);
  }
}
