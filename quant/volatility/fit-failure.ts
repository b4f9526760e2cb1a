/** The reason why no model could be fitted to a series. */
export type FitFailureCode =
  | 'not-finite'
  | 'too-few-observations'
  | 'constant-series'
  | 'scale-out-of-range'
  | 'dependent-regressors'
  | 'not-converged';

/** The result of a failed fit: a reason, and a message that says what was found and what to do. */
export interface FitFailure {
  readonly status: 'failed';
  readonly code: FitFailureCode;
  readonly message: string;
}

/** A caveat of a successful fit. */
export interface FitWarning {
  readonly code: 'few-observations' | 'integrated-variance' | 'parameter-at-bound';
  readonly message: string;
}

export function fitFailure(code: FitFailureCode, message: string): FitFailure {
  return { status: 'failed', code, message };
}
