import { BarIndicator } from './bar-indicator.ts';
import { ExtremeWindow } from './extreme-window.ts';
import { PointCursor, type IndicatorBar } from './indicator-base.ts';
import { IndicatorOutput } from './indicator-output.ts';
import { requirePeriod } from './require-period.ts';

/**
 * Aroon up minus Aroon down (LEAN: AroonOscillator.cs). Aroon up measures how recent the highest high is: 100 when it is
 * the last bar, 0 when it is `upPeriod` bars old. Aroon down does the same for the lowest low.
 */
export class AroonOscillator extends BarIndicator {
  readonly aroonUp: IndicatorOutput;
  readonly aroonDown: IndicatorOutput;
  private readonly highs: ExtremeWindow;
  private readonly lows: ExtremeWindow;
  private readonly cursor = new PointCursor();

  constructor(upPeriod: number, downPeriod = upPeriod, name = `AROON(${upPeriod},${downPeriod})`) {
    super(name);
    this.highs = new ExtremeWindow(requirePeriod(name, upPeriod) + 1, 1);
    this.lows = new ExtremeWindow(requirePeriod(name, downPeriod) + 1, -1);
    this.aroonUp = new IndicatorOutput(`${name}_AroonUp`, upPeriod + 1);
    this.aroonDown = new IndicatorOutput(`${name}_AroonDown`, downPeriod + 1);
  }

  get isReady(): boolean {
    return this.aroonUp.isReady && this.aroonDown.isReady;
  }

  get warmUpPeriod(): number {
    return Math.max(this.highs.size, this.lows.size);
  }

  updateFrom(bar: IndicatorBar): boolean {
    const { endTime, high, low } = bar;
    if (!this.accepts(bar)) return this.isReady;
    this.highs.add(high);
    this.lows.add(low);
    this.aroonUp.take(this.cursor.write(endTime, recency(this.highs)), this.samples >= this.highs.size);
    this.aroonDown.take(this.cursor.write(endTime, recency(this.lows)), this.samples >= this.lows.size);
    this.publish(bar, this.aroonUp.value - this.aroonDown.value);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.highs.clear();
    this.lows.clear();
    this.aroonUp.reset();
    this.aroonDown.reset();
  }
}

function recency(window: ExtremeWindow): number {
  const period = window.size - 1;
  return (100 * (period - window.age)) / period;
}
