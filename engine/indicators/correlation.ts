import type { SecuritySymbol } from '../model/security-symbol.ts';
import { DualSymbolIndicator, type DualSymbolZones } from './dual-symbol-indicator.ts';
import { requirePeriod } from './require-period.ts';
import { pearson, rankInPlace } from './sample-statistics.ts';
import { ValueWindow } from './value-window.ts';

/** Correlation of the values (Pearson) or of their ranks (Spearman) (LEAN: CorrelationType.cs). */
export const CorrelationType = { Pearson: 'Pearson', Spearman: 'Spearman' } as const;
export type CorrelationType = (typeof CorrelationType)[keyof typeof CorrelationType];

export interface CorrelationOptions {
  readonly type?: CorrelationType;
  readonly zones?: DualSymbolZones;
}

/** Correlation of the last `period` closes of two symbols, 0 when it is undefined (LEAN: Correlation.cs). */
export class Correlation extends DualSymbolIndicator {
  private readonly type: CorrelationType;
  private readonly targets: ValueWindow;
  private readonly references: ValueWindow;
  private readonly left: Float64Array;
  private readonly right: Float64Array;

  constructor(target: SecuritySymbol, reference: SecuritySymbol, period: number, options: CorrelationOptions = {}) {
    super(`Correlation(${period})`, target, reference, options.zones);
    this.type = options.type ?? CorrelationType.Pearson;
    this.targets = new ValueWindow(requirePeriod(this.name, period, 2));
    this.references = new ValueWindow(period);
    this.left = new Float64Array(period);
    this.right = new Float64Array(period);
  }

  get isReady(): boolean {
    return this.targets.isFull && this.references.isFull;
  }

  get warmUpPeriod(): number {
    return this.targets.size + this.zoneAllowance;
  }

  override reset(): void {
    super.reset();
    this.targets.clear();
    this.references.clear();
  }

  protected compute(targetClose: number, referenceClose: number): number {
    this.targets.add(targetClose);
    this.references.add(referenceClose);
    const count = this.targets.count;
    this.targets.copyTo(this.left);
    this.references.copyTo(this.right);
    if (this.type === CorrelationType.Spearman) {
      rankInPlace(this.left, count);
      rankInPlace(this.right, count);
    }
    return pearson(this.left, this.right, count) || 0;
  }
}
