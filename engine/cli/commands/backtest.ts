import { buildPlan } from '../../host/build-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { runPlan } from '../../host/run-plan.ts';
import type { FinishedRun } from '../../host/run-plan.ts';
import { EngineError } from '../../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../../runtime/errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import { INSPECTOR_FLAGS, waitForDebugger } from '../inspector.ts';
import type { Output } from '../output.ts';
import { ProgressDisplay } from '../progress.ts';
import { RUN_FLAGS, runFlags } from '../run-flags.ts';
import { logLine, printSummary, summaryDocument } from '../run-summary.ts';

export const backtest: Command = {
  flags: [
    ...RUN_FLAGS,
    { name: 'progress', kind: 'switch', description: 'Show how far the run is (--no-progress does not)' },
    ...INSPECTOR_FLAGS,
  ],
  examples: [
    'engine backtest --strategy sma-crossover',
    'engine backtest --strategy sma-crossover --param fast=10 --start 2005-01-01 --cash 50000',
    'engine backtest --strategy ~/ideas/mine --fee-model constant:1 --json',
  ],
  run: runBacktestCommand,
};

async function runBacktestCommand({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const plan = buildPlan(project, runFlags(flags));
  waitForDebugger(flags);
  const progress = flags.isOn('progress', true) ? new ProgressDisplay(output) : undefined;
  const interruption = new AbortController();
  // A second Ctrl-C finds no listener and ends the process at once.
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const run = await runPlan(plan, {
      signal: interruption.signal,
      onProgress: progress && ((state) => progress.update(state)),
      onLog: (level, time, message) => {
        progress?.clear();
        output.say(logLine(level, time, message));
      },
    });
    progress?.clear();
    return present(run, shownPath(project, run.folder), output);
  } finally {
    progress?.clear();
    process.off('SIGINT', interrupt);
  }
}

function present({ record, folder }: FinishedRun, shownFolder: string, output: Output): number {
  const isPartial = record.status === 'interrupted';
  const fault = new EngineError(
    RUNTIME_ERRORS.INTERRUPTED,
    `The run was interrupted; what is in ${shownFolder} is partial and says so. Run it again for complete results.`,
  );
  output.json({ ...summaryDocument(record, folder), ...(isPartial && { error: faultDocument(fault) }) });
  printSummary(record, shownFolder, output);
  if (!isPartial) return EXIT_CODES.DONE.code;
  output.say(`${fault.code}: ${fault.message}`);
  return EXIT_CODES.INTERRUPTED.code;
}
