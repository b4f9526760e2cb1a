import { requireNotAsync, requireSynchronous } from '../model/handler-errors.ts';
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
] as const;

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
