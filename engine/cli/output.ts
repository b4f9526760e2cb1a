import type { WriteStream } from 'node:tty';
import { terminalJson, terminalText } from './terminal-text.ts';

/** Where a command's words go: its answer to standard output, everything said on the way to standard error. */
export interface Output {
  /** True when the answer is one JSON document. */
  readonly isJson: boolean;
  /** True when standard error is a terminal. */
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  /** The answer for people; swallowed when the answer is JSON. */
  print(text: string): void;
  /** The answer for programs; swallowed when the answer is for people. */
  json(document: unknown): void;
  /** Something said on the way. */
  say(text: string): void;
  /** Text to standard error as it is, without a line's end. */
  draw(text: string): void;
  /** Called for each stream that is lost, those lost already included. */
  onLost?: ((stream: LostStream) => void) | undefined;
}

/** A stream that takes no more: its reader has gone, or its disk is full. */
export interface LostStream {
  readonly name: 'standard output' | 'standard error';
  /** The system's code: EPIPE, ENOSPC … */
  readonly code: string;
}

/** The output of a process, which outlives its streams: what cannot be written is dropped, and the command goes on. */
export interface ProcessOutput extends Output {
  /** The streams that have been lost so far. */
  readonly lost: readonly LostStream[];
}

/** The output of this process. */
export function processOutput(isJson: boolean): ProcessOutput {
  const { stdout, stderr } = process;
  const lost: LostStream[] = [];
  let listener: ProcessOutput['onLost'];
  const lose = (name: LostStream['name'], { code = 'unknown' }: NodeJS.ErrnoException): void => {
    if (lost.some((stream) => stream.name === name)) return;
    lost.push({ name, code });
    listener?.({ name, code });
  };
  const write = (stream: WriteStream, name: LostStream['name'], text: string): void => {
    if (lost.some((one) => one.name === name)) return;
    try {
      stream.write(text);
    } catch (error) {
      lose(name, error as NodeJS.ErrnoException);
    }
  };
  stdout.on('error', (error) => lose('standard output', error));
  stderr.on('error', (error) => lose('standard error', error));
  const answer = (text: string): void => write(stdout, 'standard output', text);
  const aside = (text: string): void => write(stderr, 'standard error', text);
  return {
    isJson,
    isTerminal: stderr.isTTY,
    columns: stderr.columns ?? 80,
    lost,
    get onLost() {
      return listener;
    },
    set onLost(called) {
      listener = called;
      if (called !== undefined) for (const stream of lost) called(stream);
    },
    print: (text) => {
      if (!isJson) answer(`${terminalText(text)}\n`);
    },
    json: (document) => {
      if (isJson) answer(`${terminalJson(JSON.stringify(document, undefined, 2))}\n`);
    },
    say: (text) => aside(`${terminalText(text)}\n`),
    draw: aside,
  };
}
