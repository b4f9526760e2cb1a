/** Why no model could be fitted to a series. */
export type FitFailureCode =
  | 'not-finite'
  | 'too-few-observations'
  | 'constant-series'
  | 'scale-out-of-range'
  | 'dependent-regressors'
  | 'not-converged';

/** What a fit answers in place of a result: a reason, and a sentence that says what was found and what to do. */
export interface FitFailure {
  readonly status: 'failed';
  readonly code: FitFailureCode;
  readonly message: string;
}

/** What is remarkable about a fit that succeeded. */
export interface FitWarning {
  readonly code: 'few-observations' | 'integrated-variance' | 'parameter-at-bound';
  readonly message: string;
}

export function fitFailure(code: FitFailureCode, message: string): FitFailure {
  return { status: 'failed', code, message };
}
