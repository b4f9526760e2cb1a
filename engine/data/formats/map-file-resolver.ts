import { basename } from 'node:path';
import type { MapRow } from '../../api/data-source.ts';
import { END_OF_TIME } from '../time/calendar-math.ts';
import { parseMapFile } from './lean-auxiliary-files.ts';
import { pathInside } from './path-inside.ts';
import { listFolder, readFileIfThere } from './text-file.ts';

/** The map file of one instrument: its file's name and its tickers over time. */
export interface MapFile {
  /** The file's name in upper case, which is also that of the factor file. */
  readonly permtick: string;
  readonly rows: readonly MapRow[];
}

/**
 * Finds the instrument that used a ticker on a date among the map files of a folder.
 *
 * Rule: of all rows with the ticker, the first one that is not before the date, otherwise the last one; without such
 * rows, the file named after the ticker, unless it starts later (Common/Data/Auxiliary/MapFileResolver.cs).
 */
export class MapFileResolver {
  private readonly folder: string;
  private readonly files = new Map<string, MapFile | undefined>();
  private entries: Map<string, { date: number; permtick: string }[]> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @param date wall-clock midnight; the end of time for the ticker's latest user. */
  resolve(ticker: string, date: number): MapFile | undefined {
    const own = this.file(ticker);
    // Only one company can have a ticker until the end of time, so the folder need not be searched.
    if (date === END_OF_TIME && own !== undefined && isHolder(own, ticker)) return own;
    const entries = this.index().get(ticker.toUpperCase());
    const found = entries?.find((entry) => entry.date >= date) ?? entries?.at(-1);
    const file = found === undefined ? own : this.file(found.permtick);
    if (file === undefined || file.rows.length === 0) return undefined;
    return file.rows[0].date > date ? undefined : file;
  }

  private file(name: string): MapFile | undefined {
    const permtick = name.toUpperCase();
    if (!this.files.has(permtick)) this.files.set(permtick, this.read(permtick));
    return this.files.get(permtick);
  }

  private read(permtick: string): MapFile | undefined {
    const path = pathInside(this.folder, `${permtick.toLowerCase()}.csv`);
    const bytes = readFileIfThere(path);
    return bytes === undefined ? undefined : { permtick, rows: parseMapFile(bytes.toString('utf8'), path) };
  }

  private index(): Map<string, { date: number; permtick: string }[]> {
    if (this.entries !== undefined) return this.entries;
    const entries = new Map<string, { date: number; permtick: string }[]>();
    for (const name of listFolder(this.folder)) {
      if (!name.endsWith('.csv')) continue;
      const permtick = basename(name, '.csv').toUpperCase();
      for (const row of this.file(permtick)?.rows ?? []) {
        const users = entries.get(row.ticker);
        if (users === undefined) entries.set(row.ticker, [{ date: row.date, permtick }]);
        else users.push({ date: row.date, permtick });
      }
    }
    for (const users of entries.values()) users.sort((left, right) => left.date - right.date);
    return (this.entries = entries);
  }
}

function isHolder(file: MapFile, ticker: string): boolean {
  const last = file.rows.at(-1);
  return last !== undefined && last.ticker === ticker.toUpperCase() && last.date >= END_OF_TIME;
}
