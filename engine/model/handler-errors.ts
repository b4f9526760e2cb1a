import { EngineError, errorTable } from './engine-error.ts';

/** Faults of the functions that a strategy passes to the engine. */
export const HANDLER_ERRORS = errorTable({
  PROMISE: {
    code: 'HANDLER_PROMISE',
    exitCode: 1,
    meaning: 'A handler that the engine does not wait for returned a promise.',
    remedy:
      'Make it a function that is not async; initialize, onData, onEndOfDay, onEndOfAlgorithm and scheduled events may be.',
  },
});

const WAITED_FOR = 'initialize, onData, onEndOfDay, onEndOfAlgorithm and the callbacks of scheduled events';

/**
 * Refuses the promise of a handler that runs within a step: the code after its first `await` would run at a later instant.
 *
 * @param name the handler's name in messages: `onOrderEvent`, `the handler of consolidate`
 * @throws EngineError HANDLER_PROMISE
 */
export function requireSynchronous(name: string, answer: unknown): void {
  if (answer === undefined || !isPromise(answer)) return;
  // a later rejection must not be reported in addition to this fault
  answer.then(undefined, () => {});
  throw promised(name);
}

/** Refuses a function that is declared async before it is ever called. @throws EngineError HANDLER_PROMISE */
export function requireNotAsync(name: string, handler: unknown): void {
  if (isAsyncFunction(handler)) throw promised(name);
}

/** Whether a function is declared async. */
export function isAsyncFunction(handler: unknown): boolean {
  return Object.prototype.toString.call(handler) === '[object AsyncFunction]';
}

function isPromise(answer: unknown): answer is PromiseLike<unknown> {
  return typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function';
}

function promised(name: string): EngineError {
  return new EngineError(
    HANDLER_ERRORS.PROMISE,
    `${name} is asynchronous, but the engine does not wait for it: the code after its first await would run at another instant. Make it a plain function; ${WAITED_FOR} may be async.`,
    { data: { handler: name } },
  );
}
