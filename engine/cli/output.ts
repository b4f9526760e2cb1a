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
}

/** The output of this process. */
export function processOutput(isJson: boolean): Output {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.once('error', ignoreClosedPipe);
  return {
    isJson,
    isTerminal: stderr.isTTY,
    columns: stderr.columns ?? 80,
    print: (text) => {
      if (!isJson) stdout.write(`${text}\n`);
    },
    json: (document) => {
      if (isJson) stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    },
    say: (text) => stderr.write(`${text}\n`),
    draw: (text) => stderr.write(text),
  };
}

/** Who reads no further, as `head` does, wants no more: that is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
