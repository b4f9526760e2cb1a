import { setImmediate } from 'node:timers/promises';

/** Milliseconds between two looks at what happens outside of a run. */
const PAUSE_AFTER = 100;

/** Lets signals, timers and other runs in about ten times a second, whatever a strategy takes for a bar. */
export function pauser(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < PAUSE_AFTER) return undefined;
    return setImmediate().then(() => void (last = performance.now()));
  };
}
