import parse from 'yargs-parser';
import { nearestName, suggestion } from '../host/nearest-name.ts';
import { EngineError } from '../model/engine-error.ts';
import { FlagValues } from './command.ts';
import type { Flag } from './command.ts';
import { CLI_ERRORS } from './errors.ts';

type FlagValue = string | boolean | readonly string[];

/**
 * Parses the arguments of a command with yargs' parser and validates them against the command's flags.
 *
 * @throws EngineError for unknown flags (with the nearest name), and for missing, repeated or invalid values
 */
export function parseArguments(words: readonly string[], flags: readonly Flag[], command: string): FlagValues {
  const ofKind = (kind: Flag['kind']): string[] =>
    flags.filter((flag) => (flag.kind ?? 'value') === kind).map(({ name }) => name);
  const [values, switches, lists] = [ofKind('value'), ofKind('switch'), ofKind('list')];
  const parsed = parse.detailed([...words], {
    string: values,
    boolean: switches,
    array: lists.map((key) => ({ key, string: true })),
    narg: Object.fromEntries(values.map((name) => [name, 1])),
    configuration: {
      'boolean-negation': true,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    },
  });
  if (parsed.error !== null) throw usage(missingValue(parsed.error, command));
  const { _: positional, ...given } = parsed.argv as Record<string, unknown> & { _: unknown[] };
  const places = flags.filter((flag) => flag.isPositional === true && given[flag.name] === undefined);
  for (const word of positional) {
    const [place] = places;
    if (place === undefined) throw unexpected(String(word), flags, command);
    if (place.kind === 'list')
      given[place.name] = [...((given[place.name] as string[] | undefined) ?? []), String(word)];
    else {
      given[place.name] = String(word);
      places.shift();
    }
  }
  const found = new Map<string, FlagValue>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    found.set(name, checked(name, value, flags, command));
  }
  requireAll(found, flags, command);
  return new FlagValues(found);
}

function checked(name: string, value: unknown, flags: readonly Flag[], command: string): FlagValue {
  const flag = flags.find((one) => one.name === name);
  if (flag === undefined) throw unknownFlag(name, flags, command);
  switch (flag.kind ?? 'value') {
    case 'switch':
      if (typeof value === 'boolean') return value;
      throw usage(`--${name} takes no value and may be given once. Write engine ${command} --${name}.`);
    case 'list':
      return (value as readonly unknown[]).map((item) => text(item, flag, command));
    default:
      if (Array.isArray(value)) throw usage(`--${name} was given ${value.length} times. Give it once.`);
      return text(value, flag, command);
  }
}

function text(value: unknown, flag: Flag, command: string): string {
  if (typeof value !== 'string' || value === '')
    throw usage(`--${flag.name} has no value. Write engine ${command} --${flag.name} ${flag.placeholder ?? 'VALUE'}.`);
  if (flag.choices !== undefined && !flag.choices.includes(value))
    throw usage(`--${flag.name} is "${value}". ${suggestion(value, flag.choices, 'values')}`);
  return value;
}

function requireAll(found: ReadonlyMap<string, FlagValue>, flags: readonly Flag[], command: string): void {
  const isHelp = found.get('help') === true;
  const missing = isHelp ? undefined : flags.find(({ name, isRequired }) => isRequired === true && !found.has(name));
  if (missing === undefined) return;
  const message = `engine ${command} needs --${missing.name}. Write engine ${command} --${missing.name} ${missing.placeholder ?? 'VALUE'}.`;
  throw new EngineError(CLI_ERRORS.MISSING_FLAG, message, { data: { flag: missing.name } });
}

function unknownFlag(name: string, flags: readonly Flag[], command: string): EngineError {
  const names = flags.filter(({ isHidden }) => isHidden !== true).map((flag) => flag.name);
  const beginning = name.length > 1 ? names.filter((one) => one.startsWith(name)) : [];
  const nearest = beginning.length === 1 ? beginning[0] : nearestName(name, names);
  const hint = nearest === undefined ? `engine ${command} --help lists its flags.` : `Did you mean --${nearest}?`;
  const shown = name.length === 1 ? `-${name}` : `--${name}`;
  return new EngineError(CLI_ERRORS.UNKNOWN_FLAG, `engine ${command} has no flag ${shown}. ${hint}`, {
    data: { flag: name, nearest },
  });
}

function unexpected(word: string, flags: readonly Flag[], command: string): EngineError {
  const nearest = nearestName(
    word,
    flags.map(({ name }) => name),
  );
  const hint = nearest === undefined ? `engine ${command} --help lists its flags` : `Did you mean --${nearest}`;
  return new EngineError(
    CLI_ERRORS.UNEXPECTED_ARGUMENT,
    `engine ${command} does not know what to do with "${word}". ${hint}${nearest === undefined ? '.' : '?'}`,
    { data: { word } },
  );
}

function missingValue(error: Error, command: string): string {
  const name = /: (.+)$/.exec(error.message)?.[1] ?? '';
  return `--${name} has no value. Write engine ${command} --${name} VALUE.`;
}

function usage(message: string): EngineError {
  return new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, message);
}
