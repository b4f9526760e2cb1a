/** The constant parts of a kind of fault: its code, the exit code of a command that it ends, its meaning and remedy. */
export interface QuantErrorDescriptor {
  readonly code: string;
  readonly exitCode: 1 | 2 | 3;
  readonly meaning: string;
  readonly remedy: string;
}

/** A fault of a call to the mathematics. The message is a sentence that says what was found and what to do. */
export class QuantError extends Error {
  readonly descriptor: QuantErrorDescriptor;
  /** Details of the fault, as plain JSON. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(descriptor: QuantErrorDescriptor, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'QuantError';
    this.descriptor = descriptor;
    this.data = data;
  }

  get code(): string {
    return this.descriptor.code;
  }

  get exitCode(): number {
    return this.descriptor.exitCode;
  }
}
