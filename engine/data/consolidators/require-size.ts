import { EngineError } from '../../model/engine-error.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/** Returns the size if bars can be built with it; otherwise throws an EngineError that names it. */
export function requireSize(what: string, size: number): number {
  if (size > 0 && size < Infinity) return size;
  throw new EngineError(
    CONSOLIDATOR_ERRORS.INVALID_ARGUMENT,
    `The ${what} of a consolidator cannot be ${size}. Give a number above 0.`,
  );
}
