import { resolve } from 'node:path';
import { convertFolder, DATA_FORMATS, detectFormat } from '../../data/convert/convert-folder.ts';
import type { Conversion, DataFormat } from '../../data/convert/convert-folder.ts';
import { CONVERT_ERRORS } from '../../data/convert/errors.ts';
import { readLeanFiles } from '../../data/convert/lean-files.ts';
import { fillFolder, refuseExisting } from '../../data/convert/staged-folder.ts';
import { findDataFolder } from '../../host/data-folder.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext, Flag } from '../command.ts';
import { DATA_FLAGS, seriesFilter, seriesWords } from '../data-flags.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { untilInterrupted } from '../interruption.ts';
import type { Output } from '../output.ts';
import { withSeriesStore } from '../series-stores.ts';

const SYMBOL_FLAG = DATA_FLAGS.find(({ name }) => name === 'symbol')!;

export const dataConvert: Command = {
  flags: [
    {
      name: 'source',
      placeholder: 'SOURCE',
      isPositional: true,
      isRequired: true,
      description: 'Data folder to convert, or the name of one below data/',
    },
    {
      name: 'target',
      placeholder: 'TARGET',
      isPositional: true,
      isRequired: true,
      description: 'Folder to write; must not exist or be empty',
    },
    { name: 'to', placeholder: 'FORMAT', isRequired: true, choices: DATA_FORMATS, description: 'Format to write' },
    {
      name: 'from',
      placeholder: 'FORMAT',
      choices: DATA_FORMATS,
      description: 'Format of the source; by default detected from its files',
    },
    SYMBOL_FLAG,
    resolutionFlag('Convert only this resolution; may be repeated'),
  ],
  examples: [
    'engine data convert data my-parquet --to parquet',
    'engine data convert Lean/Data spy-csv --from lean --to csv --symbol SPY --resolution daily --resolution hour',
  ],
  run: convert,
};

function resolutionFlag(description: string): Flag {
  return {
    name: 'resolution',
    kind: 'list',
    placeholder: 'NAME',
    choices: ['tick', 'second', 'minute', 'hour', 'daily'],
    description,
  };
}

async function convert({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const source = findDataFolder(project, flags.required('source'));
  const target = resolve(workingFolder, flags.required('target'));
  const to = flags.required('to') as DataFormat;
  const from = (flags.text('from') as DataFormat | undefined) ?? detectFormat(source.folder);
  const isFlat = from === 'flat-csv' || (from === 'csv' && detectFormat(source.folder) === 'flat-csv');
  if (!isFlat && from === to) throw sameFormat(source.shown, to);
  refuseExisting(target);
  // Unusual formatting of LEAN's files is restored by a conversion back.
  const facts = to === 'lean' ? readLeanFiles(source.folder) : new Map();
  const conversion = await untilInterrupted((pause) =>
    withSeriesStore(project, { folder: source.folder, format: isFlat ? 'flat-csv' : from }, (reader) =>
      fillFolder(target, (folder) =>
        withSeriesStore(project, { folder, format: to, facts }, (writer) =>
          convertFolder(
            { folder: source.folder, store: reader },
            { folder, store: writer },
            {
              includes: seriesFilter(flags),
              pause,
              onSeries: (series, index, count) =>
                showProgress(output, `${index + 1}/${count} ${seriesWords(series).join(' ')}`),
            },
          ),
        ),
      ),
    ),
  ).finally(() => showProgress(output, ''));
  present(conversion, { shown: shownPath(project, target), from: isFlat ? 'csv' : from, to }, output);
  return EXIT_CODES.DONE.code;
}

/** One line that is redrawn, on terminals only. */
function showProgress(output: Output, text: string): void {
  if (output.isTerminal) output.draw(`\r${text.slice(0, output.columns - 1).padEnd(output.columns - 1)}\r`);
}

function present(
  { series, copiedFiles, leftOut, partlyRead }: Conversion,
  { shown, from, to }: { shown: string; from: string; to: string },
  output: Output,
): void {
  const rows = series.reduce((sum, one) => sum + one.rows, 0);
  output.json({
    target: shown,
    from,
    to,
    rows,
    series: series.map((one) => ({ series: seriesWords(one.series).join(' '), rows: one.rows })),
    copiedFiles,
    leftOut,
    partlyRead,
  });
  const files = copiedFiles === 1 ? '1 file' : `${copiedFiles} files`;
  output.print(
    `${shown}: ${series.length} series with ${rows.toLocaleString('en-US')} rows as ${to}, ${files} beside them copied.`,
  );
  if (leftOut.length > 0)
    output.print(`Not converted, because only prices of single instruments can be: ${leftOut.join(', ')}.`);
  for (const path of partlyRead)
    output.print(`${path} contains more than one text; only the first was converted, the one that runs read.`);
}

function sameFormat(shown: string, format: DataFormat): EngineError {
  return new EngineError(
    CONVERT_ERRORS.SAME_FORMAT,
    `${shown} already has the format ${format}. ${CONVERT_ERRORS.SAME_FORMAT.remedy}`,
  );
}
