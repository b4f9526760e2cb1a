import { isAsyncFunction, requireNotAsync, requireSynchronous } from '../model/handler-errors.ts';
import { Algorithm } from './algorithm.ts';

/** Handlers that the engine does not await. */
const SYNCHRONOUS = [
  'onOrderEvent',
  'onSecuritiesChanged',
  'onDividends',
  'onSplits',
  'onDelistings',
  'onSymbolChangedEvents',
  'onWarmupFinished',
  'onMarginCall',
  'onMarginCallWarning',
  'onDataStale',
] as const;

/** Handlers whose promises the engine awaits. */
const AWAITED = ['initialize', 'onData', 'onEndOfDay', 'onEndOfAlgorithm'] as const;

/**
 * Passes on the promises of handlers that are declared async, so that one that never settles can be reported by name.
 *
 * @param onPromise called with the handler's name and its promise
 */
export function tracePromises(
  algorithm: Algorithm,
  onPromise: (handler: string, promise: Promise<unknown>) => void,
): void {
  for (const name of AWAITED) {
    const handler = algorithm[name] as (told?: unknown) => unknown;
    if (!isAsyncFunction(handler)) continue;
    const traced = (told?: unknown): unknown => {
      const promise = handler.call(algorithm, told) as Promise<unknown>;
      onPromise(name, promise);
      return promise;
    };
    Object.defineProperty(algorithm, name, { value: traced, configurable: true, writable: true });
  }
}

/**
 * Rejects async handlers that the engine does not await: handlers declared async at once, others when they return a
 * promise.
 *
 * @throws EngineError HANDLER_PROMISE
 */
export function guardHandlers(algorithm: Algorithm): void {
  for (const name of SYNCHRONOUS) {
    const handler = algorithm[name] as (argument?: unknown) => unknown;
    if (handler === Algorithm.prototype[name]) continue;
    requireNotAsync(name, handler);
    const guarded = (argument?: unknown): void => requireSynchronous(name, handler.call(algorithm, argument));
    Object.defineProperty(algorithm, name, { value: guarded, configurable: true, writable: true });
  }
}
