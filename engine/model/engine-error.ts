/** The description of one kind of fault: its code, the exit code of a command that it ends, and the remedy. */
export interface ErrorDescriptor {
  readonly code: string;
  /** 1 the run failed or a check found faults, 2 wrong usage, 3 bad plan, 130 interrupted. */
  readonly exitCode: 1 | 2 | 3 | 130;
  readonly meaning: string;
  readonly remedy: string;
}

/** Declares the faults of one module. `make docs` generates docs/errors.md from these tables, and a test checks it. */
export function errorTable<const Table extends Record<string, ErrorDescriptor>>(table: Table): Table {
  return table;
}

export interface EngineErrorOptions {
  /** Details of the fault, as plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A fault that a user can act on. The message is a whole sentence that states what was found and what to do. */
export class EngineError extends Error {
  readonly descriptor: ErrorDescriptor;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(descriptor: ErrorDescriptor, message: string, options: EngineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.descriptor = descriptor;
    this.data = options.data ?? {};
  }

  get code(): string {
    return this.descriptor.code;
  }

  get exitCode(): number {
    return this.descriptor.exitCode;
  }
}
