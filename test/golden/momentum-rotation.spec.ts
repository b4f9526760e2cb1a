/** Computes momentum-rotation from the closes alone, in a few lines that share nothing with the engine. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario, runScenario } from './scenario.ts';

const [LOOKBACK, COUNT, RESERVE, FEE] = [126, 5, 0.05, 0.001];
/** The engine omits orders that change less than this share of the margin, which is half of the value. */
const SMALLEST_CHANGE = 0.002;

const [header, ...lines] = readFileSync(
  new URL('../../data/closes/us-large-caps-1990-2022.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const tickers = header.slice(1);
const dates = lines.map(([date]) => date);
const closes = lines.map((cells) => cells.slice(1).map(Number));

/** The account: cash, and shares of every ticker. */
class Account {
  cash: number;
  readonly shares = tickers.map(() => 0);

  constructor(cash: number) {
    this.cash = cash;
  }

  value(prices: readonly number[]): number {
    return this.shares.reduce((sum, count, stock) => sum + count * prices[stock], this.cash);
  }

  trade(stock: number, quantity: number, price: number): void {
    this.cash -= quantity * price + Math.abs(quantity) * price * FEE;
    this.shares[stock] += quantity;
  }
}

/** Shares to buy or sell for an equal share of `equity`, including the order's fee. */
function quantityFor(equity: number, price: number, held: number): number {
  let target = (equity * (1 - RESERVE)) / COUNT;
  if (Math.abs(target - held * price) < equity * SMALLEST_CHANGE) return 0;
  for (;;) {
    const quantity = Math.floor(target / price - held);
    const borne = ((equity - Math.abs(quantity) * price * FEE) * (1 - RESERVE)) / COUNT;
    if (quantity === 0 || (held + quantity) * price <= borne) return quantity;
    target = borne;
  }
}

/** Quantities to order, by the closes of `day`. */
function decisions(account: Account, day: number): Map<number, number> {
  const gains = closes[day].map((price, stock) => price / closes[day - LOOKBACK][stock] - 1);
  const leaders = tickers.map((_, stock) => stock).sort((one, other) => gains[other] - gains[one]);
  leaders.length = COUNT;
  const equity = account.value(closes[day]);
  const orders = new Map<number, number>();
  account.shares.forEach((count, stock) => {
    if (count !== 0 && !leaders.includes(stock)) orders.set(stock, -count);
  });
  for (const stock of leaders) {
    const quantity = quantityFor(equity, closes[day][stock], account.shares[stock]);
    if (quantity !== 0) orders.set(stock, quantity);
  }
  return orders;
}

function workedOut(start: string, end: string, cash: number): { fills: string[]; equity: number; leastCash: number } {
  const account = new Account(cash);
  const fills: string[] = [];
  let leastCash = cash;
  for (let day = dates.indexOf(start); day <= dates.indexOf(end); day++) {
    if (dates[day].slice(0, 7) === dates[day - 1].slice(0, 7)) continue;
    for (const [stock, quantity] of decisions(account, day - 1)) {
      account.trade(stock, quantity, closes[day][stock]);
      fills.push(`${dates[day]} ${tickers[stock]} ${quantity} ${closes[day][stock]}`);
    }
    leastCash = Math.min(leastCash, account.cash);
  }
  return { fills, equity: account.value(closes[dates.indexOf(end)]), leastCash };
}

describe('momentum-rotation, computed independently from the closes', () => {
  it('buys and sells the same shares on the same days and ends with the same equity to the cent', async () => {
    const scenario = readScenario('momentum-rotation');
    const { start, end, cash } = scenario.run;
    const { orderRows, finalEquity, caveats } = await runScenario('momentum-rotation', scenario);
    const { fills, equity, leastCash } = workedOut(start, end, cash);
    const filled = orderRows.map(
      ({ lastFill, symbol, quantityFilled, price }) =>
        `${lastFill.slice(0, 10)} ${symbol.replace(/^.*\//, '')} ${quantityFilled} ${Number(price)}`,
    );
    expect(fills.length).toBe(scenario.expected.orders);
    expect(filled.toSorted()).toEqual(fills.toSorted());
    expect(finalEquity).toBeCloseTo(equity, 2);
    expect(leastCash).toBeGreaterThan(0);
    expect(caveats.join(' ')).toContain('survivorship bias');
  });
});
