import { generalizedError } from '../distributions/generalized-error.ts';
import type { InnovationDistribution, InnovationName } from '../distributions/innovation.ts';
import { skewedStudentT } from '../distributions/skewed-student-t.ts';
import { standardizedNormal } from '../distributions/standardized-normal.ts';
import { standardizedStudentT } from '../distributions/standardized-student-t.ts';
import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';
import { EgarchProcess } from './egarch-process.ts';
import { EwmaProcess } from './ewma-process.ts';
import { FigarchProcess } from './figarch-process.ts';
import { GarchProcess } from './garch-process.ts';
import type { VarianceProcess } from './variance-process.ts';

/** Names of volatility models; 'gjr' is 'garch' with one lag of negative residuals. */
export type VolatilityModelName = 'garch' | 'gjr' | 'egarch' | 'figarch' | 'ewma';

/**
 * The model of the mean of returns: none ('zero'), a constant, a constant and the last `ar` returns, or a constant and
 * averages of the last returns over each number of lags in `har`.
 */
export type MeanSpecification = 'constant' | 'zero' | { readonly ar: number } | { readonly har: readonly number[] };

/** The specification of a volatility model; the default is a GARCH(1,1) with constant mean and normal residuals. */
export interface VolatilitySpecification {
  readonly model?: VolatilityModelName;
  /** Lags of squared residuals (of |z| for EGARCH); default 1. FIGARCH supports 0 and 1. */
  readonly p?: number;
  /** Lags of the asymmetric term, squared negative residuals (z for EGARCH); default 0, or 1 for GJR and EGARCH. */
  readonly o?: number;
  /** Lags of the variance; default 1. FIGARCH supports 0 and 1. */
  readonly q?: number;
  readonly mean?: MeanSpecification;
  readonly distribution?: InnovationName;
  /**
   * The variance before the first observation: an exponentially weighted mean of the first 75 squared residuals,
   * weights falling by 0.94 each ('backcast', the default), the mean of all squared residuals ('sample'), or a number.
   */
  readonly start?: 'backcast' | 'sample' | number;
  /** The decay of EWMA, or 'fitted'; default 0.94. */
  readonly lambda?: number | 'fitted';
  /** Number of lags of FIGARCH; default 1000. */
  readonly truncation?: number;
  /** Whether persistence is limited to 1; default true. */
  readonly isStationary?: boolean;
  /** Whether ω is derived from the sample variance instead of fitted, for GARCH and GJR; default false. */
  readonly hasVarianceTarget?: boolean;
  /** Number of the best starting points from which the likelihood is maximised; default 2. */
  readonly starts?: number;
}

const DISTRIBUTIONS: Readonly<Record<InnovationName, InnovationDistribution>> = {
  normal: standardizedNormal,
  'student-t': standardizedStudentT,
  'skewed-student-t': skewedStudentT,
  'generalized-error': generalizedError,
};

/** The distribution of standardised residuals with the given name. */
export function innovationDistribution(name: InnovationName): InnovationDistribution {
  return DISTRIBUTIONS[name];
}

/** The variance process of a specification. @throws QuantError QUANT_OUT_OF_DOMAIN for unsupported orders */
export function varianceProcess(specification: VolatilitySpecification): VarianceProcess {
  const { model = 'garch', isStationary = true, start = 'backcast' } = specification;
  const { p = 1, q = 1 } = specification;
  const o = specification.o ?? (model === 'gjr' || model === 'egarch' ? 1 : 0);
  requireOrders({ p, o, q }, specification);
  switch (model) {
    case 'egarch':
      return new EgarchProcess({ p, o, q }, start === 'sample' ? 'first-variance' : 'lagged-variance', isStationary);
    case 'figarch':
      return new FigarchProcess({ p, q }, specification.truncation);
    case 'ewma':
      return new EwmaProcess(specification.lambda === 'fitted' ? undefined : (specification.lambda ?? 0.94));
    default:
      return new GarchProcess({ p, o, q }, isStationary);
  }
}

function requireOrders(
  { p, o, q }: { readonly p: number; readonly o: number; readonly q: number },
  { model = 'garch', lambda, hasVarianceTarget = false, truncation = 1000, start }: VolatilitySpecification,
): void {
  const refuse = (what: string): never => {
    throw new QuantError(QUANT_ERRORS.OUT_OF_DOMAIN, what, { model, p, o, q });
  };
  if (![p, o, q].every((order) => Number.isInteger(order) && order >= 0 && order <= 30)) {
    refuse(`The orders p ${p}, o ${o} and q ${q} are not whole numbers from 0 to 30.`);
  }
  if ((model === 'garch' || model === 'gjr' || model === 'egarch') && p + o === 0) {
    refuse(`A model ${model} needs a lag of residuals: p or o above 0.`);
  }
  if (model === 'figarch' && (p > 1 || q > 1)) refuse(`FIGARCH has orders p and q of 0 or 1, not ${p} and ${q}.`);
  if (model === 'figarch' && !(Number.isInteger(truncation) && truncation > 0)) {
    refuse(`The truncation must be a whole number of lags above 0, not ${truncation}.`);
  }
  if (model === 'ewma' && typeof lambda === 'number' && !(lambda > 0 && lambda < 1)) {
    refuse(`The decay ${lambda} of an exponentially weighted average is not between 0 and 1.`);
  }
  if (typeof start === 'number' && !(start > 0))
    refuse(`The variance ${start} before the first return is not above 0.`);
  if (hasVarianceTarget && model !== 'garch' && model !== 'gjr') {
    refuse(`${model} does not support a variance target: omit hasVarianceTarget, or use garch or gjr.`);
  }
}
