import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { incompleteGammaUpper } from '../numeric/special-functions.ts';

export interface LjungBoxTest {
  readonly statistic: number;
  /** Of as large a statistic without any autocorrelation. */
  readonly pValue: number;
}

/** Whether values depend on their last ones: n (n + 2) Σ ρ_k² / (n - k) over the lags (Ljung and Box 1978). */
export function ljungBoxTest(values: Float64Array, lags: number): LjungBoxTest {
  const count = values.length;
  if (!Number.isInteger(lags) || lags < 1 || lags >= count) {
    throw new QuantError(
      QUANT_ERRORS.OUT_OF_DOMAIN,
      `${count} values have autocorrelations at 1 to ${count - 1} lags, not ${lags}.`,
    );
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const centered = values.map((value) => value - mean);
  const variance = centered.reduce((sum, value) => sum + value * value, 0);
  let statistic = 0;
  for (let lag = 1; lag <= lags; lag++) {
    let covariance = 0;
    for (let t = lag; t < count; t++) covariance += centered[t] * centered[t - lag];
    statistic += (covariance / variance) ** 2 / (count - lag);
  }
  statistic *= count * (count + 2);
  return { statistic, pValue: incompleteGammaUpper(lags / 2, statistic / 2) };
}
