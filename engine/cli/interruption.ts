import { setImmediate } from 'node:timers/promises';
import { CONVERT_ERRORS } from '../data/convert/errors.ts';
import { EngineError } from '../model/engine-error.ts';

/**
 * Provides a pause that work awaits periodically: a turn of the event loop, in which Ctrl-C is received, and which
 * throws after it. A second Ctrl-C finds no listener and ends the process immediately.
 */
export async function untilInterrupted<Answer>(work: (pause: () => Promise<void>) => Promise<Answer>): Promise<Answer> {
  const { INTERRUPTED } = CONVERT_ERRORS;
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    return await work(async () => {
      await setImmediate();
      if (isInterrupted) throw new EngineError(INTERRUPTED, `${INTERRUPTED.meaning} ${INTERRUPTED.remedy}`);
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}
