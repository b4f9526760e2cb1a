import { buildPlan } from '../../host/build-plan.ts';
import { runLivePlan } from '../../host/live/run-live-plan.ts';
import type { FinishedLiveRun, LivePlan } from '../../host/live/run-live-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import { Pace, parseSpeed } from '../../live/pace.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext, FlagValues } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { LIVE_OUTPUT } from '../live-flags.ts';
import type { Output } from '../output.ts';
import { ProgressDisplay } from '../progress.ts';
import { RUN_FLAGS, runFlags } from '../run-flags.ts';
import { logLine, printSummary, summaryDocument } from '../run-summary.ts';

/** Signals that stop a run in order; each a second time ends the process at once, which costs nothing but the results. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const live: Command = {
  flags: [
    ...RUN_FLAGS,
    { name: 'broker', placeholder: 'NAME[:PARTS]', description: 'Where orders go; paper without it' },
    { name: 'replay', kind: 'switch', description: 'Feed the run with the data folder as if its rows came now' },
    {
      name: 'speed',
      placeholder: 'max|60x',
      description:
        'How fast a replay goes: as fast as it can (max, the default), or so many times as fast as real time',
    },
    {
      name: 'resume',
      placeholder: 'RUN',
      description: 'Go on with this unfinished run; the only one of the strategy without it',
    },
    { name: 'new', kind: 'switch', description: 'Begin a new run although another one is unfinished' },
    {
      name: 'changed-code',
      kind: 'switch',
      description: 'Go on although the code has changed; the past must give the same orders',
    },
    {
      name: 'abandon-unsent',
      kind: 'switch',
      description: 'Give up orders that certainly never arrived before the run broke off',
    },
    { name: 'progress', kind: 'switch', description: 'Show how far the run is (--no-progress does not)' },
  ],
  examples: [
    'engine live --strategy sma-crossover --broker paper --replay --speed max',
    'engine live --strategy sma-crossover --replay --speed 3600x --start 2012-01-01',
  ],
  run: runLive,
};

async function runLive({ flags, output, workingFolder }: CommandContext): Promise<number> {
  if (!flags.isOn('replay')) {
    throw new EngineError(
      LIVE_ERRORS.NO_FEED,
      `engine live does not know where its data come from. ${LIVE_ERRORS.NO_FEED.remedy}`,
    );
  }
  const pace = new Pace(parseSpeed(flags.text('speed') ?? 'max'));
  const project = openProject(workingFolder);
  const broker = flags.text('broker') ?? 'paper';
  const plan = buildPlan(project, { ...runFlags(flags), broker, output: flags.text('output') ?? LIVE_OUTPUT });
  const progress = flags.isOn('progress', true) ? new ProgressDisplay(output) : undefined;
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  for (const signal of STOP_SIGNALS) process.once(signal, interrupt);
  try {
    const run = await runLivePlan(plan as LivePlan, {
      pace,
      ...recoveryOf(flags),
      signal: stop.signal,
      onProgress: progress && ((state) => progress.update(state)),
      onLog: (level, time, message) => {
        progress?.clear();
        output.say(logLine(level, time, message));
      },
      onStart: ({ name, isResumed }) =>
        output.say(
          `${isResumed ? 'Going on with' : 'Beginning'} ${name}, broker ${broker}; engine stop ${name} or Ctrl-C stops it.`,
        ),
    });
    progress?.clear();
    return present(run, shownPath(project, run.folder), output);
  } finally {
    progress?.clear();
    for (const signal of STOP_SIGNALS) process.off(signal, interrupt);
  }
}

function recoveryOf(flags: FlagValues): {
  resume: string | undefined;
  isNew: boolean;
  mayChangeCode: boolean;
  abandonUnsent: boolean;
} {
  return {
    resume: flags.text('resume'),
    isNew: flags.isOn('new'),
    mayChangeCode: flags.isOn('changed-code'),
    abandonUnsent: flags.isOn('abandon-unsent'),
  };
}

/** A run that was stopped in order is done, too: it goes on when it is started again. */
function present(run: FinishedLiveRun, shownFolder: string, output: Output): number {
  const { record, name, folder, isResumed, hasGoneLive } = run;
  const isStopped = record.status === 'interrupted';
  output.json({ run: name, isResumed, isStopped, ...summaryDocument(record, folder) });
  if (hasGoneLive) printSummary(record, shownFolder, output);
  if (isStopped) output.print(`Stopped in order; engine live --resume ${name} goes on with it.`);
  return EXIT_CODES.DONE.code;
}
