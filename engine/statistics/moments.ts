/** Arithmetic mean as one sum and one division; NaN without samples. */
export function average(samples: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += samples[index];
  return sum / samples.length;
}

/**
 * Sample variance (n - 1), in one pass over running totals; NaN below two samples.
 *
 * Source: the recurrence of Math.NET Numerics' StreamingStatistics; its last bits decide the rounding of ties in LEAN.
 */
export function variance(samples: Float64Array): number {
  const count = samples.length;
  if (count < 2) return NaN;
  let total = samples[0];
  let squares = 0;
  for (let index = 1; index < count; index++) {
    const seen = index + 1;
    total += samples[index];
    const difference = seen * samples[index] - total;
    squares += (difference * difference) / (seen * index);
  }
  return squares / (count - 1);
}

/** Sample standard deviation; NaN below two samples. */
export function standardDeviation(samples: Float64Array): number {
  return Math.sqrt(variance(samples));
}

/** Sample covariance (n - 1) of two equally long columns; NaN below two samples. */
export function covariance(left: Float64Array, right: Float64Array): number {
  let leftMean = 0;
  let rightMean = 0;
  let comoment = 0;
  for (let index = 0; index < left.length; index++) {
    const previousRightMean = rightMean;
    leftMean += (left[index] - leftMean) / (index + 1);
    rightMean += (right[index] - rightMean) / (index + 1);
    comoment += (left[index] - leftMean) * (right[index] - previousRightMean);
  }
  return left.length > 1 ? comoment / (left.length - 1) : NaN;
}

/** The shape of a distribution: unbiased skewness (type 2) and unbiased excess kurtosis (type 2). */
export interface Shape {
  /** NaN below three samples. */
  readonly skewness: number;
  /** NaN below four samples. */
  readonly kurtosis: number;
}

/** Skewness and excess kurtosis from central moments updated sample by sample (Terriberry's formulas). */
export function shape(samples: Float64Array): Shape {
  let mean = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let index = 0; index < samples.length; index++) {
    const seen = index + 1;
    const delta = samples[index] - mean;
    const step = delta / seen;
    const stepSquared = step * step;
    const term = delta * step * index;
    mean += step;
    fourth += term * stepSquared * (seen * seen - 3 * seen + 3) + 6 * stepSquared * second - 4 * step * third;
    third += term * step * (seen - 2) - 3 * step * second;
    second += term;
  }
  const count = samples.length;
  const skewness = ((count * third * Math.sqrt(second / (count - 1))) / (second * second * (count - 2))) * (count - 1);
  const factor = (count * count - 1) / ((count - 2) * (count - 3));
  const kurtosis = factor * ((count * fourth) / (second * second) - 3 + 6 / (count + 1));
  return { skewness: count < 3 ? NaN : skewness, kurtosis: count < 4 ? NaN : kurtosis };
}
