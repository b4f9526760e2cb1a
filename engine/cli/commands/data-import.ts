import { resolve } from 'node:path';
import { IMPORT_ERRORS } from '../../data/import/errors.ts';
import { importFile } from '../../data/import/import-file.ts';
import type { BadRow, ImportedFile } from '../../data/import/import-file.ts';
import { importSeries } from '../../data/import/import-series.ts';
import { checkTarget, writeImport } from '../../data/import/write-import.ts';
import { openProject, shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import { IMPORT_FLAGS, importOptions, importTarget } from '../import-flags.ts';
import { badRowWords, importDocument, printImport } from '../import-report.ts';
import { untilInterrupted } from '../interruption.ts';

/** Bad rows that are shown. */
const SHOWN = 10;

export const dataImport: Command = {
  flags: IMPORT_FLAGS,
  examples: [
    'engine data import AAPL.csv --to my-data --dry-run',
    'engine data import downloads/*.csv --to my-data',
    'engine data import prices.csv --to my-data --symbol KO --column "close=Last" --date-format dd/mm/yyyy',
  ],
  run: async (context) => await untilInterrupted(async (pause) => await runImport(context, pause)),
};

async function runImport(
  { flags, output, workingFolder }: CommandContext,
  pause: () => Promise<void>,
): Promise<number> {
  const project = openProject(workingFolder);
  const paths = flags.list('file').map((path) => resolve(workingFolder, path));
  const isDryRun = flags.isOn('dry-run');
  const to = flags.text('to');
  if (paths.length === 0) throw missing('Name the files to import: engine data import FILE --to FOLDER.', 'file');
  if (to === undefined && !isDryRun)
    throw missing('engine data import needs --to. Write engine data import FILE --to FOLDER, or --dry-run.', 'to');
  const target = importTarget(flags, to === undefined ? undefined : resolve(workingFolder, to));
  const options = importOptions(flags, target);
  const files: ImportedFile[] = [];
  for (const path of paths) {
    await pause();
    files.push(named(project, importFile(path, options)));
  }
  const { series, bad } = importSeries(files, options);
  const fault = bad.length > 0 && !flags.isOn('skip-bad-rows') ? badRows(bad) : undefined;
  if (isDryRun) {
    if (to !== undefined) checkTarget(target, series);
    output.json({
      ...importDocument(files, series, bad, target),
      written: [],
      ...(fault && { error: faultDocument(fault) }),
    });
    printImport({ files, series, bad }, target, output);
    output.print('\nNothing was written: this was a dry run.');
    if (fault === undefined) return EXIT_CODES.DONE.code;
    output.say(`${fault.code}: ${fault.message}`);
    return fault.exitCode;
  }
  if (fault !== undefined) throw fault;
  const written = await writeImport(target, series, pause);
  output.json({ ...importDocument(files, series, bad, target), written });
  printImport({ files, series, bad }, target, output);
  output.print(
    `\n${shownPath(project, target.folder)}: ${written.length} ${written.length === 1 ? 'file' : 'files'} written.`,
  );
  return EXIT_CODES.DONE.code;
}

/** The file with its path as people see it. */
function named(project: Project, file: ImportedFile): ImportedFile {
  return { ...file, path: shownPath(project, file.path) };
}

function badRows(bad: readonly BadRow[]): EngineError {
  const shown = bad.slice(0, SHOWN);
  const [first] = bad;
  const more = bad.length === 1 ? '' : `, and ${bad.length - 1} more ${bad.length === 2 ? 'row is' : 'rows are'} bad`;
  return new EngineError(IMPORT_ERRORS.BAD_ROWS, `${badRowWords(first)}${more}. ${IMPORT_ERRORS.BAD_ROWS.remedy}`, {
    data: { count: bad.length, rows: shown },
  });
}

function missing(message: string, flag: string): EngineError {
  return new EngineError(CLI_ERRORS.MISSING_FLAG, message, { data: { flag } });
}
