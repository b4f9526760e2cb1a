import { join } from 'node:path';
import { TickType } from '../../model/data-kinds.ts';
import { parseResolution, type Resolution } from '../../model/resolution.ts';
import { hasOneFile } from './lean-paths.ts';
import type { LeanSeries } from './lean-paths.ts';
import type { LeanFile, LeanFolder } from './lean-folder.ts';
import { LEAN_SECURITY_TYPES, leanRowFormat, namesTickType } from './lean-row-format.ts';
import { isFileName } from './path-inside.ts';
import { listFolder } from './text-file.ts';

const TICK_TYPES = [TickType.Trade, TickType.Quote];

/** All readable series of a folder in LEAN's layout. */
export function listLeanDataSets(
  folder: LeanFolder,
): (LeanSeries & { readonly ticker: string; readonly files: readonly LeanFile[] })[] {
  return LEAN_SECURITY_TYPES.flatMap((securityType) =>
    listFolder(join(folder.root, securityType))
      .filter(isFileName)
      .flatMap((market) =>
        resolutionsOf(join(folder.root, securityType, market)).flatMap(({ name, resolution }) => {
          const names = listFolder(join(folder.root, securityType, market, name)).filter(isFileName);
          return TICK_TYPES.flatMap((tickType) => {
            const series = { securityType, market, resolution, tickType };
            return tickersOf(names, series).map((ticker) => ({
              ...series,
              ticker,
              files: folder.files(series, ticker),
            }));
          });
        }),
      ),
  ).filter((set) => set.files.length > 0);
}

function resolutionsOf(folder: string): { name: string; resolution: Resolution }[] {
  return listFolder(folder).flatMap((name) => {
    const resolution = parseResolution(name);
    return resolution === undefined ? [] : [{ name, resolution }];
  });
}

/** The tickers among the names in the folder of a resolution. */
function tickersOf(names: readonly string[], series: LeanSeries): string[] {
  if (leanRowFormat(series.securityType, series.resolution, series.tickType) === undefined) return [];
  if (!hasOneFile(series.resolution))
    return names.filter((name) => !name.includes('.zip')).map((name) => name.toUpperCase());
  const suffix = `${tickTypeSuffix(series)}.zip`;
  return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length).toUpperCase());
}

function tickTypeSuffix(series: LeanSeries): string {
  if (!namesTickType(series.securityType)) return '';
  return series.tickType === TickType.Quote ? '_quote' : '_trade';
}
