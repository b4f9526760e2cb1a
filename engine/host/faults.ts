import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';

/** Collects the faults of a plan, so that they are reported together. */
export class Faults {
  private readonly found: EngineError[] = [];

  get errors(): readonly EngineError[] {
    return this.found;
  }

  /** Runs `work`; collects an EngineError and returns `fallback` instead. */
  collect<Value>(work: () => Value): Value | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.found.push(error);
      return undefined;
    }
  }

  /** @throws EngineError the only fault, or one that lists all */
  throwAll(): void {
    if (this.found.length === 0) return;
    if (this.found.length === 1) throw this.found[0];
    const isUsage = this.found.every(({ exitCode }) => exitCode === 2);
    const descriptor = isUsage ? HOST_ERRORS.SEVERAL_WRONG_INPUTS : HOST_ERRORS.SEVERAL_FAULTS;
    const lines = this.found.map((error) => `\n  ${error.code}: ${error.message}`).join('');
    const faults = this.found.map(({ code, message, data }) => ({ code, message, data }));
    throw new EngineError(descriptor, `The plan has ${faults.length} faults:${lines}`, { data: { faults } });
  }
}
