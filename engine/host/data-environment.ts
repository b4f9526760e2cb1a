import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFileIfThere, readWholeFile } from '../data/formats/text-file.ts';
import { BuiltInMarketHoursDatabase } from '../data/time/built-in-market-hours.ts';
import { LeanMarketHoursDatabase } from '../data/time/lean-market-hours.ts';
import type { MarketHoursDatabase } from '../data/time/market-hours-database.ts';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { ConstantRiskFreeInterestRate, InterestRateProvider } from '../statistics/interest-rate.ts';
import type { RiskFreeInterestRateModel } from '../statistics/interest-rate.ts';

/** Reference data of a data folder. */
export interface DataEnvironment {
  readonly marketHours: MarketHoursDatabase;
  readonly symbolProperties: SymbolPropertiesDatabase;
  readonly interestRates: RiskFreeInterestRateModel;
  /** Caveat of the results: which risk-free rate was used. */
  readonly interestRateNote: string;
}

/**
 * Market hours, symbol properties and interest rates of a data folder; the engine's own if the folder lacks them or the
 * data are not in a folder.
 */
export function dataEnvironment(folder: string | undefined): DataEnvironment {
  if (folder === undefined) return environmentWithoutFolder();
  const hoursFile = join(folder, 'market-hours', 'market-hours-database.json');
  const ratesFile = join(folder, 'alternative', 'interest-rate', 'usa', 'interest-rate.csv');
  const rates = readFileIfThere(ratesFile);
  return {
    marketHours: existsSync(hoursFile)
      ? new LeanMarketHoursDatabase(() => readWholeFile(hoursFile).toString('latin1'))
      : new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromFolder(folder),
    interestRates: rates
      ? InterestRateProvider.parse(rates.toString('utf8'), ratesFile)
      : ConstantRiskFreeInterestRate.default,
    interestRateNote: rates
      ? "Risk-free rate: the data folder's table of the Federal Reserve's primary credit rate."
      : 'Risk-free rate: 1 % a year throughout, as the data folder has no table of rates.',
  };
}

function environmentWithoutFolder(): DataEnvironment {
  return {
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    interestRateNote: 'Risk-free rate: 1 % a year throughout, as the data bring no table of rates.',
  };
}
