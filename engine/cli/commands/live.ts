import { buildPlan } from '../../host/build-plan.ts';
import { findLiveRun } from '../../host/live/live-folder.ts';
import { runLivePlan } from '../../host/live/run-live-plan.ts';
import type { FinishedLiveRun, LivePlan } from '../../host/live/run-live-plan.ts';
import { openProject, shownPath } from '../../host/project.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import { parseSpeed } from '../../live/pace.ts';
import { EngineError } from '../../model/engine-error.ts';
import { FlagValues } from '../command.ts';
import type { Command, CommandContext } from '../command.ts';
import { onCtrlC } from '../ctrl-c.ts';
import { CLI_ERRORS } from '../errors.ts';
import { watchForEarlyExit } from '../early-exit.ts';
import { Watchdog } from '../watchdog.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { LIVE_OUTPUT, liveFolderOf } from '../live-flags.ts';
import type { Output } from '../output.ts';
import { ProgressDisplay } from '../progress.ts';
import { sayRiskLimits } from '../risk-limits.ts';
import { RUN_FLAGS, runFlags } from '../run-flags.ts';
import { logLine, printSummary, summaryDocument } from '../run-summary.ts';

/**
 * Signals that stop a run cleanly, like Ctrl-C; a second one ends the process immediately, which loses only the
 * results.
 */
const STOP_SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

export const live: Command = {
  flags: [
    ...RUN_FLAGS.map((flag) => ({ ...flag, isRequired: false })),
    { name: 'broker', placeholder: 'NAME[:PARTS]', description: 'Broker that executes the orders; by default paper' },
    {
      name: 'feed',
      placeholder: 'NAME[:PARTS]',
      description: 'Source of the rows: a feed of present data, or replay for the data folder',
    },
    {
      name: 'replay',
      kind: 'switch',
      description: 'Short for --feed replay: feed the run from the data folder as if its rows arrived now',
    },
    {
      name: 'speed',
      placeholder: 'max|60x',
      description:
        'Speed of a replay: as fast as possible (max, the default), or a multiple of real time such as 3600x',
    },
    {
      name: 'resume',
      placeholder: 'RUN',
      description:
        'Resume this unfinished run, with its original flags unless others are given; by default the only unfinished run of the strategy',
    },
    { name: 'new', kind: 'switch', description: 'Start a new run although another one is unfinished' },
    {
      name: 'changed-code',
      kind: 'switch',
      description: 'Resume although the code has changed; the replay must give the same orders',
    },
    {
      name: 'abandon-unsent',
      kind: 'switch',
      description: 'Abandon orders that certainly never arrived before the run was interrupted',
    },
    { name: 'progress', kind: 'switch', description: 'Show progress (--no-progress turns it off)' },
  ],
  examples: [
    'engine live --strategy sma-crossover --broker paper --replay --speed max',
    'engine live --strategy sma-crossover --replay --speed 3600x --start 2012-01-01',
    'engine live --resume 20261121-094500-sma-crossover',
  ],
  run: runLive,
};

const REPLAY = 'replay';

/** Flags about resuming and printing, which are not part of the definition of a run. */
const PASSING_FLAGS = new Set(['resume', 'new', 'changed-code', 'abandon-unsent', 'output', 'json', 'progress']);

async function runLive({ flags: given, output, workingFolder }: CommandContext): Promise<number> {
  const flags = wholeFlags(given, workingFolder);
  const speed = flags.text('speed');
  if (speed !== undefined) parseSpeed(speed);
  const feed = feedOf(flags);
  if (feed === undefined) {
    throw new EngineError(LIVE_ERRORS.NO_FEED, `engine live has no source of data. ${LIVE_ERRORS.NO_FEED.remedy}`);
  }
  const project = openProject(workingFolder);
  const broker = flags.text('broker') ?? 'paper';
  const plan = buildPlan(project, { ...runFlags(flags), broker, feed, output: flags.text('output') ?? LIVE_OUTPUT });
  sayRiskLimits(plan, output);
  const progress = flags.isOn('progress', true) ? new ProgressDisplay(output) : undefined;
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  for (const signal of STOP_SIGNALS) process.once(signal, interrupt);
  const stopListening = onCtrlC(interrupt, 0);
  const left = 'its journal is complete, and the same command resumes it.';
  const stopWatching = watchForEarlyExit(plan.strategy.name, left, output);
  const watchdog = new Watchdog({
    strategy: plan.strategy,
    isTerminal: output.isTerminal,
    say: (line) => {
      progress?.clear();
      output.say(line);
    },
  });
  try {
    const run = await runLivePlan(plan as LivePlan, {
      onPromise: watchdog.onPromise,
      ...recoveryOf(flags),
      flags: Object.fromEntries(Object.entries(flags.all).filter(([name]) => !PASSING_FLAGS.has(name))),
      signal: stop.signal,
      onRemarks: (remark) => {
        output.onLost = ({ name, code }) => remark(`${name} was lost (${code}); the run continues without it`);
      },
      onProgress: progress && ((state) => progress.update(state)),
      onLog: (level, time, message) => {
        progress?.clear();
        output.say(logLine(level, time, message));
      },
      onStart: ({ name, isResumed, caution }) => {
        if (caution !== undefined) output.say(caution);
        output.say(
          `${isResumed ? 'Resuming' : 'Starting'} ${name}, broker ${broker}; engine stop ${name} or Ctrl-C stops it.`,
        );
      },
    });
    progress?.clear();
    return present(run, shownPath(project, run.folder), output);
  } finally {
    progress?.clear();
    for (const signal of STOP_SIGNALS) process.off(signal, interrupt);
    watchdog.end();
    stopListening();
    stopWatching();
    output.onLost = undefined;
  }
}

/** The feed of the run; --speed is the argument of a replay. */
function feedOf(flags: FlagValues): string | undefined {
  const feed = flags.text('feed') ?? (flags.isOn('replay') ? REPLAY : undefined);
  const speed = flags.text('speed');
  return feed === REPLAY && speed !== undefined ? `${REPLAY}:${speed}` : feed;
}

/** The given flags, merged over those of the run to resume if they name no strategy. @throws EngineError */
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
    'engine live needs --strategy. Write engine live --strategy NAME|FOLDER, or --resume RUN for an existing run.',
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

/** A run that was stopped cleanly is also done: it continues when it is started again. */
function present(run: FinishedLiveRun, shownFolder: string, output: Output): number {
  const { record, name, folder, isResumed, hasGoneLive } = run;
  const isStopped = record.status === 'interrupted';
  output.json({ run: name, isResumed, isStopped, ...summaryDocument(record, folder) });
  if (hasGoneLive) printSummary(record, shownFolder, output);
  if (isStopped) output.print(`Stopped cleanly; engine live --resume ${name} resumes it.`);
  return record.status === 'ended-early' ? EXIT_CODES.ENDED_EARLY.code : EXIT_CODES.DONE.code;
}
