import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import type { RiskManagementModel } from '../models.ts';
import type { PortfolioTarget } from '../portfolio-target.ts';

/**
 * Several risk models in sequence, each applied to the targets of the previous one (LEAN's
 * CompositeRiskManagementModel).
 */
export class CompositeRiskManagementModel implements RiskManagementModel {
  readonly models: readonly RiskManagementModel[];

  constructor(...models: readonly RiskManagementModel[]) {
    this.models = models;
  }

  manageRisk(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): readonly PortfolioTarget[] {
    let adjusted = targets;
    for (const model of this.models) adjusted = overridden(adjusted, model.manageRisk(algorithm, adjusted));
    return adjusted;
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void {
    for (const model of this.models) model.onSecuritiesChanged?.(algorithm, changes);
  }
}

/** The overrides, followed by the targets of symbols without an override. */
export function overridden(
  targets: readonly PortfolioTarget[],
  overrides: readonly PortfolioTarget[],
): readonly PortfolioTarget[] {
  if (overrides.length === 0) return targets;
  const distinct = new Map<string, PortfolioTarget>();
  for (const target of [...overrides, ...targets])
    if (!distinct.has(target.symbol.key)) distinct.set(target.symbol.key, target);
  return [...distinct.values()];
}
