import { TradeBarIndicator } from './bar-indicator.ts';
import { type IndicatorTradeBar } from './indicator-base.ts';
import { requirePeriod } from './require-period.ts';
import { SumWindow } from './sum-window.ts';

/**
 * Mean of open, high, low and close of the last `period` bars, weighted by volume
 * (LEAN: VolumeWeightedAveragePriceIndicator.cs). Keeps its value while the window has no volume.
 */
export class VolumeWeightedAveragePriceIndicator extends TradeBarIndicator {
  private readonly values: SumWindow;
  private readonly volumes: SumWindow;

  constructor(period: number, name = `VWAP(${period})`) {
    super(name);
    this.values = new SumWindow(requirePeriod(name, period));
    this.volumes = new SumWindow(period);
  }

  get isReady(): boolean {
    return this.volumes.isFull;
  }

  get warmUpPeriod(): number {
    return this.volumes.size;
  }

  updateFrom(bar: IndicatorTradeBar): boolean {
    const { open, high, low, close, volume } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.values.add(((open + high + low + close) / 4) * volume);
    this.volumes.add(volume);
    const total = this.volumes.sum;
    this.publish(bar, total === 0 ? this.value : this.values.sum / total);
    return this.volumes.isFull;
  }

  override reset(): void {
    super.reset();
    this.values.clear();
    this.volumes.clear();
  }
}
