import { setImmediate } from 'node:timers/promises';

/** Interval between two turns of the event loop during a run, in milliseconds. */
const PAUSE_AFTER = 100;

/**
 * Yields to signals, timers and other runs about ten times a second, however long a strategy takes for a bar.
 * @param look called as often; a run fails with what it throws
 */
export function pauser(look: () => void = () => {}): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < PAUSE_AFTER) return undefined;
    look();
    return setImmediate().then(() => void (last = performance.now()));
  };
}
