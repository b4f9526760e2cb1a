import type { QuantErrorDescriptor } from './quant-error.ts';

/**
 * Faults of calls into `quant/`. A failed fit returns a reason code instead, because data that no model fits are not
 * invalid.
 */
export const QUANT_ERRORS = {
  OUT_OF_DOMAIN: {
    code: 'QUANT_OUT_OF_DOMAIN',
    exitCode: 1,
    meaning: 'An argument is outside the domain of the function.',
    remedy: 'Pass a value within the range in the message.',
  },
  SHAPE: {
    code: 'QUANT_SHAPE',
    exitCode: 1,
    meaning: 'The lengths of vectors or matrices do not match each other or the function.',
    remedy: 'Pass arrays with the lengths in the message.',
  },
  NOT_FINITE: {
    code: 'QUANT_NOT_FINITE',
    exitCode: 1,
    meaning: 'The input contains NaN or infinite values.',
    remedy: 'Remove or fill the rows in the message.',
  },
  SINGULAR: {
    code: 'QUANT_SINGULAR',
    exitCode: 1,
    meaning: 'A matrix that must be positive definite or invertible is not.',
    remedy: 'Remove columns that are combinations of others, or repair the matrix with `nearestCorrelation`.',
  },
  NO_BRACKET: {
    code: 'QUANT_NO_BRACKET',
    exitCode: 1,
    meaning: 'The function has the same sign at both ends of the interval in which a root is searched.',
    remedy: 'Pass an interval with opposite signs of the function at its ends.',
  },
  INFEASIBLE: {
    code: 'QUANT_INFEASIBLE',
    exitCode: 1,
    meaning: 'No point satisfies all constraints.',
    remedy: 'Relax or remove a constraint.',
  },
} as const satisfies Record<string, QuantErrorDescriptor>;
