import { Decimal } from '../model/decimal.ts';
import { safeDivision, shareOf } from './bounded-decimal.ts';
import type { TransactionRecord } from './statistics-input.ts';

/** What closed trades tell; rates are fractions. */
export interface TradeRates {
  averageWinRate: Decimal;
  /** Zero or negative. */
  averageLossRate: Decimal;
  profitLossRatio: Decimal;
  winRate: Decimal;
  lossRate: Decimal;
  expectancy: Decimal;
}

/** Trade by trade against the capital that the trades before left. */
export function tradeRates(transactions: readonly TransactionRecord[], startingCapital: Decimal): TradeRates {
  let capital = startingCapital;
  let [profit, loss] = [Decimal.zero, Decimal.zero];
  let [gains, wins] = [0, 0];
  for (const { profitLoss, isWin } of transactions) {
    const rate = safeDivision(profitLoss, capital);
    if (profitLoss.sign > 0) {
      profit = profit.add(rate);
      gains++;
    } else loss = loss.add(rate);
    if (isWin) wins++;
    capital = capital.add(profitLoss);
  }
  const averageWinRate = shareOf(profit, gains);
  const averageLossRate = shareOf(loss, transactions.length - gains);
  const profitLossRatio = averageLossRate.isZero ? Decimal.zero : averageWinRate.div(averageLossRate.abs());
  const winRate = shareOf(Decimal.fromInteger(wins), transactions.length);
  const lossRate = shareOf(Decimal.fromInteger(transactions.length - wins), transactions.length);
  const expectancy = winRate.mul(profitLossRatio).sub(lossRate);
  return { averageWinRate, averageLossRate, profitLossRatio, winRate, lossRate, expectancy };
}
