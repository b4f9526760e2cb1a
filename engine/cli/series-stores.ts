import type { DataFormat } from '../data/convert/convert-folder.ts';
import { CsvStore } from '../data/convert/csv-store.ts';
import { FlatCsvStore } from '../data/convert/flat-csv-store.ts';
import type { LeanFiles } from '../data/convert/lean-files.ts';
import { LeanStore } from '../data/convert/lean-store.ts';
import type { SeriesStore, StoringSource } from '../data/convert/series-store.ts';
import { withDataSource } from '../host/open-data-source.ts';
import type { Project } from '../host/project.ts';

/** A data folder, and how it is read or written. */
export interface StoreChoice {
  readonly folder: string;
  readonly format: DataFormat | 'flat-csv';
  /** Unusual formatting of the texts in LEAN's zips. */
  readonly facts?: LeanFiles;
}

/** Opens the reader or writer of a folder, and closes it after the work. */
export async function withSeriesStore<Answer>(
  project: Project,
  { folder, format, facts }: StoreChoice,
  work: (store: SeriesStore) => Promise<Answer>,
): Promise<Answer> {
  if (format === 'lean') return await work(new LeanStore(folder, facts));
  if (format === 'csv') return await work(new CsvStore(folder));
  if (format === 'flat-csv') return await work(new FlatCsvStore(folder));
  return await withDataSource(project, { data: folder, dataSource: format }, ({ source }) => {
    if ('seriesStore' in source) return work((source as typeof source & StoringSource).seriesStore());
    throw new TypeError(`The data source ${source.name} stores no series.`);
  });
}
