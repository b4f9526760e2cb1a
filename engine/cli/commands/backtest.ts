import { buildPlan } from '../../host/build-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { runPlan } from '../../host/run-plan.ts';
import type { FinishedRun } from '../../host/run-plan.ts';
import { EngineError } from '../../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../../runtime/errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { onCtrlC } from '../ctrl-c.ts';
import { watchForEarlyExit } from '../early-exit.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { faultDocument } from '../fault-report.ts';
import { INSPECTOR_FLAGS, waitForDebugger } from '../inspector.ts';
import type { Output } from '../output.ts';
import { ProgressDisplay } from '../progress.ts';
import { sayRiskLimits } from '../risk-limits.ts';
import { RUN_FLAGS, runFlags, BASELINE_FLAGS } from '../run-flags.ts';
import { endingSentences, logLine, printSummary, summaryDocument } from '../run-summary.ts';
import { Watchdog } from '../watchdog.ts';
import type { RunNote } from '../watch/run-process.ts';

export const backtest: Command = {
  flags: [
    ...RUN_FLAGS,
    ...BASELINE_FLAGS,
    { name: 'progress', kind: 'switch', description: 'Show progress (--no-progress turns it off)' },
    {
      name: 'evidence',
      kind: 'switch',
      description: 'Bootstrap the interval of the Sharpe ratio in the evidence, which takes longer',
    },
    { name: 'watch', kind: 'switch', description: "Run again whenever a file in the strategy's folder changes" },
    {
      name: 'watched',
      kind: 'switch',
      isHidden: true,
      description: 'Run once, on a message from the watching process',
    },
    ...INSPECTOR_FLAGS,
  ],
  examples: [
    'engine backtest --strategy sma-crossover',
    'engine backtest --strategy sma-crossover --param fast=10 --start 2005-01-01 --cash 50000',
    'engine backtest --strategy ~/ideas/mine --fee-model constant:1 --json',
    'engine backtest --strategy sma-crossover --watch',
    'engine backtest --strategy sma-crossover --baseline buy-and-hold',
  ],
  run: runBacktestCommand,
};

async function runBacktestCommand(context: CommandContext): Promise<number> {
  const { flags } = context;
  if (flags.isOn('watched')) {
    const { runOnWord } = await import('../watch/run-on-word.ts');
    return await runOnWord(async (discard) => await runOnce(context, discard));
  }
  if (!flags.isOn('watch')) return await runOnce(context);
  const { watchBacktest } = await import('../watch/watch-backtest.ts');
  return await watchBacktest(context);
}

async function runOnce({ flags, output, workingFolder }: CommandContext, discard?: AbortSignal): Promise<number> {
  const project = openProject(workingFolder);
  const plan = buildPlan(project, runFlags(flags));
  sayRiskLimits(plan, output);
  await waitForDebugger(flags);
  const progress = flags.isOn('progress', true) ? new ProgressDisplay(output) : undefined;
  const interruption = new AbortController();
  const stopWatching = watchForEarlyExit(plan.strategy.name, 'nothing was written.', output);
  const watchdog = new Watchdog({
    strategy: plan.strategy,
    isTerminal: output.isTerminal,
    say: (line) => {
      progress?.clear();
      output.say(line);
    },
  });
  const stopListening = discard === undefined ? onCtrlC(() => interruption.abort()) : undefined;
  if (discard !== undefined) process.send?.({ output: plan.output } satisfies RunNote);
  try {
    const run = await runPlan(plan, {
      signal: interruption.signal,
      isEvidenceBootstrapped: flags.isOn('evidence'),
      discard,
      onPromise: watchdog.onPromise,
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
    watchdog.end();
    stopWatching();
    stopListening?.();
  }
}

function present({ record, folder }: FinishedRun, shownFolder: string, output: Output): number {
  const isPartial = record.status === 'interrupted';
  const fault = new EngineError(
    RUNTIME_ERRORS.INTERRUPTED,
    `The run was interrupted; the results in ${shownFolder} are partial and marked as such. Run it again for complete results.`,
  );
  output.json({ ...summaryDocument(record, folder), ...(isPartial && { error: faultDocument(fault) }) });
  printSummary(record, shownFolder, output);
  if (!isPartial) return endingSentences(record).length > 0 ? EXIT_CODES.ENDED_EARLY.code : EXIT_CODES.DONE.code;
  output.say(`${fault.code}: ${fault.message}`);
  return EXIT_CODES.INTERRUPTED.code;
}
