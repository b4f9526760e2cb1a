import { AsyncLocalStorage } from 'node:async_hooks';

/** Why promises were rejected that nobody waited for, in the code of one run or of its session. */
export class UnawaitedRejections {
  readonly reasons: unknown[] = [];

  /** Runs work; rejections of promises that it or what it starts leaves without a handler are its own from then on. */
  collect<Answer>(work: () => Answer): Answer {
    return OWNER.run(this, work);
  }
}

const OWNER = new AsyncLocalStorage<UnawaitedRejections>();
const EVENT = 'unhandledRejection';

let watchers = 0;

/** Begins to attribute the unhandled rejections of this process to runs; the function returned ends that. */
export function watchUnawaited(): () => void {
  if (watchers++ === 0) process.on(EVENT, attribute);
  let isWatching = true;
  return () => {
    if (!isWatching) return;
    isWatching = false;
    if (--watchers === 0) process.off(EVENT, attribute);
  };
}

function attribute(reason: unknown): void {
  const owner = OWNER.getStore();
  if (owner !== undefined) owner.reasons.push(reason);
  // what belongs to no run ends the process, as it does without this listener, unless the program has a listener of its own
  else if (process.listenerCount(EVENT) === 1) throw reason;
}
