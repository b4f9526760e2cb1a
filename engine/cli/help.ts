import yargs from 'yargs';
import type { Options } from 'yargs';
import { COMMON_FLAGS } from './command.ts';
import type { Flag } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { table } from './table.ts';

const WIDTH = 110;

/** The help of one command, or of all commands. */
export async function helpText(name: string): Promise<string> {
  if (!Object.hasOwn(COMMANDS, name)) return overview();
  const { flags, examples = [] } = await COMMANDS[name].load();
  const words = flags
    .flatMap((flag) =>
      flag.isPositional === true ? ` [${flag.placeholder ?? flag.name}${flag.kind === 'list' ? '…' : ''}]` : [],
    )
    .join('');
  const screen = yargs([])
    .scriptName('engine')
    .usage(`engine ${name}${words} [flags]\n\n${COMMANDS[name].summary}.`)
    .version(false)
    .help(false)
    .wrap(WIDTH);
  for (const flag of [...flags, ...COMMON_FLAGS].filter(({ isHidden }) => isHidden !== true))
    screen.option(flag.name, optionOf(flag));
  for (const example of examples) screen.example(example, '');
  return await screen.getHelp();
}

function optionOf({ kind = 'value', description, placeholder, isRequired, choices }: Flag): Options {
  const value = placeholder === undefined ? '' : ` (${placeholder})`;
  return {
    describe: `${description}${value}`,
    demandOption: isRequired,
    choices,
    type: kind === 'switch' ? 'boolean' : kind === 'list' ? 'array' : 'string',
  };
}

function overview(): string {
  const commands = table(Object.entries(COMMANDS).map(([name, { summary }]) => [`  engine ${name}`, summary]));
  const codes = table(Object.values(EXIT_CODES).map(({ code, meaning }) => [`  ${code}`, meaning]));
  return `engine <command> [flags]\n\nCommands:\n${commands}\n\nengine <command> --help shows the flags of a command; every command has --json.\n\nExit codes:\n${codes}`;
}
