import type { SecuritySymbol } from '../model/security-symbol.ts';
import { DualSymbolIndicator, type DualSymbolZones } from './dual-symbol-indicator.ts';
import { requirePeriod } from './require-period.ts';
import { sampleCovariance, sampleVariance } from './sample-statistics.ts';
import { ValueWindow } from './value-window.ts';

/**
 * How closely the returns of the target follow those of the reference: their covariance divided by the variance of the
 * reference's returns, over the last `period` returns (LEAN: Beta.cs).
 */
export class Beta extends DualSymbolIndicator {
  private readonly targetReturns: ValueWindow;
  private readonly referenceReturns: ValueWindow;
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  private previousTarget = NaN;
  private previousReference = NaN;

  constructor(target: SecuritySymbol, reference: SecuritySymbol, period: number, zones?: DualSymbolZones) {
    super(`B(${period})`, target, reference, zones);
    this.targetReturns = new ValueWindow(requirePeriod(this.name, period, 2));
    this.referenceReturns = new ValueWindow(period);
    this.left = new Float64Array(period);
    this.right = new Float64Array(period);
  }

  get isReady(): boolean {
    return this.targetReturns.isFull && this.referenceReturns.isFull;
  }

  get warmUpPeriod(): number {
    return this.targetReturns.size + 1 + this.zoneAllowance;
  }

  override reset(): void {
    super.reset();
    this.targetReturns.clear();
    this.referenceReturns.clear();
    this.previousTarget = NaN;
    this.previousReference = NaN;
  }

  protected compute(targetClose: number, referenceClose: number): number {
    if (this.previousTarget === this.previousTarget) {
      this.targetReturns.add(returnOf(targetClose, this.previousTarget));
      this.referenceReturns.add(returnOf(referenceClose, this.previousReference));
    }
    this.previousTarget = targetClose;
    this.previousReference = referenceClose;
    const count = this.targetReturns.count;
    this.targetReturns.copyTo(this.left);
    this.referenceReturns.copyTo(this.right);
    return (sampleCovariance(this.left, this.right, count) || 0) / (sampleVariance(this.right, count) || 1);
  }
}

/** The return after a price of 0 counts as a total loss, as in LEAN. */
function returnOf(close: number, previousClose: number): number {
  return (previousClose === 0 ? 0 : close / previousClose) - 1;
}
