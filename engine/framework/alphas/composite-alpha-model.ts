import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { Slice } from '../../runtime/slice.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import type { Insight } from '../insight.ts';
import type { AlphaModel } from '../models.ts';

/** The insights of several alpha models, in their order (LEAN's CompositeAlphaModel). */
export class CompositeAlphaModel implements AlphaModel {
  readonly name = 'CompositeAlphaModel';
  readonly models: readonly AlphaModel[];

  constructor(...models: readonly AlphaModel[]) {
    this.models = models;
  }

  update(algorithm: FrameworkAlgorithm, slice: Slice): Insight[] {
    return this.models.flatMap((model) => {
      const insights = model.update(algorithm, slice);
      for (const insight of insights) if (insight.sourceModel === '') insight.sourceModel = modelName(model);
      return insights;
    });
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void {
    for (const model of this.models) model.onSecuritiesChanged?.(algorithm, changes);
  }
}

/** The `name` of a model, or else the name of its class. */
export function modelName(model: AlphaModel): string {
  return model.name ?? model.constructor.name;
}
