import { Decimal } from '../model/decimal.ts';
import { safeDivision, shareOf } from './bounded-decimal.ts';
import type { TransactionRecord } from './statistics-input.ts';

/** Statistics of closed trades; rates are fractions. */
export interface TradeRates {
  averageWinRate: Decimal;
  /** Zero or negative. */
  averageLossRate: Decimal;
  profitLossRatio: Decimal;
  winRate: Decimal;
  lossRate: Decimal;
  expectancy: Decimal;
}

/** With so many trades the sums of rates have all decimal places, so their scale does not affect the printed text. */
const MANY_TRADES = 2_000;
/** A generous upper bound of the relative error of the float64 sums. */
const SUM_ERROR = 1e-11;

/** Rates of each trade relative to the capital after the previous trades. */
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

/** Sums of the rates of gains and of losses. */
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
 * The same in float64; undefined when a printed figure (rates to 0.01 %, ratio to 0.01, expectancy to 0.001) is so
 * close to a rounding boundary that only decimals can decide.
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
    isRoundingCertain(winRate * 1e4) &&
    isRoundingCertain(lossRate * 1e4) &&
    isRoundingCertain(ratio * 1e2) &&
    isRoundingCertain(expectancy * 1e3);
  return isPlain ? { profit: Decimal.of(profit), loss: Decimal.of(loss) } : undefined;
}

/** Whether rounding a number to an integer is certain despite its error. */
function isRoundingCertain(value: number): boolean {
  return Math.abs(value - Math.floor(value) - 0.5) > (Math.abs(value) + 1) * SUM_ERROR * 1e3;
}
