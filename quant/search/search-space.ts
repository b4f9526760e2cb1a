import { QUANT_ERRORS } from '../numeric/errors.ts';
import { QuantError } from '../numeric/quant-error.ts';

/** A number that a search may choose. */
export interface NumberDimension {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** Distance of the values, counted from `min`; without it every number between the bounds is one. */
  readonly step?: number;
}

/** A choice among values without order; a point holds the index of the value. */
export interface ChoiceDimension {
  readonly kind: 'choice';
  /** How many values there are. */
  readonly count: number;
}

export type SearchDimension = NumberDimension | ChoiceDimension;

/** Rounding of a number of steps. */
const ROUNDING = 1e-9;

/** The values that a search may choose: one number for each dimension, the index of the value for a choice. */
export class SearchSpace {
  readonly dimensions: readonly SearchDimension[];

  /** @throws QuantError QUANT_OUT_OF_DOMAIN for bounds in the wrong order, steps that are not positive, empty choices */
  constructor(dimensions: readonly SearchDimension[]) {
    for (const [index, dimension] of dimensions.entries()) {
      const isValid =
        dimension.kind === 'choice'
          ? Number.isInteger(dimension.count) && dimension.count > 0
          : Number.isFinite(dimension.max - dimension.min) && dimension.min <= dimension.max && !(dimension.step! <= 0);
      if (isValid) continue;
      throw new QuantError(
        QUANT_ERRORS.OUT_OF_DOMAIN,
        `Dimension ${index} of the search space is ${JSON.stringify(dimension)}. Give finite bounds in order, a positive step, and choices with at least one value.`,
      );
    }
    this.dimensions = dimensions;
  }

  /** How many values a dimension has; infinite without a step. */
  levels(index: number): number {
    const dimension = this.dimensions[index];
    if (dimension.kind === 'choice') return dimension.count;
    const { min, max, step } = dimension;
    if (min === max) return 1;
    return step === undefined ? Infinity : Math.floor((max - min) / step + ROUNDING) + 1;
  }

  /** How many points there are; infinite if a dimension has no step. */
  get size(): number {
    return this.dimensions.reduce((size, _, index) => size * this.levels(index), 1);
  }

  /** The value of a level. */
  valueOf(index: number, level: number): number {
    const dimension = this.dimensions[index];
    if (dimension.kind === 'choice') return level;
    return stepped(dimension, level);
  }

  /** The valid value next to a share of the dimension's range: each level has an equal part of [0, 1). */
  fromShare(index: number, share: number): number {
    const levels = this.levels(index);
    if (levels !== Infinity) return this.valueOf(index, Math.min(levels - 1, Math.max(0, Math.floor(share * levels))));
    const { min, max } = this.dimensions[index] as NumberDimension;
    return Math.min(max, Math.max(min, min + share * (max - min)));
  }

  /** The inverse of {@link fromShare}: the middle of a level's part. */
  toShare(index: number, value: number): number {
    const levels = this.levels(index);
    const dimension = this.dimensions[index];
    if (dimension.kind === 'choice') return (value + 0.5) / levels;
    const { min, max, step } = dimension;
    if (levels === 1) return 0.5;
    if (levels === Infinity) return (value - min) / (max - min);
    return (Math.round((value - min) / step!) + 0.5) / levels;
  }

  /** A text that is equal for equal points. */
  keyOf(point: Float64Array): string {
    return point.join(' ');
  }
}

/** A level of a stepped dimension, as the decimal number that a person would write: 0.3, not 0.30000000000000004. */
function stepped({ min, max, step = max - min }: NumberDimension, level: number): number {
  const places = Math.min(15, Math.max(decimalPlaces(min), decimalPlaces(step)));
  return Math.min(max, Number((min + level * step).toFixed(places)));
}

function decimalPlaces(value: number): number {
  const [digits, exponent = '0'] = value.toString().split('e');
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent));
}
