import { buildPlan } from '../../host/build-plan.ts';
import { findLiveRun } from '../../host/live/live-folder.ts';
import { runLivePlan } from '../../host/live/run-live-plan.ts';
import type { FinishedLiveRun, LivePlan } from '../../host/live/run-live-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import { Pace, parseSpeed } from '../../live/pace.ts';
import { EngineError } from '../../model/engine-error.ts';
import { FlagValues } from '../command.ts';
import type { Command, CommandContext } from '../command.ts';
import { onCtrlC } from '../ctrl-c.ts';
import { CLI_ERRORS } from '../errors.ts';
import { watchForEarlyExit } from '../early-exit.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { LIVE_OUTPUT, liveFolderOf } from '../live-flags.ts';
import type { Output } from '../output.ts';
import { ProgressDisplay } from '../progress.ts';
import { RUN_FLAGS, runFlags } from '../run-flags.ts';
import { logLine, printSummary, summaryDocument } from '../run-summary.ts';

/** Signals that stop a run in order, as Ctrl-C does; each a second time ends the process at once, which costs nothing but the results. */
const STOP_SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

export const live: Command = {
  flags: [
    ...RUN_FLAGS.map((flag) => ({ ...flag, isRequired: false })),
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
      description:
        'Go on with this unfinished run, by the flags that it was begun with unless others are given; without it the only one of the strategy',
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
    'engine live --resume 20261121-094500-sma-crossover',
  ],
  run: runLive,
};

/** Flags that say how to go on, and how to print: they are not what a run is. */
const PASSING_FLAGS = new Set(['resume', 'new', 'changed-code', 'abandon-unsent', 'output', 'json', 'progress']);

async function runLive({ flags: given, output, workingFolder }: CommandContext): Promise<number> {
  const flags = wholeFlags(given, workingFolder);
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
  const stopListening = onCtrlC(interrupt, 0);
  const left = 'its journal has what was done, and the same command goes on with it.';
  const stopWatching = watchForEarlyExit(plan.strategy.name, left, output);
  try {
    const run = await runLivePlan(plan as LivePlan, {
      pace,
      ...recoveryOf(flags),
      flags: Object.fromEntries(Object.entries(flags.all).filter(([name]) => !PASSING_FLAGS.has(name))),
      signal: stop.signal,
      onRemarks: (remark) => {
        output.onLost = ({ name, code }) => remark(`${name} was lost (${code}); the run goes on without it`);
      },
      onProgress: progress && ((state) => progress.update(state)),
      onLog: (level, time, message) => {
        progress?.clear();
        output.say(logLine(level, time, message));
      },
      onStart: ({ name, isResumed, caution }) => {
        if (caution !== undefined) output.say(caution);
        output.say(
          `${isResumed ? 'Going on with' : 'Beginning'} ${name}, broker ${broker}; engine stop ${name} or Ctrl-C stops it.`,
        );
      },
    });
    progress?.clear();
    return present(run, shownPath(project, run.folder), output);
  } finally {
    progress?.clear();
    for (const signal of STOP_SIGNALS) process.off(signal, interrupt);
    stopListening();
    stopWatching();
    output.onLost = undefined;
  }
}

/** The flags that were given, over those of the run to go on with where they name no strategy. @throws EngineError */
function wholeFlags(flags: FlagValues, workingFolder: string): FlagValues {
  if (flags.text('strategy') !== undefined) return flags;
  const name = flags.text('resume');
  const { document } =
    name === undefined
      ? { document: undefined }
      : findLiveRun(liveFolderOf(flags, workingFolder), workingFolder, { name, fits: () => true, what: 'are here' });
  if (document?.flags !== undefined)
    return new FlagValues(new Map(Object.entries({ ...document.flags, ...flags.all })));
  throw new EngineError(
    CLI_ERRORS.MISSING_FLAG,
    'engine live needs --strategy. Write engine live --strategy NAME|FOLDER, or --resume RUN for one that has begun.',
    { data: { flag: 'strategy' } },
  );
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
  return record.status === 'ended-early' ? EXIT_CODES.ENDED_EARLY.code : EXIT_CODES.DONE.code;
}
