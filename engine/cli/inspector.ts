import { EngineError } from '../model/engine-error.ts';
import type { Flag, FlagValues } from './command.ts';
import { CLI_ERRORS } from './errors.ts';

/** Only local programs may attach, because a debugger can run any code. */
const HOST = '127.0.0.1';
const DEFAULT_PORT = 9229;
const LARGEST_PORT = 65_535;

export const INSPECTOR_FLAGS: readonly Flag[] = [
  { name: 'inspect', kind: 'switch', description: 'Wait for a debugger before the strategy is loaded' },
  {
    name: 'inspect-port',
    placeholder: 'PORT',
    description: `Port for the debugger, by default ${DEFAULT_PORT}; 0 for any free port`,
  },
];

/**
 * Waits for a debugger if the flags request one. It attaches to this process; Node itself prints the address. The
 * strategy is not loaded yet, so breakpoints in its first lines are hit too.
 *
 * @throws EngineError when the port cannot be used
 */
export async function waitForDebugger(flags: FlagValues): Promise<void> {
  const port = portOf(flags);
  if (!flags.isOn('inspect')) return;
  const inspector = await import('node:inspector');
  if (inspector.url() !== undefined) {
    inspector.waitForDebugger();
    return;
  }
  inspector.open(port, HOST, false);
  if (inspector.url() === undefined) {
    throw new EngineError(
      CLI_ERRORS.PORT_TAKEN,
      `No debugger can attach at ${HOST}:${port}, because another program listens there. Give another port with --inspect-port.`,
      { data: { port } },
    );
  }
  inspector.waitForDebugger();
}

function portOf(flags: FlagValues): number {
  const text = flags.text('inspect-port');
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > LARGEST_PORT)
    throw usage(`--inspect-port is "${text}", but must be a port from 0 to ${LARGEST_PORT}. Give such a number.`);
  if (!flags.isOn('inspect')) throw usage('--inspect-port is the port of --inspect. Give --inspect too.');
  return port;
}

function usage(message: string): EngineError {
  return new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, message);
}
