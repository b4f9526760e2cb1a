import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from '../runtime/errors.ts';
import { reportFault } from './fault-report.ts';
import type { Output } from './output.ts';

/**
 * Reports a process that ends during its run: the strategy has called process.exit, or awaits a promise that can no
 * longer be settled. The run has failed, regardless of the exit code.
 *
 * @param left the state of the run, a whole sentence
 * @returns a function that ends the watch when the run is done
 */
export function watchForEarlyExit(strategy: string, left: string, output: Output): () => void {
  let hasEmptied = false;
  let hasCrashed = false;
  const empty = (): void => void (hasEmptied = true);
  const crash = (): void => void (hasCrashed = true);
  const exit = (): void => {
    // the error has been printed with its stack
    if (hasCrashed) return;
    process.exitCode = reportFault(earlyExit(strategy, left, hasEmptied), output);
  };
  process.once('beforeExit', empty);
  process.once('uncaughtExceptionMonitor', crash);
  process.once('exit', exit);
  return () => {
    process.off('beforeExit', empty);
    process.off('uncaughtExceptionMonitor', crash);
    process.off('exit', exit);
  };
}

function earlyExit(strategy: string, left: string, hasEmptied: boolean): EngineError {
  const what = hasEmptied
    ? `The strategy ${strategy} waits for a promise that can no longer be settled, so the run cannot continue; ${left} Settle every promise that a handler awaits.`
    : `The strategy ${strategy} ended the process before the end of the run; ${left} Call this.quit() to end a run.`;
  return new EngineError(RUNTIME_ERRORS.STRATEGY_FAILED, what);
}
