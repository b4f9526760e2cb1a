import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import type { ExecutionModel } from '../models.ts';
import { PortfolioTargetCollection, unorderedQuantity } from '../portfolio-target.ts';
import type { PortfolioTarget } from '../portfolio-target.ts';

/**
 * Sends market orders for the quantity missing to a target, until the target is reached (LEAN's
 * ImmediateExecutionModel).
 */
export class ImmediateExecutionModel implements ExecutionModel {
  private readonly targets = new PortfolioTargetCollection();

  execute(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): void {
    this.targets.addRange(targets);
    if (this.targets.isEmpty) return;
    for (const target of this.targets.byMarginImpact(algorithm)) {
      const quantity = unorderedQuantity(algorithm, target);
      if (quantity === 0 || !isLargeEnough(algorithm, target, quantity)) continue;
      algorithm.marketOrder(target.symbol, quantity, { tag: target.tag, asynchronous: true });
    }
    this.targets.clearFulfilled(algorithm);
  }
}

/** Whether the margin of an order reaches the minimum share of the portfolio in the settings. */
function isLargeEnough(algorithm: FrameworkAlgorithm, { symbol }: PortfolioTarget, quantity: number): boolean {
  const share = algorithm.settings.minimumOrderMarginPortfolioPercentage;
  if (share === 0) return true;
  const security = algorithm.securities.of(symbol);
  const margin = Math.abs(security.holdings.valueOf(quantity, security.price)) / security.leverage;
  return margin >= share * algorithm.portfolio.totalPortfolioValue;
}
