import { ExponentialMovingAverage } from '../../indicators/index.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { Security } from '../../securities/security.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { Insight } from '../insight.ts';
import type { AlphaModel } from '../models.ts';

interface Averages {
  readonly fast: ExponentialMovingAverage;
  readonly slow: ExponentialMovingAverage;
  wasAbove: boolean;
}

/** Up when the fast exponential average crosses above the slow one, down when below (LEAN's EmaCrossAlphaModel). */
export class EmaCrossAlphaModel implements AlphaModel {
  readonly name: string;
  private readonly fastPeriod: number;
  private readonly slowPeriod: number;
  private readonly resolution: Resolution;
  private readonly averages = new Map<Security, Averages>();

  constructor(fastPeriod = 12, slowPeriod = 26, resolution: Resolution = Resolution.Daily) {
    this.fastPeriod = fastPeriod;
    this.slowPeriod = slowPeriod;
    this.resolution = resolution;
    this.name = `EmaCrossAlphaModel(${fastPeriod},${slowPeriod})`;
  }

  update(): Insight[] {
    const insights: Insight[] = [];
    const period = resolutionPeriod(this.resolution) * this.fastPeriod;
    for (const [security, pair] of this.averages) {
      const { fast, slow } = pair;
      if (fast.isReady && slow.isReady) {
        if (pair.wasAbove && slow.value > fast.value) insights.push(Insight.price(security, period, 'down'));
        if (!pair.wasAbove && fast.value > slow.value) insights.push(Insight.price(security, period, 'up'));
      }
      pair.wasAbove = fast.value > slow.value;
    }
    return insights;
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, { added, removed }: SecurityChanges): void {
    for (const security of added) {
      const known = this.averages.get(security);
      if (known !== undefined) {
        known.fast.reset();
        known.slow.reset();
        continue;
      }
      const options = { resolution: this.resolution };
      const make = (period: number): ExponentialMovingAverage => {
        const average = algorithm.indicators.register(security, new ExponentialMovingAverage(period), options);
        return algorithm.indicators.warmUp(security, average, options);
      };
      this.averages.set(security, { fast: make(this.fastPeriod), slow: make(this.slowPeriod), wasAbove: false });
    }
    for (const security of removed) {
      const known = this.averages.get(security);
      if (known === undefined) continue;
      algorithm.indicators.unregister(known.fast);
      algorithm.indicators.unregister(known.slow);
      this.averages.delete(security);
    }
  }
}
