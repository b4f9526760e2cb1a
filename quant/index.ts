/**
 * The mathematics of trading: pure functions and small classes over `Float64Array`, without clock, files, engine or plugins.
 *
 * @packageDocumentation
 */
export { QUANT_ERRORS } from './numeric/errors.ts';
export { QuantError, type QuantErrorDescriptor } from './numeric/quant-error.ts';
export { Random } from './random/random.ts';
export { normalCumulative, normalDensity, normalQuantile } from './distributions/normal.ts';
export {
  studentTCumulative,
  studentTDensity,
  studentTLogDensity,
  studentTQuantile,
} from './distributions/student-t.ts';
