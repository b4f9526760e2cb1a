/** How the thread that listens is told to end, and tells that it has. */
const [ENDS, HAS_ENDED] = [0, 1];
/** Real milliseconds that the end of the process waits for that thread, should it be stuck. */
const END_LIMIT = 1000;

/** Real milliseconds within which a second signal is the echo of the first. */
const ECHO_LIMIT = 300;

/**
 * The listening thread. `breakOnSigint` is how it hears Ctrl-C: it breaks off the script, and gives the signal back to the
 * system, so that the next one ends the process even where its main thread never looks up. The signal may come twice at once, to
 * all processes of a group, and again from the launcher, which passes it on: so the echo is heard, too, and nothing is done.
 * What it has heard it says from inside of the script, when a further signal no longer ends the process unheard.
 */
const LISTENER = `
const { parentPort, workerData: { state, echoLimit } } = require('node:worker_threads');
const { Script } = require('node:vm');
// the global of this name is made at its first use, and stays undefined where a signal breaks that off
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

/** Real milliseconds that a process runs before the thread is made: most runs are done by then, and do without. */
const UNTIL_THREAD = 300;

/**
 * Calls `interrupt` at the first Ctrl-C; a second one ends the process at once. That holds even while a strategy loops without
 * end, where no handler of the main thread would ever be called; it costs a thread, which is made after a moment. Until
 * then Ctrl-C ends the process, as nothing is lost yet.
 *
 * @param untilThread real milliseconds until the thread is made
 * @param onListening called when the thread has begun to listen
 * @param echoLimit real milliseconds within which a second signal is the echo of the first
 * @returns what stops the listening
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
  // a signal in the midst of saying a word has it said again
  const heard = new Set<unknown>();
  thread.on('message', (word) => {
    if (heard.has(word)) return;
    heard.add(word);
    (word === 'listening' ? onListening : interrupt)();
  });
  // a process that ends while the thread is in the midst of its script would not get past it
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
