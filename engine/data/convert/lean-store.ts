import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { listLeanDataSets } from '../formats/lean-data-sets.ts';
import { LeanFolder } from '../formats/lean-folder.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import { hasOneFile, seriesFile, seriesFolder, tickTypeName } from '../formats/lean-paths.ts';
import { isFileName, pathInside } from '../formats/path-inside.ts';
import { leanEntryName } from '../formats/lean-writer.ts';
import { ZipFile } from '../formats/zip-file.ts';
import { writeZip } from '../formats/zip-writer.ts';
import { DATA_ERRORS } from '../errors.ts';
import { EngineError } from '../../model/engine-error.ts';
import { DAY } from '../time/calendar-math.ts';
import { formatCompactDate, formatDate, parseCompactDate } from '../time/date-text.ts';
import type { LeanFileFacts, LeanFiles } from './lean-files.ts';
import { readLeanText, writeLeanText } from './lean-text.ts';
import type { SeriesRows } from './series-rows.ts';
import { joinRows, sliceRows } from './series-rows.ts';
import { seriesFormat, seriesName } from './series-store.ts';
import type { SeriesStore, SeriesWriter, StoredSeries } from './series-store.ts';

const NO_FACTS: LeanFileFacts = {};
/**
 * Compresses prices to 104 % of the smallest size in a quarter of the time; compression took half the time of an
 * import.
 */
const LEVEL = 5;

/** A folder in LEAN's layout. */
export class LeanStore implements SeriesStore {
  readonly format = 'lean';
  /** Collected while reading, or applied while writing. */
  readonly facts: LeanFiles;
  /** Zips with more than one text, of which only the first was read, as in runs. */
  readonly partlyRead: string[] = [];
  private readonly root: string;
  private listed: Map<string, readonly LeanFile[]> | undefined;

  constructor(root: string, facts: LeanFiles = new Map()) {
    this.root = root;
    this.facts = facts;
  }

  list(): readonly StoredSeries[] {
    const sets = listLeanDataSets(new LeanFolder(this.root));
    this.listed = new Map(sets.map((set) => [seriesName(set), set.files]));
    return sets.map(({ securityType, market, resolution, tickType, ticker }) => ({
      securityType,
      market,
      resolution,
      tickType,
      ticker,
    }));
  }

  *read(series: StoredSeries): Generator<SeriesRows> {
    if (this.listed === undefined) this.list();
    for (const file of this.listed?.get(seriesName(series)) ?? []) yield this.readFile(series, file);
  }

  write(series: StoredSeries): SeriesWriter {
    const facts = (path: string): LeanFileFacts => this.facts.get(pathBelow(this.root, path)) ?? NO_FACTS;
    if (hasOneFile(series.resolution))
      return new OneFileWriter(series, seriesFile(this.root, series, series.ticker), facts);
    return new DayFilesWriter(series, seriesFolder(this.root, series, series.ticker), this.emptyDays(series), facts);
  }

  private readFile(series: StoredSeries, { path, date = 0 }: LeanFile): SeriesRows {
    const zip = new ZipFile(path);
    const entry = zip.entries[0];
    if (zip.entries.length > 1) this.partlyRead.push(path);
    const text = Buffer.from(zip.read(entry)).toString('utf8');
    const { rows, facts } = readLeanText(text, seriesFormat(series), { path, date });
    const isUsual = entry.name === leanEntryName(series, series.ticker, date);
    // An invalid file name is not passed on to the written folder.
    const name = isUsual || !isFileName(entry.name) ? {} : { entry: entry.name };
    const unusual = { ...name, ...facts };
    if (Object.keys(unusual).length > 0) this.facts.set(pathBelow(this.root, path), unusual);
    return rows;
  }

  /** The dates of a series' files without rows. */
  private emptyDays(series: StoredSeries): string[] {
    const folder = `${pathBelow(this.root, seriesFolder(this.root, series, series.ticker))}/`;
    const suffix = `_${tickTypeName(series.tickType)}.zip`;
    return [...this.facts]
      .filter(([path, { isEmpty }]) => isEmpty === true && path.startsWith(folder) && path.endsWith(suffix))
      .map(([path]) => path.slice(folder.length, -suffix.length))
      .filter((day) => parseCompactDate(day) !== undefined);
  }
}

type FactsOf = (path: string) => LeanFileFacts;

/** Hours and days: one zip for all rows. */
class OneFileWriter implements SeriesWriter {
  private readonly texts: string[] = [];
  private readonly series: StoredSeries;
  private readonly path: string;
  private readonly facts: LeanFileFacts;
  private written = 0;

  constructor(series: StoredSeries, path: string, factsOf: FactsOf) {
    this.series = series;
    this.path = path;
    this.facts = factsOf(path);
  }

  add(rows: SeriesRows): void {
    const { path, written } = this;
    const spelled = Object.entries(this.facts.spelled ?? {}).map(([row, line]) => [Number(row) - written, line]);
    // Batches are joined by line ends; only the very last line may have none.
    const facts = { ...this.facts, endsOpen: false, spelled: Object.fromEntries(spelled) };
    this.texts.push(writeLeanText(rows, seriesFormat(this.series), { path, date: 0, facts }));
    this.written += rows.length;
  }

  finish(): void {
    const { lineEnd = '\n', endsOpen = false } = this.facts;
    const text = this.texts.join('');
    const bytes = endsOpen && text.endsWith(lineEnd) ? text.slice(0, -lineEnd.length) : text;
    writeLeanZip(this.path, this.facts.entry ?? leanEntryName(this.series, this.series.ticker, 0), bytes);
  }
}

/** Minutes, seconds and ticks: one zip per day. */
class DayFilesWriter implements SeriesWriter {
  private readonly series: StoredSeries;
  private readonly folder: string;
  private readonly emptyDays: readonly string[];
  private readonly factsOf: FactsOf;
  private date = -Infinity;
  private parts: SeriesRows[] = [];

  constructor(series: StoredSeries, folder: string, emptyDays: readonly string[], factsOf: FactsOf) {
    this.series = series;
    this.folder = folder;
    this.emptyDays = emptyDays;
    this.factsOf = factsOf;
  }

  add(rows: SeriesRows): void {
    for (let start = 0; start < rows.length;) {
      const date = Math.floor(rows.time[start] / DAY) * DAY;
      let end = start + 1;
      while (end < rows.length && rows.time[end] >= date && rows.time[end] < date + DAY) end++;
      if (date !== this.date) this.begin(date);
      this.parts.push(sliceRows(rows, start, end));
      start = end;
    }
  }

  finish(): void {
    this.flush();
    for (const day of this.emptyDays) this.writeDay(day, '');
  }

  private begin(date: number): void {
    if (date < this.date) {
      throw new EngineError(
        DATA_ERRORS.ROWS_OUT_OF_ORDER,
        `The rows of ${seriesName(this.series)} go back from ${formatDate(this.date)} to ${formatDate(date)}. ${DATA_ERRORS.ROWS_OUT_OF_ORDER.remedy}`,
      );
    }
    this.flush();
    this.date = date;
  }

  private flush(): void {
    if (this.parts.length === 0) return;
    const { date, parts } = this;
    const path = this.dayPath(formatCompactDate(date));
    const rows = joinRows(parts);
    this.parts = [];
    const text = writeLeanText(rows, seriesFormat(this.series), { path, date, facts: this.factsOf(path) });
    this.writeDay(formatCompactDate(date), text);
  }

  private writeDay(day: string, text: string): void {
    const path = this.dayPath(day);
    const date = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
    writeLeanZip(path, this.factsOf(path).entry ?? leanEntryName(this.series, this.series.ticker, date), text);
  }

  private dayPath(day: string): string {
    return pathInside(this.folder, `${day}_${tickTypeName(this.series.tickType)}.zip`);
  }
}

function writeLeanZip(path: string, entry: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, writeZip([{ name: entry, bytes: Buffer.from(text) }], LEVEL));
}

function pathBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
