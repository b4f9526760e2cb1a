import type { Consolidator } from '../../data/consolidators/index.ts';
import { MovingAverageType, RelativeStrengthIndex } from '../../indicators/index.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { Security } from '../../securities/security.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { Insight } from '../insight.ts';
import type { AlphaModel } from '../models.ts';

type State = 'low' | 'middle' | 'high';

interface Watched {
  readonly rsi: RelativeStrengthIndex;
  readonly consolidator: Consolidator;
  state: State;
}

/** Up when the RSI falls below 30, down when it rises above 70, with a hysteresis of 5 (LEAN's RsiAlphaModel). */
export class RsiAlphaModel implements AlphaModel {
  readonly name: string;
  private readonly period: number;
  private readonly resolution: Resolution;
  private readonly states = new Map<Security, Watched>();

  constructor(period = 14, resolution: Resolution = Resolution.Daily) {
    this.period = period;
    this.resolution = resolution;
    this.name = `RsiAlphaModel(${period})`;
  }

  update(): Insight[] {
    const insights: Insight[] = [];
    const period = resolutionPeriod(this.resolution) * this.period;
    for (const [security, one] of this.states) {
      const state = stateOf(one.rsi.value, one.state);
      if (state !== one.state && one.rsi.isReady) {
        if (state === 'low') insights.push(Insight.price(security, period, 'up'));
        if (state === 'high') insights.push(Insight.price(security, period, 'down'));
      }
      one.state = state;
    }
    return insights;
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, { added, removed }: SecurityChanges): void {
    for (const security of removed) {
      const known = this.states.get(security);
      if (known !== undefined) algorithm.removeConsolidator(security, known.consolidator);
      this.states.delete(security);
    }
    for (const security of added) {
      if (this.states.has(security)) continue;
      const rsi = new RelativeStrengthIndex(this.period, MovingAverageType.Wilders);
      const consolidator = algorithm.consolidate(
        security,
        { resolution: this.resolution },
        (bar) => void rsi.update(bar.endTime, bar.close),
      );
      // `period` bars through the consolidator: as in LEAN, the newest bar is complete only when the next data arrive
      for (const bar of algorithm.history(security, { bars: this.period }, this.resolution)) consolidator.update(bar);
      this.states.set(security, { rsi, consolidator, state: 'middle' });
    }
  }
}

function stateOf(rsi: number, previous: State): State {
  if (rsi > 70) return 'high';
  if (rsi < 30) return 'low';
  if (previous === 'low' && rsi > 35) return 'middle';
  if (previous === 'high' && rsi < 65) return 'middle';
  return previous;
}
