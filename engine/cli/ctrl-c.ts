/** Messages by which the listening thread is asked to end, and confirms it. */
const [ENDS, HAS_ENDED] = [0, 1];
/** Maximum time in real milliseconds that the end of the process waits for that thread. */
const END_LIMIT = 1000;

/** Time in real milliseconds within which a second signal is a duplicate of the first. */
const ECHO_LIMIT = 300;

/**
 * The listening thread. `breakOnSigint` is its way to receive Ctrl-C: a signal interrupts the script and restores the
 * default action, so that the next one ends the process even when its main thread is blocked. The signal may arrive
 * twice: once for all processes of the group, and again from the launcher, which forwards it. So the thread also
 * receives the duplicate and ignores it. It notifies the main thread from within the script, where a further signal
 * cannot end the process unnoticed.
 */
const LISTENER = `
const { parentPort, workerData: { state, echoLimit } } = require('node:worker_threads');
const { Script } = require('node:vm');
// this global is created at its first use, and stays undefined if a signal interrupts that
const { performance } = require('node:perf_hooks');
let deadline = Infinity;
let word = 'listening';
globalThis.untilEnd = () => {
  if (word !== '') parentPort.postMessage(word);
  word = '';
  while (Atomics.load(state, ${ENDS}) === 0 && performance.now() < deadline)
    Atomics.wait(state, ${ENDS}, 0, Math.min(200, deadline - performance.now()));
};
const script = new Script('untilEnd()');
for (let isHeard = false; ; isHeard = true) {
  try {
    script.runInThisContext({ breakOnSigint: true });
    break;
  } catch {
    if (isHeard) continue;
    deadline = performance.now() + echoLimit;
    word = 'Ctrl-C';
  }
}
Atomics.store(state, ${HAS_ENDED}, 1);
Atomics.notify(state, ${HAS_ENDED});
`;

/** Time in real milliseconds before the thread is created: most runs have finished by then and need none. */
const UNTIL_THREAD = 300;

/**
 * Calls `interrupt` at the first Ctrl-C; a second one ends the process immediately. This works even while a strategy is
 * in an endless loop, where no handler of the main thread would ever be called. It requires a thread, which is created
 * after a moment; until then Ctrl-C ends the process, because nothing is lost yet.
 *
 * @param untilThread real milliseconds until the thread is created
 * @param onListening called when the thread has begun to listen
 * @param echoLimit real milliseconds within which a second signal is a duplicate of the first
 * @returns a function that stops listening
 */
export function onCtrlC(
  interrupt: () => void,
  untilThread: number = UNTIL_THREAD,
  onListening: () => void = () => {},
  echoLimit: number = ECHO_LIMIT,
): () => void {
  let thread: Promise<() => void> | undefined;
  const timer = setTimeout(() => {
    thread = listenInThread({ interrupt, onListening, echoLimit });
  }, untilThread).unref();
  return () => {
    clearTimeout(timer);
    void thread?.then((stop) => stop());
  };
}

interface Listening {
  readonly interrupt: () => void;
  readonly onListening: () => void;
  readonly echoLimit: number;
}

async function listenInThread({ interrupt, onListening, echoLimit }: Listening): Promise<() => void> {
  const { Worker } = await import('node:worker_threads');
  const state = new Int32Array(new SharedArrayBuffer(8));
  const thread = new Worker(LISTENER, { eval: true, execArgv: [], workerData: { state, echoLimit } });
  // a signal during the notification repeats it
  const heard = new Set<unknown>();
  thread.on('message', (word) => {
    if (heard.has(word)) return;
    heard.add(word);
    (word === 'listening' ? onListening : interrupt)();
  });
  // a process cannot end while the thread is within its script
  const end = (): void => {
    Atomics.store(state, ENDS, 1);
    Atomics.notify(state, ENDS);
    Atomics.wait(state, HAS_ENDED, 0, END_LIMIT);
  };
  process.once('exit', end);
  thread.once('exit', () => process.off('exit', end));
  thread.unref();
  return () => {
    Atomics.store(state, ENDS, 1);
    Atomics.notify(state, ENDS);
  };
}
