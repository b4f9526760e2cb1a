import { Algorithm, Delay, Resolution, type Security, SimpleMovingAverage, type Slice } from 'tradewright';

const DAY = 86_400_000;
const DELAYS = [5, 10, 15, 20, 25, 30];

/** A ribbon of delayed values of SPY: invested while each is above the earlier one, out while each is below. */
export default class DisplacedMovingAverageRibbon extends Algorithm {
  private spy!: Security;
  private ribbon: Delay[] = [];
  private lastDate = NaN;

  override initialize(): void {
    this.setStartDate(2009, 1, 1);
    this.setEndDate(2015, 1, 1);
    this.spy = this.addEquity('SPY', Resolution.Daily);
    const average = new SimpleMovingAverage(15);
    // the registered indicators are the delays, so they contain prices: the average never gets an input
    this.ribbon = DELAYS.map((delay) => {
      const delayed = new Delay(delay).of(average);
      return this.indicators.register(this.spy, delayed, {
        resolution: Resolution.Daily,
        selector: (bar) => bar.value,
      });
    });
  }

  override onData(slice: Slice): void {
    const date = Math.floor(this.time / DAY);
    if (this.lastDate === date || !this.ribbon.every((delay) => delay.isReady)) return;
    if (!slice.bars.has(this.spy)) return;
    const values = this.ribbon.map((delay) => delay.value);
    const { quantity } = this.spy.holdings;
    if (quantity <= 0 && isSteady(values, (earlier, later) => earlier >= later)) this.setHoldings(this.spy, 1);
    else if (quantity > 0 && isSteady(values, (earlier, later) => earlier <= later)) this.liquidate(this.spy);
    this.lastDate = date;
  }
}

function isSteady(values: readonly number[], inOrder: (earlier: number, later: number) => boolean): boolean {
  return values.every((value, index) => index === 0 || inOrder(values[index - 1], value));
}
