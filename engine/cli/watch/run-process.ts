import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds until a run that does not end by itself is killed, such as a strategy in an endless loop. */
const LEAVE_WITHIN = 500;

/** The messages of a watch to the process of one of its runs. */
export const Word = { Run: 'run', Leave: 'leave' } as const;
export type Word = (typeof Word)[keyof typeof Word];

/** The message of a run's process before the run starts. */
export interface RunNote {
  /** The folder of the results. */
  readonly output: string;
}

/**
 * A process for one run: it starts the engine and waits, so that the run starts immediately when requested. It ends
 * with the run, which unloads all modules of the strategy.
 */
export class RunProcess {
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private output: string | undefined;

  /** @param args arguments of the launcher; the process shares the output streams of this one */
  constructor(launcher: string, args: readonly string[]) {
    this.child = fork(launcher, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (note) => (this.output = (note as RunNote).output));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      // A process that cannot be started or reached counts as ended.
      this.child.on('error', () => this.child.pid === undefined && resolve());
    });
  }

  run(): void {
    this.tell(Word.Run);
  }

  /** Ends the process in any state, and removes everything of its run. */
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

  /** Unfinished folders contain the id of their process in their names. */
  private removeRemains(): void {
    const { output, child } = this;
    if (output === undefined) return;
    const remains = readdirSync(output).filter((name) => name.endsWith(`-${child.pid}.partial`));
    for (const name of remains) rmSync(join(output, name), { recursive: true, force: true });
  }
}
