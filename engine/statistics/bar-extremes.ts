import type { FillPoint, PriceRange } from './closed-trades.ts';

/** Bars that a query looks at one by one; longer stretches are summarized. */
const BLOCK = 256;
/** Relative difference of two prices that are the same but for binary rounding. */
const ROUNDING = 1e-9;

/** Prices of a bar and the UTC instant of its end. */
export interface PriceBar {
  end: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

/** The bars of one symbol in time order, answering which prices lie between two fills. */
export class BarExtremes {
  private readonly ends: number[] = [];
  private readonly opens: number[] = [];
  private readonly highs: number[] = [];
  private readonly lows: number[] = [];
  private readonly closes: number[] = [];
  private readonly blockHighs: number[] = [];
  private readonly blockLows: number[] = [];

  get length(): number {
    return this.ends.length;
  }

  add({ end, open, high, low, close }: PriceBar): void {
    const index = this.ends.length;
    const block = Math.floor(index / BLOCK);
    this.ends.push(end);
    this.opens.push(open);
    this.highs.push(high);
    this.lows.push(low);
    this.closes.push(close);
    if (index % BLOCK === 0) {
      this.blockHighs.push(high);
      this.blockLows.push(low);
      return;
    }
    this.blockHighs[block] = Math.max(this.blockHighs[block], high);
    this.blockLows[block] = Math.min(this.blockLows[block], low);
  }

  /**
   * The range of prices between two fills, both included. Of the bars that end with a fill only those count that lie
   * within the trade for certain: the entry's if it filled at its open, the exit's if it filled at its close.
   */
  between(entry: FillPoint, exit: FillPoint): PriceRange {
    let from = this.firstAfter(entry.time);
    let until = this.firstAfter(exit.time);
    const isAtEnd = (index: number, time: number): boolean => index > 0 && this.ends[index - 1] === time;
    if (isAtEnd(from, entry.time) && isSamePrice(this.opens[from - 1], entry.price)) from--;
    if (isAtEnd(until, exit.time) && !isSamePrice(this.closes[until - 1], exit.price)) until--;
    let low = Math.min(entry.price, exit.price);
    let high = Math.max(entry.price, exit.price);
    for (let index = from; index < until;) {
      if (index % BLOCK === 0 && index + BLOCK <= until) {
        low = Math.min(low, this.blockLows[index / BLOCK]);
        high = Math.max(high, this.blockHighs[index / BLOCK]);
        index += BLOCK;
      } else {
        low = Math.min(low, this.lows[index]);
        high = Math.max(high, this.highs[index]);
        index++;
      }
    }
    return { low: low / entry.price, high: high / entry.price };
  }

  private firstAfter(time: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isSamePrice(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.abs(other) * ROUNDING;
}
