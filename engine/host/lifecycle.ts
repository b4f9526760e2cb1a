import type { Lifecycle } from '../api/factories.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';

const DEFAULT_LIMIT = 30_000;

/** Starts parts in order and stops the started ones in reverse order, whatever happens in between. */
export class Lifecycles {
  private readonly started: { name: string; part: Lifecycle }[] = [];
  private readonly limit: number;

  /** @param limit time limit for one part to start or to stop, in milliseconds */
  constructor(limit: number = DEFAULT_LIMIT) {
    this.limit = limit;
  }

  /** @throws EngineError if the part fails to start or exceeds the limit; it is stopped with the others anyway */
  async start(name: string, part: Lifecycle, signal: AbortSignal): Promise<void> {
    this.started.push({ name, part });
    if (part.start === undefined) return;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.limit)]);
    await this.within(`${name} did not start`, async () => await part.start?.(limited));
  }

  /** Stops all parts in reverse order, even if one of them fails. @throws EngineError the first failure */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const { name, part } of this.started.splice(0).toReversed()) {
      if (part.stop === undefined) continue;
      try {
        await this.within(`${name} did not stop`, async () => await part.stop?.());
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private async within(what: string, work: () => Promise<void>): Promise<void> {
    const { promise: expiry, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`it took longer than ${this.limit} ms`)), this.limit);
    try {
      await Promise.race([work(), expiry]);
    } catch (cause) {
      throw new EngineError(
        HOST_ERRORS.PART_NOT_STARTED,
        `The part ${what}: ${(cause as Error).message}. See its configuration, or leave it out of the plan.`,
        { cause },
      );
    } finally {
      clearTimeout(timer);
    }
  }
}
