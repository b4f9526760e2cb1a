import { walkForward as runWalkForward } from '../../host/search/walk-forward.ts';
import { walkForwardDocument, walkForwardRows, windowHead, windowRows } from '../../host/search/walk-forward-files.ts';
import type { SamplerName } from '../../host/search/search-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../../runtime/errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { onCtrlC } from '../ctrl-c.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { runFlags, SESSION_RUN_FLAGS } from '../run-flags.ts';
import { SEARCH_FLAGS } from '../search-flags.ts';
import { numberFlag, SearchDisplay } from '../search-display.ts';
import { table } from '../table.ts';

const DEFAULT_WINDOWS = 5;
const DEFAULT_TRAIN_LENGTH = 3;

export const walkForward: Command = {
  flags: [
    ...SESSION_RUN_FLAGS,
    ...SEARCH_FLAGS,
    { name: 'windows', placeholder: 'NUMBER', description: 'Number of tests; 5 without it' },
    {
      name: 'train-length',
      placeholder: 'NUMBER',
      description: 'Length of a search in lengths of a test; 3 without it',
    },
    { name: 'anchored', kind: 'switch', description: 'Begin every search at the first day' },
  ],
  examples: [
    'engine walk-forward --strategy sma-crossover --range fast=5:50:5 --range slow=20:200:20 --constraint "fast<slow"',
    'engine walk-forward --strategy sma-crossover --windows 8 --train-length 4 --anchored',
  ],
  run: runWalkForwardCommand,
};

async function runWalkForwardCommand({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const interruption = new AbortController();
  const display = new SearchDisplay(output, flags.isOn('progress', true));
  const stopListening = onCtrlC(() => interruption.abort());
  const windows = numberFlag(flags, 'windows', 1) ?? DEFAULT_WINDOWS;
  try {
    const outcome = await runWalkForward({
      project,
      run: runFlags(flags),
      search: {
        ranges: flags.list('range'),
        objective: flags.text('objective'),
        constraints: flags.list('constraint'),
        sampler: flags.text('sampler') as SamplerName | undefined,
        trials: numberFlag(flags, 'trials', 1),
        levels: numberFlag(flags, 'levels', 1),
        prune: flags.isOn('prune'),
        name: flags.text('name'),
      },
      windows,
      trainLength: numberFlag(flags, 'train-length', 1) ?? DEFAULT_TRAIN_LENGTH,
      isAnchored: flags.isOn('anchored'),
      workers: numberFlag(flags, 'workers', 0),
      ledger: flags.text('ledger'),
      signal: interruption.signal,
      onBegin: (plan, index, known) => display.begin(plan, known, `Window ${index + 1} of ${windows}: `),
      onProgress: (progress) => display.update(progress),
    });
    display.clear();
    if (outcome === undefined)
      throw new EngineError(
        RUNTIME_ERRORS.INTERRUPTED,
        'The analysis was interrupted; its trials are in the ledger. Give the same command again to go on.',
      );
    const { report, folder } = outcome;
    const names = report.instability.map(({ name }) => name);
    output.json({ ...walkForwardDocument(report), folder });
    output.print(table(windowRows(report.windows, names), windowHead(names)));
    output.print(`\n${table(walkForwardRows(report))}`);
    output.print(`\n${shownPath(project, folder)}/report.html`);
    return EXIT_CODES.DONE.code;
  } finally {
    display.clear();
    stopListening();
  }
}
