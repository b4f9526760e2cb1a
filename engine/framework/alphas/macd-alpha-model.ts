import { MovingAverageConvergenceDivergence } from '../../indicators/index.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { Security } from '../../securities/security.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { Insight } from '../insight.ts';
import type { InsightDirection } from '../insight.ts';
import type { AlphaModel } from '../models.ts';

/** Share of the price by which the signal line must differ from zero. */
const BOUNCE_THRESHOLD = 0.01;

interface Signal {
  readonly macd: MovingAverageConvergenceDivergence;
  direction: InsightDirection | undefined;
  insights: Insight[];
}

/**
 * Up or down while the MACD's signal line is more than 1 % of the price above or below zero (LEAN's MacdAlphaModel).
 */
export class MacdAlphaModel implements AlphaModel {
  readonly name: string;
  private readonly periods: readonly [fast: number, slow: number, signal: number];
  private readonly resolution: Resolution;
  private readonly signals = new Map<Security, Signal>();

  constructor(fastPeriod = 12, slowPeriod = 26, signalPeriod = 9, resolution: Resolution = Resolution.Daily) {
    this.periods = [fastPeriod, slowPeriod, signalPeriod];
    this.resolution = resolution;
    this.name = `MacdAlphaModel(${this.periods.join(',')})`;
  }

  update(algorithm: FrameworkAlgorithm): Insight[] {
    const emitted: Insight[] = [];
    const period = resolutionPeriod(this.resolution) * this.periods[0];
    for (const [security, signal] of this.signals) {
      if (!(security.price > 0)) continue;
      const level = signal.macd.signal.value / security.price;
      const direction = level > BOUNCE_THRESHOLD ? 'up' : level < -BOUNCE_THRESHOLD ? 'down' : 'flat';
      if (direction === signal.direction) continue;
      signal.direction = direction;
      if (direction === 'flat') {
        cancel(algorithm, signal);
        continue;
      }
      const insight = Insight.price(security, period, direction);
      signal.insights.push(insight);
      emitted.push(insight);
    }
    return emitted;
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, { added, removed }: SecurityChanges): void {
    for (const security of added) {
      if (this.signals.has(security)) continue;
      const options = { resolution: this.resolution };
      const macd = algorithm.indicators.register(
        security,
        new MovingAverageConvergenceDivergence(...this.periods),
        options,
      );
      algorithm.indicators.warmUp(security, macd, options);
      this.signals.set(security, { macd, direction: undefined, insights: [] });
    }
    for (const security of removed) {
      const signal = this.signals.get(security);
      if (signal === undefined) continue;
      algorithm.indicators.unregister(signal.macd);
      cancel(algorithm, signal);
      this.signals.delete(security);
    }
  }
}

function cancel(algorithm: FrameworkAlgorithm, signal: Signal): void {
  algorithm.insights.cancel(signal.insights);
  signal.insights = [];
}
