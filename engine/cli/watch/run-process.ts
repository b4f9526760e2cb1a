import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that a run has to leave by itself; a strategy that loops for ever does not. */
const LEAVE_WITHIN = 500;

/** The words between a watch and the process of one of its runs. */
export const Word = { Run: 'run', Leave: 'leave' } as const;
export type Word = (typeof Word)[keyof typeof Word];

/** What the process of a run tells before it begins. */
export interface RunNote {
  /** The folder that results go to. */
  readonly output: string;
}

/**
 * A process for one run: it starts the engine and waits, so that the run begins at once when it is wanted. It ends with the
 * run, and so do all modules of the strategy.
 */
export class RunProcess {
  /** Fulfilled when the process is no more. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private output: string | undefined;

  /** @param args of the launcher; the process writes where this one does */
  constructor(launcher: string, args: readonly string[]) {
    this.child = fork(launcher, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (note) => (this.output = (note as RunNote).output));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      // One that cannot be started or reached has ended, too.
      this.child.on('error', () => this.child.pid === undefined && resolve());
    });
  }

  run(): void {
    this.tell(Word.Run);
  }

  /** Ends the process whatever it does, and leaves nothing of its run. */
  async end(): Promise<void> {
    this.tell(Word.Leave);
    let isKilled = false;
    const limit = setTimeout(() => (isKilled = this.child.kill('SIGKILL')), LEAVE_WITHIN);
    await this.ended;
    clearTimeout(limit);
    if (isKilled) this.removeRemains();
  }

  private tell(word: Word): void {
    if (this.child.connected) this.child.send(word, () => {});
  }

  /** What is not whole bears the number of its process. */
  private removeRemains(): void {
    const { output, child } = this;
    if (output === undefined) return;
    const remains = readdirSync(output).filter((name) => name.endsWith(`-${child.pid}.partial`));
    for (const name of remains) rmSync(join(output, name), { recursive: true, force: true });
  }
}
