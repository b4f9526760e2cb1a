import type { FillRow } from 'tradewright/plugin';
import { describe, expect, it } from 'vitest';
import { closedTrades, tradeTotals } from './closed-trades.ts';

const DAY = 86_400_000;

/** Fills of one symbol, a day apart: quantity, price, fee. */
function fillsOf(...fills: readonly (readonly [quantity: number, price: number, fee?: number])[]): FillRow[] {
  return fills.map(([quantity, price, fee = 0], index) => ({
    orderId: index + 1,
    symbol: 'equity/usa/AAA',
    time: index * DAY,
    quantity,
    price,
    fee,
    feeCurrency: fee === 0 ? '' : 'USD',
  }));
}

/** Signed quantity, entry, exit, fees and profit of each trade. */
function shown(fills: readonly FillRow[], terms?: Parameters<typeof closedTrades>[1]): number[][] {
  return closedTrades(fills, terms).map(({ isLong, quantity, entryPrice, exitPrice, fees, profit }) => [
    isLong ? quantity : -quantity,
    entryPrice,
    exitPrice,
    fees,
    profit,
  ]);
}

describe('closedTrades', () => {
  it('matches an entry with its exit and subtracts both fees', () => {
    expect(closedTrades(fillsOf([10, 100, 1], [-10, 110, 2]))).toEqual([
      {
        symbol: 'equity/usa/AAA',
        isLong: true,
        quantity: 10,
        entryTime: 0,
        exitTime: DAY,
        entryPrice: 100,
        exitPrice: 110,
        currency: '',
        fees: 3,
        profit: 97,
        return: 0.097,
      },
    ]);
  });

  it('has no trade while the position is open', () => expect(closedTrades(fillsOf([10, 100, 1], [5, 90]))).toEqual([]));

  it('gains on a falling price when the position is short', () => {
    expect(shown(fillsOf([-10, 100, 1], [10, 90, 1]))).toEqual([[-10, 100, 90, 2, 98]]);
  });

  it('closes added quantities as separate trades, the oldest first', () => {
    expect(shown(fillsOf([10, 100, 1], [5, 120], [-15, 110, 3]))).toEqual([
      [10, 100, 110, 3, 97],
      [5, 120, 110, 1, -51],
    ]);
  });

  it('closes in parts, each with its share of the fees', () => {
    expect(shown(fillsOf([10, 100, 5], [-4, 110, 1], [-6, 90, 2]))).toEqual([
      [4, 100, 110, 3, 37],
      [6, 100, 90, 5, -65],
    ]);
  });

  it('closes and reverses a position with one fill, whose fee both sides share', () => {
    expect(shown(fillsOf([10, 100], [-15, 110, 3], [5, 100, 1]))).toEqual([
      [10, 100, 110, 2, 98],
      [-5, 110, 100, 2, 48],
    ]);
  });

  it('closes one part completely and the next one partially', () => {
    expect(shown(fillsOf([10, 100], [10, 110], [-12, 120], [-8, 130])).map(([quantity]) => quantity)).toEqual([
      10, 2, 8,
    ]);
  });

  it('tolerates rounding errors of binary fractions', () => {
    const fills = fillsOf([0.1, 100], [0.2, 100], [-0.3, 110], [0.3, 100], [-0.3, 110]);
    expect(shown(fills).map(([quantity]) => quantity)).toEqual([0.1, 0.2, 0.3]);
  });

  it('keeps symbols apart', () => {
    const [one, other] = fillsOf([10, 100], [-10, 110]);
    expect(closedTrades([one, { ...other, symbol: 'equity/usa/BBB' }])).toEqual([]);
  });

  it('adjusts open positions for splits', () => {
    const split = { symbol: 'equity/usa/AAA', time: DAY, factor: 0.25 };
    expect(shown(fillsOf([10, 100, 4], [-40, 26, 4]), { splits: [split] })).toEqual([[40, 25, 26, 8, 32]]);
  });

  it('applies contract multipliers, and does not subtract fees in other currencies', () => {
    const contracts = [{ symbol: 'equity/usa/AAA', currency: 'EUR', multiplier: 10 }];
    const [trade] = closedTrades(fillsOf([1, 100, 1], [-1, 105, 1]), { contracts });
    expect(trade).toMatchObject({ currency: 'EUR', fees: 0, profit: 50, return: 0.05 });
    expect(shown(fillsOf([1, 100, 1], [-1, 105, 1]), { accountCurrency: 'EUR' })).toEqual([[1, 100, 105, 0, 5]]);
    expect(shown(fillsOf([1, 100, 1], [-1, 105, 1]), { accountCurrency: 'USD' })).toEqual([[1, 100, 105, 2, 3]]);
  });
});

describe('tradeTotals', () => {
  it('counts and averages winners and other trades by currency', () => {
    const trades = closedTrades(fillsOf([1, 100], [-1, 110], [1, 100], [-1, 130], [1, 100], [-1, 94], [1, 9], [-1, 9]));
    const foreign = { ...trades[0], currency: 'EUR' };
    expect(tradeTotals([foreign, ...trades])).toEqual([
      { currency: '', trades: 4, winners: 2, averageWin: 20, averageLoss: -3 },
      { currency: 'EUR', trades: 1, winners: 1, averageWin: 10, averageLoss: 0 },
    ]);
    expect(tradeTotals([])).toEqual([]);
  });
});
