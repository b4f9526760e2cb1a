import { createConnection } from 'node:net';
import { EngineError } from '../model/engine-error.ts';
import type { ControlAnswer, ControlRequest } from './control-server.ts';
import { LIVE_ERRORS } from './errors.ts';
import type { LiveStatus } from './live-status.ts';
import { withSocketAddress } from './socket-path.ts';

/**
 * Sends a command to the process of a run.
 * @param limit milliseconds to wait for the answer
 * @throws EngineError without one
 */
export async function askRun(folder: string, { command, reason }: ControlRequest, limit: number): Promise<LiveStatus> {
  const text = await withSocketAddress(folder, (address) => exchange(address, { command, reason }, limit));
  const answer = JSON.parse(text) as ControlAnswer;
  if (answer.ok) return answer.status;
  throw new EngineError(LIVE_ERRORS.NO_ANSWER, `The run refused: ${answer.message}`, { data: { command } });
}

function exchange(address: string, request: ControlRequest, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = createConnection(address);
    const fail = (
      descriptor: typeof LIVE_ERRORS.NO_ANSWER | typeof LIVE_ERRORS.NOT_RUNNING,
      what: string,
      cause?: unknown,
    ): void => {
      socket.destroy();
      reject(
        new EngineError(descriptor, `${what} ${descriptor.remedy}`, { cause, data: { command: request.command } }),
      );
    };
    socket.setEncoding('utf8');
    socket.setTimeout(limit, () => fail(LIVE_ERRORS.NO_ANSWER, `The run did not answer within ${limit / 1000} s.`));
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => {
      if (text.endsWith('\n')) resolve(text);
      else fail(LIVE_ERRORS.NO_ANSWER, 'The process ended without an answer.');
    });
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      const isGone = cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED';
      if (isGone) fail(LIVE_ERRORS.NOT_RUNNING, 'No process runs this run now.', cause);
      else fail(LIVE_ERRORS.NO_ANSWER, `The run cannot be reached (${cause.message}).`, cause);
    });
  });
}
