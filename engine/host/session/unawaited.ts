import { AsyncLocalStorage } from 'node:async_hooks';

/** Collects unhandled promise rejections in the code of one run or of its session. */
export class UnawaitedRejections {
  readonly reasons: unknown[] = [];

  /** Runs `work`; unhandled rejections of its promises, or of work it starts, are attributed to this collector. */
  collect<Answer>(work: () => Answer): Answer {
    return OWNER.run(this, work);
  }
}

const OWNER = new AsyncLocalStorage<UnawaitedRejections>();
const EVENT = 'unhandledRejection';

let watchers = 0;

/** Starts to attribute the process's unhandled rejections to runs; the returned function stops that. */
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
  // other rejections end the process, as without this listener, unless the program has its own listener
  else if (process.listenerCount(EVENT) === 1) throw reason;
}
