import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** A parameter value from a strategy's configuration or the command line. */
export type ParameterValue = number | string | boolean | readonly string[];

/**
 * The strategy's parameters by name, validated against its configuration: `parameters.fast`, typed by the output of
 * `engine types`, or `parameters.integer('fast')`, which checks the type at run time.
 */
export class Parameters {
  private readonly values: Readonly<Record<string, ParameterValue>>;

  constructor(values: Readonly<Record<string, ParameterValue>>) {
    this.values = values;
    for (const [name, value] of Object.entries(values))
      if (!(name in this)) Object.defineProperty(this, name, { value, enumerable: true });
  }

  has(name: string): boolean {
    return Object.hasOwn(this.values, name);
  }

  /** Reads an integer. */
  integer(name: string): number {
    const value = this.number(name);
    if (!Number.isInteger(value)) throw this.mistyped(name, 'a whole number');
    return value;
  }

  number(name: string): number {
    const value = this.read(name);
    if (typeof value !== 'number') throw this.mistyped(name, 'a number');
    return value;
  }

  string(name: string): string {
    const value = this.read(name);
    if (typeof value !== 'string') throw this.mistyped(name, 'a text');
    return value;
  }

  boolean(name: string): boolean {
    const value = this.read(name);
    if (typeof value !== 'boolean') throw this.mistyped(name, 'true or false');
    return value;
  }

  /** Reads a list of strings; a single string is split at commas. */
  list(name: string): readonly string[] {
    const value = this.read(name);
    if (typeof value === 'string') return value.split(',').map((part) => part.trim());
    if (!Array.isArray(value)) throw this.mistyped(name, 'a list');
    return value as readonly string[];
  }

  private read(name: string): ParameterValue {
    if (!this.has(name)) {
      const known = Object.keys(this.values).join(', ') || 'none';
      throw new EngineError(
        RUNTIME_ERRORS.UNKNOWN_PARAMETER,
        `The strategy reads the parameter "${name}", which its config.json does not declare (declared: ${known}). Declare it there.`,
        { data: { name } },
      );
    }
    return this.values[name];
  }

  private mistyped(name: string, wanted: string): EngineError {
    const found = JSON.stringify(this.values[name]);
    return new EngineError(
      RUNTIME_ERRORS.PARAMETER_TYPE,
      `The parameter "${name}" is ${found}, but the strategy reads it as ${wanted}. Correct config.json or the strategy.`,
      { data: { name } },
    );
  }
}
