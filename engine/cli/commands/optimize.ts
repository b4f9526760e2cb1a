import { optimize as runOptimize } from '../../host/search/optimize.ts';
import type { OptimizeOutcome } from '../../host/search/optimize.ts';
import { judgementRows, plateauText, searchDocument } from '../../host/search/search-report.ts';
import type { SamplerName, SearchPlan } from '../../host/search/search-plan.ts';
import { valueText } from '../../host/parameter-values.ts';
import { openProject, shownPath } from '../../host/project.ts';
import type { Project } from '../../host/project.ts';
import { EngineError } from '../../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../../runtime/errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { onCtrlC } from '../ctrl-c.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import type { Output } from '../output.ts';
import { runFlags, SESSION_RUN_FLAGS } from '../run-flags.ts';
import { SEARCH_FLAGS } from '../search-flags.ts';
import { numberFlag, SearchDisplay } from '../search-display.ts';
import { table } from '../table.ts';

export const optimize: Command = {
  flags: [
    ...SESSION_RUN_FLAGS,
    ...SEARCH_FLAGS,
    {
      name: 'holdout',
      placeholder: 'SHARE|YYYY-MM-DD',
      description: 'Part of the period at its end that the search must not see: its share, or its first day',
    },
    {
      name: 'open-holdout',
      kind: 'switch',
      description: 'After the search, run the best trial over the holdout; once',
    },
    { name: 'apply', kind: 'switch', description: 'Write the best values to config.json' },
  ],
  examples: [
    'engine optimize --strategy sma-crossover --range fast=5:50:5 --range slow=20:200:10 --sampler grid',
    'engine optimize --strategy sma-crossover --constraint "fast<slow" --trials 200 --holdout 0.2',
    'engine optimize --strategy sma-crossover --objective calmarRatio --constraint "totalOrders>=30" --apply',
  ],
  run: runOptimizeCommand,
};

async function runOptimizeCommand({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const interruption = new AbortController();
  const display = new SearchDisplay(output, flags.isOn('progress', true));
  const stopListening = onCtrlC(() => interruption.abort());
  try {
    const outcome = await runOptimize({
      project,
      run: runFlags(flags),
      search: {
        ranges: flags.list('range'),
        objective: flags.text('objective'),
        constraints: flags.list('constraint'),
        sampler: flags.text('sampler') as SamplerName | undefined,
        trials: numberFlag(flags, 'trials', 1),
        levels: numberFlag(flags, 'levels', 1),
        holdout: flags.text('holdout'),
        prune: flags.isOn('prune'),
        name: flags.text('name'),
      },
      workers: numberFlag(flags, 'workers', 0),
      ledger: flags.text('ledger'),
      opensHoldout: flags.isOn('open-holdout'),
      applies: flags.isOn('apply'),
      signal: interruption.signal,
      onBegin: (plan, known) => display.begin(plan, known),
      onProgress: (progress) => display.update(progress),
    });
    display.clear();
    return present(outcome, project, output);
  } finally {
    display.clear();
    stopListening();
  }
}

function present({ report, folder, isComplete, applied }: OptimizeOutcome, project: Project, output: Output): number {
  const { best, judgement, analysis, plan, holdout, summary } = report;
  const fault = new EngineError(
    RUNTIME_ERRORS.INTERRUPTED,
    'The search was interrupted; its trials are in the ledger. Give the same command again to go on.',
  );
  output.json({ ...searchDocument(report), folder, applied, ...(!isComplete && { error: faultDocument(fault) }) });
  output.print(`${summary}\n`);
  output.print(`Best: trial ${best.number}, ${plan.objective} ${best.value}`);
  const searched = plan.parameters.parameters.map(({ name }) => [`  ${name}`, valueText(best.parameters[name])]);
  output.print(table(searched));
  output.print(`\n${table(judgementRows(judgement))}`);
  output.print(plateauText(analysis.plateau));
  if (holdout !== undefined)
    output.print(
      `Holdout ${holdout.period.start} to ${holdout.period.end}, opened at ${holdout.openedAt}: ${plan.objective} ${holdout.value}, Sharpe Ratio ${holdout.statistics['Sharpe Ratio']}`,
    );
  else if (plan.holdout === undefined)
    output.print('No days were held back: --holdout 0.2 keeps the last fifth for one final test.');
  else output.print('The holdout has not been opened: --open-holdout does, once.');
  if (applied.length > 0) output.print(`config.json has new defaults of ${applied.join(', ')}.`);
  if (folder !== undefined) output.print(`\n${shownPath(project, folder)}/report.html`);
  printRunLine(plan, output);
  if (isComplete) return EXIT_CODES.DONE.code;
  output.say(`${fault.code}: ${fault.message}`);
  return EXIT_CODES.INTERRUPTED.code;
}

function printRunLine({ holdout, period }: SearchPlan, output: Output): void {
  if (holdout !== undefined) output.print(`The trials ran from ${period?.start} to ${period?.end}.`);
}
