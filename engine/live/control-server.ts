import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { logFault } from './log-fault.ts';
import type { LiveCommand, LiveStatus } from './live-status.ts';
import { withSocketAddress } from './socket-path.ts';

/** The content of one line on the socket, in either direction. */
export interface ControlRequest {
  readonly command: LiveCommand;
  /** Why halts of risk rules are lifted; only with `resume`. */
  readonly reason?: string;
}

/** Executes a command. */
export type CommandAnswer = (command: LiveCommand, reason?: string) => Promise<LiveStatus>;
export type ControlAnswer =
  | { readonly ok: true; readonly status: LiveStatus }
  | { readonly ok: false; readonly message: string };

const COMMANDS: ReadonlySet<string> = new Set([
  'pause',
  'pause-all',
  'resume',
  'liquidate',
  'stop',
  'status',
] satisfies LiveCommand[]);
const LONGEST_REQUEST = 4_096;

/** Serves commands of a run on a socket in its folder that only the run's user can open: one JSON document per line. */
export class ControlServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly replies = new Set<Promise<void>>();
  private readonly folder: string;

  /** @param answer executes a command @throws EngineError if the socket cannot be created */
  static async listen(folder: string, answer: CommandAnswer): Promise<ControlServer> {
    const control = new ControlServer(folder, answer);
    try {
      // this process holds the lock, so an existing socket is stale
      rmSync(join(folder, 'control.sock'), { force: true });
      await withSocketAddress(folder, (address) => control.bind(address));
    } catch (cause) {
      throw logFault(join(folder, 'control.sock'), 'opened', cause);
    }
    control.server.unref();
    return control;
  }

  private constructor(folder: string, answer: CommandAnswer) {
    this.folder = folder;
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.setEncoding('utf8');
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      let text = '';
      socket.on('data', (chunk: string) => {
        text += chunk;
        const end = text.indexOf('\n');
        if (end < 0 && text.length <= LONGEST_REQUEST) return;
        const replying = reply(socket, end < 0 ? '' : text.slice(0, end), answer);
        this.replies.add(replying);
        void replying.finally(() => this.replies.delete(replying));
        text = '';
      });
    });
  }

  private async bind(address: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(address, resolve);
    });
    if (process.platform !== 'win32') chmodSync(address, 0o600);
  }

  /** Whether a client waits for an answer. */
  get isAnswering(): boolean {
    return this.replies.size > 0;
  }

  /** Closes and removes the socket after pending answers have been sent. */
  async close(): Promise<void> {
    await Promise.all(this.replies);
    const closed = new Promise<void>((resolve) => void this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroySoon();
    await closed;
    rmSync(join(this.folder, 'control.sock'), { force: true });
  }
}

async function reply(socket: Socket, line: string, answer: CommandAnswer): Promise<void> {
  let document: ControlAnswer;
  try {
    const { command, reason } = JSON.parse(line) as Partial<ControlRequest>;
    if (typeof command !== 'string' || !COMMANDS.has(command)) throw new Error(`There is no command "${command}".`);
    document = { ok: true, status: await answer(command, typeof reason === 'string' ? reason : undefined) };
  } catch (error) {
    document = { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  if (!socket.destroyed) socket.end(`${JSON.stringify(document)}\n`);
}
