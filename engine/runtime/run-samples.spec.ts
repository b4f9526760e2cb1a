import { Algorithm, type Resolution } from 'tradewright';
import { backtestOnBars, backtestOnDailyBars, type BarPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';

/** Buys once at the second bar and sells at the last but one. */
class Trip extends Algorithm {
  private bars = 0;
  private readonly isCoin = this.parameters.boolean('coin');
  private readonly stock = this.isCoin
    ? this.addCrypto('BTCUSD', { resolution: this.parameters.string('resolution') as Resolution })
    : this.addEquity('AAA', { resolution: this.parameters.string('resolution') as Resolution });

  override initialize(): void {
    this.setBenchmark(() => 0);
  }

  override onData(): void {
    this.bars++;
    if (this.bars === 2) this.marketOrder(this.stock, 10);
    if (this.bars === this.parameters.integer('exit')) this.marketOrder(this.stock, -10);
  }
}

/** Prices that rise by one a bar; one bar dips to 50 and one peaks at 500. */
function prices(count: number, dip: number, peak: number): BarPrices[] {
  return Array.from({ length: count }, (_, index) => {
    const price = 100 + index;
    return [price, index === peak ? 500 : price, index === dip ? 50 : price, price] as const;
  });
}

function trip(resolution: 'hour' | 'minute', count: number, exit: number): ReturnType<typeof backtestOnBars> {
  return backtestOnBars(Trip, {
    bars: { AAA: prices(count, 7, 9) },
    resolution,
    parameters: { resolution, exit, coin: false },
    cash: 100_000,
  });
}

describe('samples within the day', () => {
  it('are taken at least hourly where LEAN samples less often, and leave its statistics alone', async () => {
    const hours = await trip('hour', 7 * 300, 2000);
    const { time, equity } = hours.intraday!;
    expect(time.length).toBeGreaterThan(7 * 299);
    const gaps = time.slice(1).map((one, index) => one - time[index]);
    expect(gaps.filter((gap) => gap < 3_600_000 && gap > 0).every((gap) => gap >= 0)).toBe(true);
    expect(gaps.filter((gap) => gap === 3_600_000).length).toBeGreaterThan(6 * 299 - 10);
    expect(equity.at(-1)).toBeCloseTo(hours.finalEquity, 6);
    expect(hours.equity.time.length).toBeLessThan(time.length);
    expect(hours.intraday!.prices.map(({ symbol }) => symbol)).toEqual(['equity/usa/AAA']);
  });

  it('are taken once an hour in runs of minutes', async () => {
    const { intraday, daily } = await trip('minute', 390 * 3, 900);
    expect(intraday!.time.length).toBeGreaterThanOrEqual(3 * 6);
    expect(intraday!.time.length).toBeLessThan(3 * 12);
    expect(daily.time.length).toBeLessThan(8);
  });

  it('do not exist in daily runs', async () => {
    const result = await backtestOnDailyBars(Trip, {
      bars: { AAA: prices(12, 7, 9) },
      parameters: { resolution: 'daily', exit: 11, coin: false },
    });
    expect(result.intraday).toBeUndefined();
    expect(result.daily.equity.at(-1)).toBeCloseTo(result.finalEquity, 6);
  });
});

describe('closed trades of a run', () => {
  it('have the worst and the best that they were worth', async () => {
    const { trades, historyDataPoints } = await trip('hour', 70, 40);
    expect(trades).toHaveLength(1);
    const [{ entryPrice, exitPrice, quantity, mae, mfe }] = trades;
    expect([entryPrice, exitPrice, quantity]).toEqual([101, 139, 10]);
    expect(mae).toBeCloseTo((50 - 101) * 10, 6);
    expect(mfe).toBeCloseTo((500 - 101) * 10, 6);
    expect(historyDataPoints).toBe(0);
  });

  it('leave out bars before the entry and after the exit', async () => {
    const { trades } = await trip('minute', 390, 5);
    expect(trades).toMatchObject([{ mae: 0, mfe: expect.closeTo(30, 6) }]);
  });
});
