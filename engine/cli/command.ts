import type { Output } from './output.ts';

/** A flag of a command; every flag except a switch takes one value. */
export interface Flag {
  /** Without dashes: `fill-model`. */
  readonly name: string;
  readonly description: string;
  /** A switch has no value; a list may be repeated. */
  readonly kind?: 'value' | 'switch' | 'list';
  /** The name of the value in the help. */
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Its value may be given without `--name` before it: `engine stop RUN`. */
  readonly isPositional?: boolean;
  readonly choices?: readonly string[];
  /** For internal use between processes or deprecated; not listed in the help. */
  readonly isHidden?: boolean;
}

type FlagValue = string | boolean | readonly string[];

/** The flags of one command line, validated against those of the command. */
export class FlagValues {
  private readonly values: ReadonlyMap<string, FlagValue>;

  constructor(values: ReadonlyMap<string, FlagValue>) {
    this.values = values;
  }

  /** All given flags, by name. */
  get all(): Readonly<Record<string, FlagValue>> {
    return Object.fromEntries(this.values);
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The value of a required flag. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`The flag --${name} was read as required, but is not declared so.`);
    return value;
  }

  list(name: string): readonly string[] {
    const value = this.values.get(name);
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  /** The value of a switch, or `otherwise` if it was not given. */
  isOn(name: string, otherwise = false): boolean {
    const value = this.values.get(name);
    return typeof value === 'boolean' ? value : otherwise;
  }
}

/** The environment of a command. */
export interface CommandContext {
  readonly flags: FlagValues;
  readonly output: Output;
  /** The folder in which the command was started. */
  readonly workingFolder: string;
}

/** One command of the command line; its file is loaded only when the command is called. */
export interface Command {
  readonly flags: readonly Flag[];
  /** Lines below the flags in the command's help. */
  readonly examples?: readonly string[];
  /** @returns the exit code */
  run(context: CommandContext): Promise<number>;
}

/** The location of a command, and its summary in the list of commands. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Flags of every command. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: 'json', kind: 'switch', description: 'Print exactly one JSON document to standard output' },
  { name: 'help', kind: 'switch', description: 'Show the flags of the command' },
];
