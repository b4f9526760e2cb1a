import { grown } from '../model/grown.ts';
import type { DataPoint } from './indicator-base.ts';

const FIRST_CAPACITY = 256;
const BYTES = 8;

/** Reserves memory within the limit; false, without any effect, when there is not enough left. */
type Reserve = (bytes: number) => boolean;

/** The inputs of a series from a first one on, without the inputs that indicators skip. */
export class SeriesInputs {
  length = 0;
  times = new Float64Array(FIRST_CAPACITY);
  values = new Float64Array(FIRST_CAPACITY);
  private readonly reserve: Reserve;

  constructor(reserve: Reserve) {
    this.reserve = reserve;
  }

  /** Appends an input; false, without any effect, when there is no memory for it. */
  append(time: number, value: number): boolean {
    const { length } = this;
    if (length === this.times.length) {
      if (!this.reserve(length * 2 * BYTES)) return false;
      this.times = grown(this.times, length * 2, Float64Array);
      this.values = grown(this.values, length * 2, Float64Array);
    }
    this.times[length] = time;
    this.values[length] = value;
    this.length = length + 1;
    return true;
  }
}

/** The results of an indicator, one for each input of a series, up to the furthest row that any run has reached. */
export class IndicatorColumn {
  length = 0;
  results = new Float64Array(FIRST_CAPACITY);
  /** Number of inputs after which the indicator was ready; Infinity while unknown. */
  readyAfter = Infinity;
  private readonly reserve: Reserve;

  constructor(reserve: Reserve) {
    this.reserve = reserve;
  }

  /** Appends a result; false, without any effect, when there is no memory for it. */
  append(result: number): boolean {
    const { length } = this;
    if (length === this.results.length) {
      if (!this.reserve(length * BYTES)) return false;
      this.results = grown(this.results, length * 2, Float64Array);
    }
    this.results[length] = result;
    this.length = length + 1;
    return true;
  }
}

/** The columns that runs of a session share, by series, indicator and parameters, within a number of bytes. */
export class IndicatorColumns {
  private readonly inputs = new Map<string, SeriesInputs>();
  private readonly columns = new Map<string, IndicatorColumn>();
  private bytesLeft: number;

  /** @param bytes the limit for all columns together */
  constructor(bytes: number) {
    this.bytesLeft = bytes;
  }

  /** The inputs of a series; undefined when there is no memory for another one. */
  inputsOf(series: string): SeriesInputs | undefined {
    return this.find(this.inputs, series, { bytes: 2 * FIRST_CAPACITY * BYTES, make: SeriesInputs });
  }

  /** The results of an indicator for a series; undefined when there is no memory for another column. */
  column(key: string): IndicatorColumn | undefined {
    return this.find(this.columns, key, { bytes: FIRST_CAPACITY * BYTES, make: IndicatorColumn });
  }

  private find<Item>(
    items: Map<string, Item>,
    key: string,
    { bytes, make: Make }: { readonly bytes: number; readonly make: new (reserve: Reserve) => Item },
  ): Item | undefined {
    let item = items.get(key);
    if (item !== undefined || !this.reserve(bytes)) return item;
    item = new Make((more) => this.reserve(more));
    items.set(key, item);
    return item;
  }

  private reserve(bytes: number): boolean {
    if (bytes > this.bytesLeft) return false;
    this.bytesLeft -= bytes;
    return true;
  }
}

/** How the next row of a series was handled. */
export const Advance = { Skipped: 0, Taken: 1, Differs: 2 } as const;
export type Advance = (typeof Advance)[keyof typeof Advance];

/** One run's position in the inputs of a series: each row is compared once for all of its indicators. */
export class SeriesReading {
  /** Number of inputs that were equal. */
  rows = 0;
  readonly inputs: SeriesInputs;

  constructor(inputs: SeriesInputs) {
    this.inputs = inputs;
  }

  /** Compares the next row with the recorded one, or appends it at the end of the inputs. */
  advance({ endTime, value }: DataPoint): Advance {
    const { rows, inputs } = this;
    if (value !== value || (rows > 0 && endTime < inputs.times[rows - 1])) return Advance.Skipped;
    const isSame =
      rows < inputs.length
        ? inputs.times[rows] === endTime && Object.is(inputs.values[rows], value)
        : inputs.append(endTime, value);
    if (!isSame) return Advance.Differs;
    this.rows = rows + 1;
    return Advance.Taken;
  }
}
