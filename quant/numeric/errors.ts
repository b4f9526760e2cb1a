import type { QuantErrorDescriptor } from './quant-error.ts';

/** Faults of calls into `quant/`. Fits answer with a reason code instead: a series that no model fits is no fault of the call. */
export const QUANT_ERRORS = {
  OUT_OF_DOMAIN: {
    code: 'QUANT_OUT_OF_DOMAIN',
    exitCode: 1,
    meaning: 'An argument lies outside of the values for which the function is defined.',
    remedy: 'Pass a value of the range that the message names.',
  },
  SHAPE: {
    code: 'QUANT_SHAPE',
    exitCode: 1,
    meaning: 'Vectors or matrices have lengths that do not fit each other or what the function needs.',
    remedy: 'Pass arrays of the lengths that the message names.',
  },
  NOT_FINITE: {
    code: 'QUANT_NOT_FINITE',
    exitCode: 1,
    meaning: 'The input holds NaN or infinite values.',
    remedy: 'Remove or fill the rows that the message names.',
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
    meaning: 'A root was asked for in an interval at whose ends the function has the same sign.',
    remedy: 'Pass an interval whose ends have function values of opposite signs.',
  },
  INFEASIBLE: {
    code: 'QUANT_INFEASIBLE',
    exitCode: 1,
    meaning: 'No point satisfies all constraints.',
    remedy: 'Relax or remove a constraint.',
  },
} as const satisfies Record<string, QuantErrorDescriptor>;
