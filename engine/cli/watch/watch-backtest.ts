import { join } from 'node:path';
import { openProject, shownPath } from '../../host/project.ts';
import { findStrategyFolder } from '../../host/strategy-catalog.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { CommandContext } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { FolderChange } from './folder-snapshot.ts';
import { FolderWatch } from './folder-watch.ts';
import { RunProcess } from './run-process.ts';

/** A file's modification time is used as the time of its change if it is at most this many milliseconds old. */
const RECENT = 10_000;

/**
 * Runs a backtest, and again whenever a file in the strategy's folder changes, until it is interrupted. Every run has a
 * separate process, and the process of the next run stands by: a change costs only the time of the run, and no old
 * modules remain. A change during a run ends it.
 */
export async function watchBacktest({ flags, output, workingFolder }: CommandContext): Promise<number> {
  if (output.isJson)
    throw new EngineError(
      CLI_ERRORS.BAD_FLAG_VALUE,
      '--watch produces results repeatedly, but --json prints one document. Omit one of the two; result.json of each run has everything.',
    );
  const project = openProject(workingFolder);
  const folder = findStrategyFolder(project, flags.required('strategy'));
  const idle = `Watching ${shownPath(project, folder)}; Ctrl-C ends.`;
  const launcher = join(project.packageFolder, 'bin', 'engine.js');
  const start = (): RunProcess => new RunProcess(launcher, [...process.argv.slice(2), '--watched']);
  const stop = stopWish();
  const watch = new FolderWatch(folder);
  let change = watch.next();
  let next = start();
  let changed: number | undefined;
  try {
    for (;;) {
      next.run();
      const event = await Promise.race([next.ended.then(() => 'ended'), change.then(() => 'changed'), stop.wish]);
      if (event === 'ended') {
        output.say(changed === undefined ? idle : `${since(changed)} from the change to the result. ${idle}`);
        next = start();
        await Promise.race([change, stop.wish]);
      } else {
        await next.end();
        next = start();
      }
      if (stop.isWished()) return EXIT_CODES.DONE.code;
      const what = await change;
      changed = timeOf(what);
      change = watch.next();
      output.say(`\nChanged: ${what.files.join(', ')}`);
    }
  } finally {
    watch.close();
    await next.end();
    stop.forget();
  }
}

interface StopWish {
  readonly wish: Promise<'stopped'>;
  isWished(): boolean;
  forget(): void;
}

/** Listens for the signals that end a watch; a second signal finds no listener and ends the process immediately. */
function stopWish(): StopWish {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const { promise: wish, resolve } = Promise.withResolvers<'stopped'>();
  let isWished = false;
  const forget = (): void => signals.forEach((signal) => process.off(signal, hear));
  const hear = (): void => {
    isWished = true;
    forget();
    resolve('stopped');
  };
  for (const signal of signals) process.on(signal, hear);
  return { wish, isWished: () => isWished, forget };
}

/** The time of the change by the modification times of the files, if plausible. */
function timeOf({ modified }: FolderChange): number {
  const now = Date.now();
  return modified <= now && now - modified < RECENT ? modified : now;
}

function since(time: number): string {
  return `${Math.round(Date.now() - time)} ms`;
}
