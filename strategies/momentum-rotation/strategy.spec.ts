import { type BacktestResult, type Order, type OrderEvent, OrderStatus, OrderType, PercentFeeModel } from 'tradewright';
import { backtestOnDailyBars, type BarPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import MomentumRotation from './strategy.ts';

const PARAMETERS = { symbols: ['AAA', 'BBB', 'CCC'], holdings: 1, lookback: 5, reserve: 0.05 };

/** Numbers of sessions in January, February and March 2004, the first months of every series here. */
const [JANUARY, FEBRUARY, MARCH] = [20, 19, 23];

type Bars = Readonly<Record<string, readonly BarPrices[]>>;

/** Prices of consecutive months, each in even steps from one price to another. */
function months(...spans: readonly (readonly [from: number, to: number])[]): number[] {
  return spans.flatMap(([from, to], month) => {
    const days = [JANUARY, FEBRUARY, MARCH][month];
    return Array.from({ length: days }, (_, day) => from + ((to - from) * (day + 1)) / days);
  });
}

async function run(
  bars: Bars,
  parameters: Partial<typeof PARAMETERS> = {},
  Strategy = MomentumRotation,
): Promise<BacktestResult> {
  return await backtestOnDailyBars(Strategy, {
    bars,
    parameters: { ...PARAMETERS, ...parameters },
    cash: 100_000,
    request: { models: () => ({ feeModel: new PercentFeeModel(0.001) }) },
  });
}

/** Ticker and signed quantity of every order. */
const trades = ({ orders }: BacktestResult): [string, number][] =>
  orders.map(({ symbol, quantity }) => [symbol.ticker, quantity]);

const day = (utc: number): string => new Date(utc).toISOString().slice(0, 10);

/** AAA leads in January, BBB in February. */
const TURN: Bars = {
  AAA: months([100, 120], [120, 110], [110, 110]),
  BBB: months([100, 100], [100, 130], [130, 130]),
  CCC: months([100, 90], [90, 90], [90, 90]),
};

describe('momentum-rotation', () => {
  it('holds the stocks that rose most, decided before the first session of a month and filled at its open', async () => {
    const { orders } = await run({ ...TURN, AAA: TURN.AAA.with(JANUARY, [121, 125, 119, 124]) });
    const [first] = orders;
    expect([first.symbol.ticker, first.type, first.status]).toEqual([
      'AAA',
      OrderType.MarketOnOpen,
      OrderStatus.Filled,
    ]);
    expect(new Date(first.timeUtc).toISOString()).toBe('2004-02-02T14:00:00.000Z');
    expect([day(first.lastFillTimeUtc), first.price]).toEqual(['2004-02-02', 121]);
  });

  it('sells former leaders before it buys the present ones', async () => {
    const result = await run(TURN);
    const [bought, sold, next] = result.orders;
    expect(trades(result).map(([ticker, quantity]) => [ticker, Math.sign(quantity)])).toEqual([
      ['AAA', 1],
      ['AAA', -1],
      ['BBB', 1],
    ]);
    expect(sold.quantity).toBe(-bought.quantity);
    expect([sold, next].map((order: Order) => day(order.lastFillTimeUtc))).toEqual(['2004-03-01', '2004-03-01']);
  });

  it('sizes equal shares of the whole portfolio, less the reserve and the fee', async () => {
    const flat = months([100, 100], [100, 100]);
    const result = await run({ AAA: flat, BBB: flat, CCC: flat }, { holdings: 2 });
    // (100,000 - fee of 47.40) x 95 % / 2 = 47,477.49
    expect(trades(result)).toEqual([
      ['AAA', 474],
      ['BBB', 474],
    ]);
  });

  it('rebalances positions that have grown or shrunk, sales first', async () => {
    const bars = {
      AAA: months([100, 110], [110, 165], [165, 165]),
      BBB: months([100, 105], [105, 108], [108, 108]),
      CCC: months([100, 90], [90, 90], [90, 90]),
    };
    const signs = trades(await run(bars, { holdings: 2 })).map(([ticker, quantity]) => [ticker, Math.sign(quantity)]);
    expect(signs.slice(2)).toEqual([
      ['AAA', -1],
      ['BBB', 1],
    ]);
  });

  it('breaks ties by the order of the symbols', async () => {
    const same = months([100, 110], [110, 120]);
    expect(trades(await run({ AAA: same, BBB: same, CCC: same }, { symbols: ['CCC', 'BBB', 'AAA'] }))[0][0]).toBe(
      'CCC',
    );
  });

  it('holds cash until the lookback is full', async () => {
    expect(trades(await run(TURN, { lookback: 60 }))).toEqual([]);
    expect(day((await run(TURN, { lookback: 30 })).orders[0].timeUtc)).toBe('2004-03-01');
  });

  it('uses one account: equity is cash plus holdings at every event, and the holdings never exceed it', async () => {
    const seen = { events: 0 };
    class Watched extends MomentumRotation {
      override onData(): void {
        this.look();
      }

      override onOrderEvent(_event: OrderEvent): void {
        seen.events++;
        this.look();
      }

      private look(): void {
        let held = 0;
        for (const { quantity, security } of this.portfolio.holdings()) held += quantity * security.price;
        const { cash, totalPortfolioValue } = this.portfolio;
        expect(cash + held).toBeCloseTo(totalPortfolioValue, 8);
        expect(held / totalPortfolioValue).toBeLessThanOrEqual(1);
        expect(cash).toBeGreaterThanOrEqual(0);
      }
    }
    await run({ ...TURN, BBB: months([100, 112], [112, 118], [118, 90]) }, { holdings: 2 }, Watched);
    expect(seen.events).toBeGreaterThan(6);
  });

  it('refuses to hold more stocks than there are symbols', async () => {
    await expect(run(TURN, { holdings: 4 })).rejects.toThrow('There are 3 symbols, too few to hold 4 of them.');
  });
});
