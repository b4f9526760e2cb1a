import { EngineError } from '../../model/engine-error.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { Word } from './run-process.ts';

/**
 * Waits for the start message of the watching process, then runs once. On a stop message, or without its parent, it
 * removes everything of the run.
 */
export async function runOnWord(run: (discard: AbortSignal) => Promise<number>): Promise<number> {
  if (process.send === undefined)
    throw new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, 'Only --watch itself gives --watched. Give --watch.');
  const discard = new AbortController();
  const { promise: isWanted, resolve } = Promise.withResolvers<boolean>();
  const leave = (): void => {
    discard.abort();
    resolve(false);
  };
  process.on('message', (word) => (word === Word.Run ? resolve(true) : leave()));
  process.once('disconnect', leave);
  // Ctrl-C in a terminal reaches all processes; the watching one decides.
  process.on('SIGINT', () => {});
  try {
    return (await isWanted) ? await run(discard.signal) : EXIT_CODES.INTERRUPTED.code;
  } catch (error) {
    if (discard.signal.aborted) return EXIT_CODES.INTERRUPTED.code;
    throw error;
  } finally {
    process.disconnect?.();
  }
}
