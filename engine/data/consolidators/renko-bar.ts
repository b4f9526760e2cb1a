import { TradeBar } from '../../model/bars.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import { meantDecimal } from './decimal-prices.ts';

/** Classic bricks end at the first price that reaches their limit; wicked ones record the extreme prices as wicks. */
export const RenkoType = { Classic: 'Classic', Wicked: 'Wicked' } as const;
export type RenkoType = (typeof RenkoType)[keyof typeof RenkoType];

/** The direction of a brick. */
export const BarDirection = { Rising: 'Rising', NoDelta: 'NoDelta', Falling: 'Falling' } as const;
export type BarDirection = (typeof BarDirection)[keyof typeof BarDirection];

/** A brick of a Renko chart: a bar of fixed height, regardless of time (LEAN: RenkoBar.cs, BaseRenkoBar.cs). */
export class RenkoBar extends TradeBar {
  readonly type: RenkoType;
  readonly brickSize: number;
  isClosed = false;
  private lowest = NaN;
  private highest = NaN;

  constructor(symbol: SecuritySymbol, brickSize: number, type: RenkoType = RenkoType.Classic) {
    super(symbol);
    this.type = type;
    this.brickSize = brickSize;
    this.volume = 0;
  }

  get direction(): BarDirection {
    if (this.open < this.close) return BarDirection.Rising;
    return this.open > this.close ? BarDirection.Falling : BarDirection.NoDelta;
  }

  /** Height of the body, without the wicks. */
  get spread(): number {
    return Math.abs(this.close - this.open);
  }

  /** Starts the brick at a price and a time. */
  begin(time: number, open: number, volume: number): this {
    this.time = time;
    this.endTime = time;
    this.open = open;
    this.high = open;
    this.low = open;
    this.close = open;
    this.volume = volume;
    this.lowest = meantDecimal(open - this.brickSize);
    this.highest = meantDecimal(open + this.brickSize);
    return this;
  }

  /** Adds a price to a classic brick; a closed one ignores it. */
  extend(time: number, value: number, volume: number): void {
    if (this.isClosed) return;
    this.endTime = time;
    this.close = Math.min(this.highest, Math.max(this.lowest, value));
    this.volume += volume;
    this.isClosed = value <= this.lowest || value >= this.highest;
    if (this.close > this.high) this.high = this.close;
    if (this.close < this.low) this.low = this.close;
  }

  override copy(): RenkoBar {
    return Object.assign(new RenkoBar(this.symbol, this.brickSize, this.type), this);
  }
}
