import { suggestion } from '../host/nearest-name.ts';
import { EngineError } from '../model/engine-error.ts';
import { COMMON_FLAGS } from './command.ts';
import type { CommandEntry } from './command.ts';
import { COMMANDS } from './commands.ts';
import { CLI_ERRORS } from './errors.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { reportFault } from './fault-report.ts';
import { missingPackage } from './missing-package.ts';
import { processOutput } from './output.ts';
import type { Output, ProcessOutput } from './output.ts';
import { parseArguments } from './parse-arguments.ts';

/** Runs one command line and returns its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const output = processOutput(argv.includes('--json'));
  const code = await codeOf(argv, output);
  endLeftovers(code, output);
  return code;
}

async function codeOf(argv: readonly string[], output: ProcessOutput): Promise<number> {
  try {
    const code = await run(argv, output);
    return code === EXIT_CODES.DONE.code ? await delivered(output) : code;
  } catch (error) {
    return reportFault(missingPackage(error) ?? error, output);
  }
}

/** Real milliseconds that a process may go on after its command is done: the next start is prepared then. */
const LEFTOVER_LIMIT = 60_000;
/** The same after a fault, when nothing is prepared. */
const LEFTOVER_LIMIT_OF_FAULTS = 5_000;

/** Ends a process that the timers or connections of a strategy or plugin keep alive; without them this does nothing. */
function endLeftovers(code: number, output: Output): void {
  const limit = code === EXIT_CODES.DONE.code ? LEFTOVER_LIMIT : LEFTOVER_LIMIT_OF_FAULTS;
  const end = (): void => {
    output.say('Timers or connections of the strategy or of a plugin are still open; the process ends without them.');
    process.exit(code);
  };
  setTimeout(end, limit).unref();
}

/** A reader that closes the pipe, such as `head`, is not an error. Output that a full disk did not accept is one. */
async function delivered(output: ProcessOutput): Promise<number> {
  // a stream reports write errors one turn of the event loop later
  await new Promise((resolve) => void setImmediate(resolve));
  const undelivered = output.lost.find(({ name, code }) => name === 'standard output' && code !== 'EPIPE');
  if (undelivered === undefined) return EXIT_CODES.DONE.code;
  const { OUTPUT_LOST } = CLI_ERRORS;
  const message = `The output could not be written to standard output (${undelivered.code}). ${OUTPUT_LOST.remedy}`;
  return reportFault(new EngineError(OUTPUT_LOST, message, { data: { code: undelivered.code } }), output);
}

async function run(argv: readonly string[], output: ProcessOutput): Promise<number> {
  const [first = 'help'] = argv;
  if (first === '--version') return printVersion(output);
  if (first === 'help' || first === '--help' || first === '-h' || first === '--json')
    return await help(argv.slice(1), output);
  const { name, entry } = findCommand(argv);
  const command = await entry.load();
  const flags = parseArguments(argv.slice(name.split(' ').length), [...command.flags, ...COMMON_FLAGS], name);
  if (flags.isOn('help')) return await help([name], output);
  return await command.run({ flags, output, workingFolder: process.cwd() });
}

/** The command with a name of one or two words. @throws EngineError with the nearest name */
function findCommand(argv: readonly string[]): { name: string; entry: CommandEntry } {
  const [first, second = ''] = argv;
  for (const name of [`${first} ${second}`, first]) {
    if (Object.hasOwn(COMMANDS, name)) return { name, entry: COMMANDS[name] };
  }
  const seconds = Object.keys(COMMANDS).filter((name) => name.startsWith(`${first} `));
  const isGroup = seconds.length > 0;
  const typed = isGroup && second !== '' && !second.startsWith('-') ? `${first} ${second}` : first;
  const hint = suggestion(typed, isGroup ? seconds : Object.keys(COMMANDS), 'commands');
  throw new EngineError(CLI_ERRORS.UNKNOWN_COMMAND, `There is no command "${typed}". ${hint}`, {
    data: { command: typed },
  });
}

async function help(words: readonly string[], output: Output): Promise<number> {
  const { helpText } = await import('./help.ts');
  const name = words.filter((word) => !word.startsWith('-')).join(' ');
  if (name !== '') findCommand(name.split(' '));
  const text = await helpText(name);
  output.print(text);
  output.json({ help: text });
  return EXIT_CODES.DONE.code;
}

async function printVersion(output: Output): Promise<number> {
  const { openProject } = await import('../host/project.ts');
  const { version } = openProject(process.cwd());
  output.print(version);
  output.json({ version });
  return EXIT_CODES.DONE.code;
}
