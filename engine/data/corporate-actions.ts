import type { FactorRow, MapRow } from '../api/data-source.ts';
import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import { addDays, END_OF_TIME } from './time/calendar-math.ts';

/** The factor by which prices up to a date are multiplied. */
export interface Factor {
  /** The last date for which the factor is valid, wall-clock midnight; Infinity for the last factor. */
  readonly through: number;
  readonly value: number;
  /** The same with the scale of the factor file's text, which is part of the order hash. */
  readonly decimal: Decimal;
}

/** A cash dividend. */
export interface DividendAction {
  /** The last date before the dividend, which is paid on the next trading day. */
  readonly date: number;
  /** Cash per share, rounded to cents as in LEAN. */
  readonly distribution: Decimal;
  /** The last close before. */
  readonly referencePrice: Decimal;
}

/** A split or a reverse split. */
export interface SplitAction {
  /** The last date before the split, which takes effect on the next trading day. */
  readonly date: number;
  /** The new price divided by the old one: 0.5 for 2:1. */
  readonly factor: Decimal;
  /** The last close before. */
  readonly referencePrice: Decimal;
}

export interface SymbolChange {
  /** The first date on which the new ticker may have been in use. */
  readonly date: number;
  readonly oldTicker: string;
  readonly newTicker: string;
}

/**
 * The corporate actions of a company, derived from its factor and map files by LEAN's rules.
 *
 * Source: Common/Data/Auxiliary/CorporateFactorProvider.cs, CorporateFactorRow.cs, MapFile.cs and Common/Data/Market/Dividend.cs.
 */
export class CorporateActions {
  /** Ascending. */
  readonly dividends: readonly DividendAction[];
  /** Ascending. */
  readonly splits: readonly SplitAction[];
  /** Ascending. */
  readonly symbolChanges: readonly SymbolChange[];
  /** The first date of the map file; -Infinity without one. */
  readonly firstDate: number;
  /** The last date of the map file; 2050-12-31 when the company is still listed or there is no file. */
  readonly delistingDate: number;
  /** The first date for which factors are known; -Infinity without a factor file. */
  readonly firstFactorDate: number;
  private readonly mapRows: readonly MapRow[];
  private readonly priceFactors: readonly Factor[];
  private readonly splitFactors: readonly Factor[];

  constructor(factorRows: readonly FactorRow[], mapRows: readonly MapRow[]) {
    this.mapRows = mapRows;
    this.dividends = factorRows.flatMap((row, index) => dividendBetween(row, factorRows[index + 1]));
    this.splits = factorRows.flatMap((row, index) => splitBetween(row, factorRows[index + 1]));
    this.symbolChanges = mapRows.flatMap((row, index) => changeBetween(row, mapRows[index + 1]));
    this.firstDate = mapRows.length === 0 ? -Infinity : mapRows[0].date;
    this.delistingDate = mapRows.at(-1)?.date ?? END_OF_TIME;
    this.firstFactorDate = factorRows.length === 0 ? -Infinity : addDays(factorRows[0].date, -1);
    this.priceFactors = factorsOf(factorRows, (row) => row.priceFactor.mul(row.splitFactor));
    this.splitFactors = factorsOf(factorRows, (row) => row.splitFactor);
  }

  /**
   * The factor for prices of a date: from the first row that is not before it, 1 after the last row and in Raw mode.
   * In TotalReturn mode it is the split factor; accumulated dividends are added to the product ({@link dividendsBetween}).
   *
   * @param date wall-clock midnight.
   */
  factorOn(date: number, mode: DataNormalizationMode): Factor {
    const factors = this.factors(mode);
    let low = 0;
    let high = factors.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (factors[middle].through >= date) high = middle;
      else low = middle + 1;
    }
    return factors[low];
  }

  /** All factors of a mode in ascending order of date; the last has no end. */
  factors(mode: DataNormalizationMode): readonly Factor[] {
    if (mode === DataNormalizationMode.Raw) return UNADJUSTED;
    const isAdjusted = mode === DataNormalizationMode.Adjusted || mode === DataNormalizationMode.ScaledRaw;
    return isAdjusted ? this.priceFactors : this.splitFactors;
  }

  /** Cash per share of dividends that are known on `from` or later and paid until `date`, both wall-clock midnights. */
  dividendsBetween(from: number, date: number): Decimal {
    return this.dividends
      .filter((dividend) => dividend.date >= from && dividend.date < date)
      .reduce((sum, { distribution }) => sum.add(distribution), Decimal.zero);
  }

  /** The ticker on a date, or `otherwise` after the last row and without a map file. */
  tickerOn(date: number, otherwise: string): string {
    for (const row of this.mapRows) if (row.date >= date) return row.ticker;
    return otherwise;
  }

  /** Whether the map file allows data of a date. */
  hasDataOn(date: number): boolean {
    return date >= this.firstDate && date <= this.delistingDate;
  }
}

const NO_CHANGE: Factor = { through: Infinity, value: 1, decimal: Decimal.one };
const UNADJUSTED: readonly Factor[] = [NO_CHANGE];

function factorsOf(rows: readonly FactorRow[], factor: (row: FactorRow) => Decimal): Factor[] {
  const factors = rows.map((row) => ({ through: row.date, value: factor(row).toNumber(), decimal: factor(row) }));
  return [...factors, NO_CHANGE];
}

function dividendBetween(row: FactorRow, next: FactorRow | undefined): DividendAction[] {
  if (next === undefined || row.priceFactor.eq(next.priceFactor)) return [];
  const ratio = row.priceFactor.div(next.priceFactor);
  const distribution = row.referencePrice.sub(row.referencePrice.mul(ratio)).round(2);
  return [{ date: row.date, distribution, referencePrice: row.referencePrice }];
}

function splitBetween(row: FactorRow, next: FactorRow | undefined): SplitAction[] {
  if (next === undefined || row.splitFactor.eq(next.splitFactor)) return [];
  return [{ date: row.date, factor: row.splitFactor.div(next.splitFactor), referencePrice: row.referencePrice }];
}

function changeBetween(row: MapRow, next: MapRow | undefined): SymbolChange[] {
  if (next === undefined || row.ticker === next.ticker) return [];
  return [{ date: addDays(row.date, 1), oldTicker: row.ticker, newTicker: next.ticker }];
}
