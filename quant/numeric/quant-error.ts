/** What is fixed about one kind of fault: its code, the exit code of a command that it ends, and what to do. */
export interface QuantErrorDescriptor {
  readonly code: string;
  readonly exitCode: 1 | 2 | 3;
  readonly meaning: string;
  readonly remedy: string;
}

/** A call that the mathematics cannot answer: the message is a whole sentence that says what was found and what to do. */
export class QuantError extends Error {
  readonly descriptor: QuantErrorDescriptor;
  /** Facts about the fault, as plain JSON. */
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
