import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { IMPORT_ERRORS } from '../../data/import/errors.ts';
import { BadRows } from '../../data/import/bad-rows.ts';
import type { ImportOptions } from '../../data/import/import-options.ts';
import { importSeries } from '../../data/import/import-series.ts';
import type { ImportedSeries, ReadRows } from '../../data/import/import-series.ts';
import { readFile } from '../../data/import/read-file.ts';
import type { ImportedFile } from '../../data/import/read-file.ts';
import { RowStore } from '../../data/import/row-store.ts';
import { checkTarget, givenFacts, writeImport } from '../../data/import/write-import.ts';
import type { ImportTarget } from '../../data/import/write-import.ts';
import { openProject, shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext, FlagValues } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import { IMPORT_FLAGS, importOptions, importTarget } from '../import-flags.ts';
import { withSeriesStore } from '../series-stores.ts';
import { badRowWords, importDocument, printImport } from '../import-report.ts';
import { untilInterrupted } from '../interruption.ts';

/** Maximum number of bad rows shown. */
const SHOWN = 10;

export const dataImport: Command = {
  flags: IMPORT_FLAGS,
  examples: [
    'engine data import AAPL.csv --to my-data --dry-run',
    'engine data import downloads/*.csv --to my-data',
    'engine data import prices.csv --to my-data --symbol KO --column "close=Last" --date-format dd/mm/yyyy',
    'engine data import five-minutes.csv.gz --to my-data --resample 1h',
    'engine data import EURUSD.csv --to my-data --type forex --spread 0.0001',
    'engine data import FOOUSDT.csv --to my-data --type crypto --market kraken --quote USDT --tick 0.001 --lot 0.1',
  ],
  run: async (context) => await untilInterrupted(async (pause) => await runImport(context, pause)),
};

async function runImport(
  { flags, output, workingFolder }: CommandContext,
  pause: () => Promise<void>,
): Promise<number> {
  const project = openProject(workingFolder);
  const paths = flags.list('file').map((path) => resolve(workingFolder, path));
  const to = flags.text('to');
  if (paths.length === 0) throw missing('Name the files to import: engine data import FILE --to FOLDER.', 'file');
  if (to === undefined && !flags.isOn('dry-run'))
    throw missing('engine data import needs --to. Write engine data import FILE --to FOLDER, or --dry-run.', 'to');
  const target = importTarget(flags, to === undefined ? undefined : resolve(workingFolder, to));
  const options = importOptions(flags, target, workingFolder);
  const store = new RowStore(folderForRows(target.folder));
  try {
    const read = await readFiles(paths, { project, options, store, pause });
    return await finish({ ...read, series: seriesOf(read, options, flags) }, { flags, output, project, target, pause });
  } finally {
    store.close();
  }
}

/** The series of the rows; if they cannot be built, bad rows are the likely cause. */
function seriesOf(read: ReadRows, options: ImportOptions, flags: FlagValues): ImportedSeries[] {
  try {
    return importSeries(read, options);
  } catch (fault) {
    throw read.bad.count > 0 && !flags.isOn('skip-bad-rows') ? badRows(read.bad) : fault;
  }
}

async function readFiles(
  paths: readonly string[],
  {
    project,
    options,
    store,
    pause,
  }: { project: Project; options: ImportOptions; store: RowStore; pause: () => Promise<void> },
): Promise<ReadRows> {
  const bad = new BadRows();
  const files: ImportedFile[] = [];
  for (const [file, path] of paths.entries()) {
    await pause();
    const shown = shownPath(project, path);
    files.push({ ...(await readFile(path, options, { store, bad, file, pause, shown })), path: shown });
  }
  return { files, store, bad };
}

/** Reports what was read, and writes it unless it is a dry run. */
async function finish(
  { files, series, bad }: ReadRows & { readonly series: readonly ImportedSeries[] },
  {
    flags,
    output,
    project,
    target,
    pause,
  }: Pick<CommandContext, 'flags' | 'output'> & { project: Project; target: ImportTarget; pause: () => Promise<void> },
): Promise<number> {
  const fault = bad.count > 0 && !flags.isOn('skip-bad-rows') ? badRows(bad) : undefined;
  const facts = givenFacts(target, series);
  const document = importDocument({ files, series, bad, facts }, target);
  if (flags.isOn('dry-run')) {
    if (target.folder !== '') checkTarget(target, series);
    output.json({ ...document, written: [], ...(fault && { error: faultDocument(fault) }) });
    printImport({ files, series, bad, facts }, target, output);
    output.print('\nNothing was written: this was a dry run.');
    if (fault === undefined) return EXIT_CODES.DONE.code;
    output.say(`${fault.code}: ${fault.message}`);
    return fault.exitCode;
  }
  if (fault !== undefined) throw fault;
  const written = await writeImport(target, series, {
    pause,
    withStore: (folder, work) => withSeriesStore(project, { folder, format: target.format }, work),
  });
  output.json({ ...document, written });
  printImport({ files, series, bad, facts }, target, output);
  output.print(
    `\n${shownPath(project, target.folder)}: ${written.length} ${written.length === 1 ? 'file' : 'files'} written.`,
  );
  return EXIT_CODES.DONE.code;
}

/** Rows that do not fit into memory are stored beside the target, whose disk must have space for the result anyway. */
function folderForRows(folder: string): string {
  const beside = dirname(folder);
  return folder !== '' && existsSync(beside) ? beside : tmpdir();
}

function badRows({ rows, count }: BadRows): EngineError {
  const more = count === 1 ? '' : `, and ${count - 1} more ${count === 2 ? 'row is' : 'rows are'} bad`;
  return new EngineError(IMPORT_ERRORS.BAD_ROWS, `${badRowWords(rows[0])}${more}. ${IMPORT_ERRORS.BAD_ROWS.remedy}`, {
    data: { count, rows: rows.slice(0, SHOWN) },
  });
}

function missing(message: string, flag: string): EngineError {
  return new EngineError(CLI_ERRORS.MISSING_FLAG, message, { data: { flag } });
}
