import type { Output } from './output.ts';

/** A flag of a command; every flag that is no switch takes one value. */
export interface Flag {
  /** Without dashes: `fill-model`. */
  readonly name: string;
  readonly description: string;
  /** A switch has no value; a list may be given again and again. */
  readonly kind?: 'value' | 'switch' | 'list';
  /** How the help calls the value. */
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Its value may stand by itself, without `--name` before it: `engine stop RUN`. */
  readonly isPositional?: boolean;
  readonly choices?: readonly string[];
  /** Between processes of the engine; the help does not list it. */
  readonly isHidden?: boolean;
}

type FlagValue = string | boolean | readonly string[];

/** The flags of one command line, checked against the command's own. */
export class FlagValues {
  private readonly values: ReadonlyMap<string, FlagValue>;

  constructor(values: ReadonlyMap<string, FlagValue>) {
    this.values = values;
  }

  /** All that were given, by name. */
  get all(): Readonly<Record<string, FlagValue>> {
    return Object.fromEntries(this.values);
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The text of a flag that the command requires. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`The flag --${name} was read as required, but is not declared so.`);
    return value;
  }

  list(name: string): readonly string[] {
    const value = this.values.get(name);
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  /** True or false as the switch was given, otherwise `otherwise`. */
  isOn(name: string, otherwise = false): boolean {
    const value = this.values.get(name);
    return typeof value === 'boolean' ? value : otherwise;
  }
}

/** What a command works with. */
export interface CommandContext {
  readonly flags: FlagValues;
  readonly output: Output;
  /** The folder that the command was started in. */
  readonly workingFolder: string;
}

/** One command of the command line; its file is loaded only when it is chosen. */
export interface Command {
  readonly flags: readonly Flag[];
  /** Lines below the flags in the command's help. */
  readonly examples?: readonly string[];
  /** @returns the exit code */
  run(context: CommandContext): Promise<number>;
}

/** Where a command is, and what the list of all says about it. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Flags that every command has. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: 'json', kind: 'switch', description: 'Print one JSON document on standard output and nothing else there' },
  { name: 'help', kind: 'switch', description: 'Show the flags of the command' },
];
