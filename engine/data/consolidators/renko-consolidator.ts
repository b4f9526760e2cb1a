import { RowKind } from '../../model/columns.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { ConsolidatorData } from './consolidator.ts';
import { meantDecimal, roundHalfEven } from './decimal-prices.ts';
import { BarDirection, RenkoBar, RenkoType } from './renko-bar.ts';
import { requireSize } from './require-size.ts';

/**
 * Renko bricks with wicks (LEAN: RenkoConsolidator.cs): the price must exceed a limit to close a brick, and exceed the
 * far side of the last brick to reverse. A row closes as many bricks as it crosses. Bricks have no volume.
 */
export class RenkoConsolidator extends ConsolidatorBase<RenkoBar> {
  readonly inputKind = undefined;
  readonly outputKind = RowKind.TradeBar;
  readonly type = RenkoType.Wicked;
  private readonly barSize: number;
  private lastBrick: RenkoBar | undefined;
  private openTime = NaN;
  private open = NaN;
  private high = NaN;
  private low = NaN;
  private upperLimit = NaN;
  private lowerLimit = NaN;

  constructor(barSize: number) {
    super();
    this.barSize = requireSize('brick size', barSize);
  }

  /** As in LEAN this is the last brick: of the next one only the start is known. */
  get workingBar(): RenkoBar | undefined {
    return this.consolidated;
  }

  /** The multiple of a size that is nearest to a price; of two equally near ones, the even multiple. */
  static closestMultiple(price: number, barSize: number): number {
    const ratio = meantDecimal(price / barSize);
    const whole = Math.floor(ratio);
    return meantDecimal(barSize * (whole + roundHalfEven(meantDecimal(ratio - whole))));
  }

  update(data: ConsolidatorData): void {
    const rate = data.value;
    if (this.open !== this.open) {
      this.openTime = data.time;
      this.beginAt(RenkoConsolidator.closestMultiple(rate, this.barSize));
      this.high = this.open;
      this.low = this.open;
      return;
    }
    if (rate > this.high) this.high = rate;
    if (rate < this.low) this.low = rate;
    if (rate > this.open) this.rise(data, rate);
    else if (rate < this.open) this.fall(data, rate);
  }

  override reset(): void {
    super.reset();
    this.lastBrick = undefined;
    this.open = NaN;
  }

  private rise(data: ConsolidatorData, rate: number): void {
    const { lastBrick } = this;
    if (lastBrick !== undefined && lastBrick.direction !== BarDirection.Rising) {
      const limit = meantDecimal(lastBrick.open + this.barSize);
      if (!(rate > limit)) return;
      this.closeBrick(data, lastBrick.open, limit);
    }
    while (rate > this.upperLimit) this.closeBrick(data, this.open, this.upperLimit);
  }

  private fall(data: ConsolidatorData, rate: number): void {
    const { lastBrick } = this;
    if (lastBrick !== undefined && lastBrick.direction !== BarDirection.Falling) {
      const limit = meantDecimal(lastBrick.open - this.barSize);
      if (!(rate < limit)) return;
      this.closeBrick(data, lastBrick.open, limit);
    }
    while (rate < this.lowerLimit) this.closeBrick(data, this.open, this.lowerLimit);
  }

  private closeBrick(data: ConsolidatorData, open: number, close: number): void {
    const brick = new RenkoBar(data.symbol, this.barSize, RenkoType.Wicked);
    const isRising = close > open;
    brick.time = this.openTime;
    brick.endTime = data.time;
    brick.open = open;
    brick.close = close;
    brick.high = isRising ? close : this.high;
    brick.low = isRising ? this.low : close;
    this.lastBrick = brick;
    this.emit(brick);
    this.openTime = data.time;
    this.beginAt(close);
    if (isRising) this.low = close;
    else this.high = close;
  }

  private beginAt(price: number): void {
    this.open = price;
    this.upperLimit = meantDecimal(price + this.barSize);
    this.lowerLimit = meantDecimal(price - this.barSize);
  }
}
