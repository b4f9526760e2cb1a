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

/** So many trades that no sum of their rates is a short decimal, so that only its value shows. */
const MANY_TRADES = 2_000;
/** Relative error of the sums in float64, with room to spare. */
const SUM_ERROR = 1e-11;

/** Trade by trade against the capital that the trades before left. */
export function tradeRates(transactions: readonly TransactionRecord[], startingCapital: Decimal): TradeRates {
  let gains = 0;
  let wins = 0;
  for (let i = 0; i < transactions.length; i++) {
    if (transactions[i].profitLoss.sign > 0) gains++;
    if (transactions[i].isWin) wins++;
  }
  const sums =
    (transactions.length < MANY_TRADES ? undefined : quickSums(transactions, startingCapital, gains)) ??
    exactSums(transactions, startingCapital);
  const averageWinRate = shareOf(sums.profit, gains);
  const averageLossRate = shareOf(sums.loss, transactions.length - gains);
  const profitLossRatio = averageLossRate.isZero ? Decimal.zero : averageWinRate.div(averageLossRate.abs());
  const winRate = shareOf(Decimal.fromInteger(wins), transactions.length);
  const lossRate = shareOf(Decimal.fromInteger(transactions.length - wins), transactions.length);
  const expectancy = winRate.mul(profitLossRatio).sub(lossRate);
  return { averageWinRate, averageLossRate, profitLossRatio, winRate, lossRate, expectancy };
}

/** Rates of the gains and of the losses, added up. */
interface RateSums {
  readonly profit: Decimal;
  readonly loss: Decimal;
}

function exactSums(transactions: readonly TransactionRecord[], startingCapital: Decimal): RateSums {
  let capital = startingCapital;
  let [profit, loss] = [Decimal.zero, Decimal.zero];
  for (const { profitLoss } of transactions) {
    const rate = safeDivision(profitLoss, capital);
    if (profitLoss.sign > 0) profit = profit.add(rate);
    else loss = loss.add(rate);
    capital = capital.add(profitLoss);
  }
  return { profit, loss };
}

/**
 * The same in float64; undefined where a printed figure (rates to 0.01 %, ratio to 0.01, expectancy to 0.001) lies so close
 * to where its rounding turns that only decimals can tell.
 */
function quickSums(
  transactions: readonly TransactionRecord[],
  startingCapital: Decimal,
  gains: number,
): RateSums | undefined {
  let capital = startingCapital.toNumber();
  let profit = 0;
  let loss = 0;
  for (let i = 0; i < transactions.length; i++) {
    const { profitLoss } = transactions[i];
    const value = profitLoss.toNumber();
    if (capital === 0) return undefined;
    if (profitLoss.sign > 0) profit += value / capital;
    else loss += value / capital;
    capital += value;
  }
  const losses = transactions.length - gains;
  if (gains === 0 || losses === 0 || loss === 0) return undefined;
  const winRate = profit / gains;
  const lossRate = loss / losses;
  const ratio = winRate / -lossRate;
  const expectancy = (gains / transactions.length) * ratio - losses / transactions.length;
  const isPlain =
    isFarFromTurn(winRate * 1e4) &&
    isFarFromTurn(lossRate * 1e4) &&
    isFarFromTurn(ratio * 1e2) &&
    isFarFromTurn(expectancy * 1e3);
  return isPlain ? { profit: Decimal.of(profit), loss: Decimal.of(loss) } : undefined;
}

/** Whether the rounding of a number to a whole one is certain in spite of its error. */
function isFarFromTurn(value: number): boolean {
  return Math.abs(value - Math.floor(value) - 0.5) > (Math.abs(value) + 1) * SUM_ERROR * 1e3;
}
