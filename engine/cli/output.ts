import type { WriteStream } from 'node:tty';
import { terminalJson, terminalText } from './terminal-text.ts';

/** The output of a command: its result goes to standard output, all other messages to standard error. */
export interface Output {
  /** Whether the result is one JSON document. */
  readonly isJson: boolean;
  /** Whether standard error is a terminal. */
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Prints text of the result; ignored when the result is JSON. */
  print(text: string): void;
  /** Prints the JSON result; ignored when the result is text. */
  json(document: unknown): void;
  /** Prints a message to standard error. */
  say(text: string): void;
  /** Writes text to standard error unchanged, without a line end. */
  draw(text: string): void;
  /** Called for each lost stream, including those lost earlier. */
  onLost?: ((stream: LostStream) => void) | undefined;
}

/** A stream that can no longer be written: its reader is gone, or its disk is full. */
export interface LostStream {
  readonly name: 'standard output' | 'standard error';
  /** The system's code: EPIPE, ENOSPC … */
  readonly code: string;
}

/** The output of a process that continues without its streams: text that cannot be written is dropped. */
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
