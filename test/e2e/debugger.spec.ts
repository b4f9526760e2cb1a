import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf, type Outcome, PROJECT } from './command.ts';
import { type CallFrame, InspectorClient } from './inspector-client.ts';

const PERIOD = ['--start', '2001-01-01', '--end', '2002-12-31', '--no-progress'];
const ON_FREE_PORT = ['--inspect', '--inspect-port', '0'];
const TARGET = 'if (leg.security.holdings.invested) {';

/** Makes the process that loads it, but not the one that it starts, report an older Node version. */
const OLDER_NODE = `
if (!process.env.PASSED_FOR_OLDER) {
  process.env.PASSED_FOR_OLDER = 'yes';
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
}
`;

let folder: TemporaryFolder;
let strategyFile: string;

beforeAll(() => {
  folder = temporaryFolder({ 'older-node.mjs': OLDER_NODE });
  for (const name of ['bin', 'data', 'engine', 'plugins', 'quant', 'scripts', 'strategies', 'package.json'])
    cpSync(join(PROJECT, name), join(folder.path, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
  strategyFile = join(folder.path, 'strategies', 'sma-crossover', 'strategy.ts');
});

afterAll(() => folder.remove());

/** Starts a backtest of the copy of the project. */
function start(flags: readonly string[], nodeFlags: readonly string[] = []): ChildProcess {
  const launcher = join(folder.path, 'bin', 'engine.js');
  const args = [...nodeFlags, launcher, 'backtest', '--strategy', 'sma-crossover', ...PERIOD, ...flags];
  return spawn(process.execPath, args, { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
}

interface Session {
  readonly outcome: Outcome;
  readonly frame: CallFrame;
  readonly scopes: readonly string[];
  /** The value of `spread` at the breakpoint. */
  readonly spread: unknown;
}

/** Attaches, stops once at the target in `onData`, reads `spread`, resumes the run and waits for its end. */
async function debug(child: ChildProcess): Promise<Session> {
  let session: Promise<Omit<Session, 'outcome'>> | undefined;
  let client: InspectorClient | undefined;
  const urls = new Set<string>();
  child.stdout?.on('data', () => client?.close());
  const outcome = await outcomeOf(child, (stderr) => {
    const [, url] = [...stderr.matchAll(/Debugger listening on (\S+)/g)].at(-1) ?? [];
    if (url === undefined || urls.has(url)) return;
    urls.add(url);
    session = attached(url);
    session.catch(() => child.kill());
  });
  if (session === undefined) throw new Error(`No debugger could attach. ${outcome.stderr}`);
  return { outcome, ...(await session) };

  async function attached(url: string): Promise<Omit<Session, 'outcome'>> {
    client = await InspectorClient.attach(url);
    return await lookAtTarget(client);
  }
}

async function lookAtTarget(client: InspectorClient): Promise<Omit<Session, 'outcome'>> {
  await client.send('Debugger.enable');
  const lineNumber = lineOf(TARGET);
  const url = pathToFileURL(strategyFile).href;
  const { breakpointId } = await client.send<{ breakpointId: string }>('Debugger.setBreakpointByUrl', {
    lineNumber,
    url,
  });
  let paused = client.event<Paused>('Debugger.paused');
  await client.send('Runtime.runIfWaitingForDebugger');
  let [frame] = (await paused).callFrames;
  // node --inspect-brk stops at the launcher's first line
  while (client.urlOf(frame) !== url) {
    paused = client.event<Paused>('Debugger.paused');
    await client.send('Debugger.resume');
    [frame] = (await paused).callFrames;
  }
  const { result } = await client.send<{ result: { value: unknown } }>('Debugger.evaluateOnCallFrame', {
    callFrameId: frame.callFrameId,
    expression: 'spread',
  });
  await client.send('Debugger.removeBreakpoint', { breakpointId });
  await client.send('Debugger.resume');
  return { frame, scopes: frame.scopeChain.map(({ type }) => type), spread: result.value };
}

interface Paused {
  readonly callFrames: readonly CallFrame[];
}

const strategyLines = (): string[] => readFileSync(strategyFile, 'utf8').split('\n');

/** Line and column of a text in the strategy, from 0. */
const lineOf = (text: string): number => strategyLines().findIndex((line) => line.includes(text));
const columnOf = (word: string, text: string): number => strategyLines()[lineOf(text)].indexOf(word);

/** The expected session. */
function atTarget(): object {
  return {
    code: 0,
    stdout: expect.stringMatching(/^sma-crossover, 2001-01-01 to 2002-12-31\n/) as unknown,
    place: ['onData', lineOf(TARGET), columnOf('security', TARGET)],
    hasLocals: true,
    spread: 'number',
  };
}

function observed({ outcome: { code, stdout }, frame, scopes, spread }: Session): object {
  const { lineNumber, columnNumber } = frame.location;
  return {
    code,
    stdout,
    place: [frame.functionName, lineNumber, columnNumber],
    hasLocals: scopes.includes('local'),
    spread: typeof spread,
  };
}

describe('a debugger', () => {
  it('stops at a TypeScript line of a strategy, reads its variables and lets the run end', async () => {
    expect(observed(await debug(start(ON_FREE_PORT)))).toEqual(atTarget());
  });

  it('does so when the engine is loaded from the start bundle', async () => {
    const index = join(folder.path, '.cache', 'start', 'index.json');
    if (!existsSync(index)) await outcomeOf(start([]));
    const bundle = JSON.parse(readFileSync(index, 'utf8')) as { folder: string };
    const file = join(folder.path, '.cache', 'start', bundle.folder, 'engine.js');
    writeFileSync(file, `process.stderr.write('from the bundle\\n');\n${readFileSync(file, 'utf8')}`);
    const session = await debug(start(ON_FREE_PORT));
    expect(observed(session)).toEqual(atTarget());
    expect(session.outcome.stderr).toContain('from the bundle');
  });

  it('attaches through the launcher of an older Node', async () => {
    expect(observed(await debug(start(ON_FREE_PORT, ['--import', join(folder.path, 'older-node.mjs')])))).toEqual(
      atTarget(),
    );
  });

  it.each(['current', 'older'])("also attaches with Node's flag, on the %s Node", async (node) => {
    const preload = node === 'older' ? ['--import', join(folder.path, 'older-node.mjs')] : [];
    expect(observed(await debug(start([], ['--inspect-brk=0', ...preload])))).toEqual(atTarget());
  });

  it('reports a port that is in use, and accepts another one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { code, stdout, stderr } = await outcomeOf(start(['--inspect', '--inspect-port', String(port)]));
    server.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`CLI_PORT_TAKEN: No debugger can attach at 127.0.0.1:${port}, `);
  });

  it.each([
    [['--inspect', '--inspect-port', '70000'], '--inspect-port is "70000", but must be a port from 0 to 65535.'],
    [['--inspect-port', '9000'], '--inspect-port is the port of --inspect. Give --inspect too.'],
  ])('is refused with %j', async (flags, message) => {
    const { code, stderr } = await outcomeOf(start(flags));
    expect(code).toBe(2);
    expect(stderr).toContain(`CLI_BAD_FLAG_VALUE: ${message}`);
  });
});
