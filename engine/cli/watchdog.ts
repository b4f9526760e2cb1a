import { realpathSync } from 'node:fs';
import { shownFrame } from './watchdog-frames.ts';

/** Real milliseconds after which a handler that has not returned, or a promise that has not settled, is reported. */
const LIMIT = 10_000;
/** Real milliseconds between two looks. */
const INTERVAL = 1_000;
/** Real milliseconds that a process runs before the thread is made: most runs are done by then, and do without. */
const UNTIL_THREAD = 300;

/**
 * The watching thread. While the main thread turns its event loop, it counts up; when it no longer does, the thread pauses it
 * by the debugger's protocol, reads where it is, and lets it go on. Two looks in the same instant of the run mean that one
 * handler has not returned. The thread writes by itself, as the main thread cannot.
 */
const WATCHER = `
const { writeSync } = require('node:fs');
const { Session } = require('node:inspector');
const { workerData: { state, limit, interval, folder, strategy, lineStart } } = require('node:worker_threads');
const shownFrame = ${shownFrame.toString()};
let beat = -1;
let since = performance.now();
let earlier;
let isReported = false;
setInterval(() => {
  const now = performance.now();
  if (Atomics.load(state, 0) !== beat) {
    beat = Atomics.load(state, 0);
    [since, earlier, isReported] = [now, undefined, false];
  } else if (!isReported && earlier === undefined && now - since >= limit / 2) look((place) => (earlier = place));
  else if (!isReported && now - since >= limit) look((place) => {
    if (place.instants === earlier?.instants) report(place, performance.now() - since);
    else since = performance.now();
    earlier = undefined;
  });
}, interval);

function look(answer) {
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    const frames = callFrames.map(({ functionName, location: { scriptId, lineNumber } }) => ({ functionName, url: urls.get(scriptId) ?? '', line: lineNumber + 1 }));
    const stepping = callFrames.find(({ functionName }) => /^(?:proceed|stepThrough|step)$/.test(functionName));
    const close = (instants) => {
      session.post('Debugger.resume', () => session.disconnect());
      answer({ frames, instants });
    };
    if (stepping === undefined) return close(undefined);
    const question = { callFrameId: stepping.callFrameId, expression: 'this.instants', returnByValue: true };
    session.post('Debugger.evaluateOnCallFrame', question, (_error, told) => close(told?.result?.value));
  });
  session.post('Debugger.enable', () => session.post('Debugger.pause'));
}

function report({ frames }, milliseconds) {
  isReported = true;
  const text = shownFrame(frames, { folder, strategy, seconds: Math.round(milliseconds / 1000) });
  if (text !== undefined) writeSync(2, lineStart + text + '\\n');
}
`;

/** What is watched, and how it is reported. */
export interface Watched {
  /** Name and absolute folder of the strategy. */
  readonly strategy: { readonly name: string; readonly folder: string };
  /** Writes one line to the terminal. */
  readonly say: (line: string) => void;
  /** Whether a line of progress may stand in the terminal's current line. */
  readonly isTerminal: boolean;
  /** Real milliseconds; ten seconds unless given. */
  readonly limit?: number;
  readonly interval?: number;
}

/** Reports handlers of a strategy that do not return, and promises that they wait for without end. */
export class Watchdog {
  private readonly watched: Watched;
  private readonly state = new Int32Array(new SharedArrayBuffer(4));
  private readonly limit: number;
  private readonly timers: NodeJS.Timeout[] = [];
  private awaited: { readonly handler: string; readonly since: number } | undefined;
  private endThread: (() => void) | undefined;
  private isEnded = false;

  constructor(watched: Watched) {
    this.watched = watched;
    this.limit = watched.limit ?? LIMIT;
    const { interval = INTERVAL, isTerminal } = watched;
    this.timers.push(setInterval(() => this.look(), interval).unref());
    // whoever sits at a terminal is told of a loop in the very first bar, too
    this.timers.push(setTimeout(() => void this.startThread(interval), isTerminal ? 0 : UNTIL_THREAD).unref());
  }

  /** Called when an async handler has returned its promise. */
  readonly onPromise = (handler: string, promise: Promise<unknown>): void => {
    const awaited = { handler, since: performance.now() };
    this.awaited = awaited;
    const forget = (): void => {
      if (this.awaited === awaited) this.awaited = undefined;
    };
    promise.then(forget, forget);
  };

  end(): void {
    this.isEnded = true;
    for (const timer of this.timers) clearInterval(timer);
    this.endThread?.();
  }

  private look(): void {
    Atomics.add(this.state, 0, 1);
    const { awaited } = this;
    if (awaited === undefined || performance.now() - awaited.since < this.limit) return;
    this.awaited = undefined;
    const seconds = Math.round((performance.now() - awaited.since) / 1000);
    this.watched.say(
      `${awaited.handler} of the strategy ${this.watched.strategy.name} has waited for a promise for ${seconds} seconds. ` +
        'The run goes on when that promise is settled; Ctrl-C twice ends it.',
    );
  }

  private async startThread(interval: number): Promise<void> {
    const { Worker } = await import('node:worker_threads');
    if (this.isEnded) return;
    const { strategy, isTerminal } = this.watched;
    const thread = new Worker(WATCHER, {
      eval: true,
      execArgv: [],
      workerData: {
        state: this.state,
        limit: this.limit,
        interval,
        folder: realpathSync(strategy.folder),
        strategy: strategy.name,
        lineStart: isTerminal ? '\r\u001B[K' : '',
      },
    });
    thread.unref();
    this.endThread = () => void thread.terminate();
  }
}
