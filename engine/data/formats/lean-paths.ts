import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import type { SecurityType } from '../../model/security-type.ts';
import { namesTickType } from './lean-row-format.ts';
import { pathInside } from './path-inside.ts';

/** Identifies a series of a folder. */
export interface LeanSeries {
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  readonly tickType: TickType;
}

/** Whether a resolution has one file for all dates instead of one per day. */
export function hasOneFile(resolution: Resolution): boolean {
  return resolution === Resolution.Hour || resolution === Resolution.Daily;
}

/** `trade` or `quote`, as in file names. */
export function tickTypeName(tickType: TickType): string {
  return tickType === TickType.Quote ? 'quote' : 'trade';
}

/** The folder `type/market/resolution` of a series. Source: Common/Util/LeanData.cs. */
function resolutionFolder(root: string, series: LeanSeries): string {
  return pathInside(root, series.securityType, series.market, series.resolution);
}

/** The one file of an hour or daily series: `spy.zip`, for crypto `btcusd_trade.zip`. */
export function seriesFile(root: string, series: LeanSeries, ticker: string): string {
  const suffix = namesTickType(series.securityType) ? `_${tickTypeName(series.tickType)}` : '';
  return pathInside(resolutionFolder(root, series), `${ticker.toLowerCase()}${suffix}.zip`);
}

/** The folder of the files of a minute, second or tick series, one per day. */
export function seriesFolder(root: string, series: LeanSeries, ticker: string): string {
  return pathInside(resolutionFolder(root, series), ticker.toLowerCase());
}

/** The folder `type/market/name` of files that belong to a market: `map_files`, `factor_files`. */
export function auxiliaryFolder(root: string, securityType: SecurityType, market: string, name: string): string {
  return pathInside(root, securityType, market, name);
}
