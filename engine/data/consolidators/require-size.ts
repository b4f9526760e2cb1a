import { EngineError } from '../../model/engine-error.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/** The size itself when bars can be built with it; an EngineError that names it otherwise. */
export function requireSize(what: string, size: number): number {
  if (size > 0 && size < Infinity) return size;
  throw new EngineError(
    CONSOLIDATOR_ERRORS.INVALID_ARGUMENT,
    `The ${what} of a consolidator cannot be ${size}. Give a number above 0.`,
  );
}
