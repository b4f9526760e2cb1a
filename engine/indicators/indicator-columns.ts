import { grown } from '../model/grown.ts';
import type { DataPoint } from './indicator-base.ts';

const FIRST_CAPACITY = 256;
const BYTES = 8;

/** Answers whether memory may be taken, and takes note of it. */
type Reserve = (bytes: number) => boolean;

/** The inputs of a series from a first one on, without those that indicators pass over. */
export class SeriesInputs {
  length = 0;
  times = new Float64Array(FIRST_CAPACITY);
  values = new Float64Array(FIRST_CAPACITY);
  private readonly reserve: Reserve;

  constructor(reserve: Reserve) {
    this.reserve = reserve;
  }

  /** Adds an input; false, and nothing done, where there is no memory for it. */
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

/** What an indicator answered to the inputs of a series, one value for each, as far as some run has come. */
export class IndicatorColumn {
  length = 0;
  answers = new Float64Array(FIRST_CAPACITY);
  /** Number of inputs after which the indicator was ready; Infinity while it is not known. */
  readyAfter = Infinity;
  private readonly reserve: Reserve;

  constructor(reserve: Reserve) {
    this.reserve = reserve;
  }

  /** Adds an answer; false, and nothing done, where there is no memory for it. */
  append(answer: number): boolean {
    const { length } = this;
    if (length === this.answers.length) {
      if (!this.reserve(length * BYTES)) return false;
      this.answers = grown(this.answers, length * 2, Float64Array);
    }
    this.answers[length] = answer;
    this.length = length + 1;
    return true;
  }
}

/** The columns that runs of a session share, by series, indicator and parameters, within a number of bytes. */
export class IndicatorColumns {
  private readonly inputs = new Map<string, SeriesInputs>();
  private readonly columns = new Map<string, IndicatorColumn>();
  private bytesLeft: number;

  /** @param bytes most bytes that all columns may take */
  constructor(bytes: number) {
    this.bytesLeft = bytes;
  }

  /** The inputs of a series; undefined where there is no memory for another one. */
  inputsOf(series: string): SeriesInputs | undefined {
    return this.find(this.inputs, series, { bytes: 2 * FIRST_CAPACITY * BYTES, make: SeriesInputs });
  }

  /** The answers of an indicator to a series; undefined where there is no memory for another one. */
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

/** What became of the next row of a series. */
export const Advance = { PassedOver: 0, Taken: 1, Differs: 2 } as const;
export type Advance = (typeof Advance)[keyof typeof Advance];

/** How far one run has come in the inputs of a series: each row is compared once, whatever indicators it is for. */
export class SeriesReading {
  /** Inputs that were the same. */
  rows = 0;
  readonly inputs: SeriesInputs;

  constructor(inputs: SeriesInputs) {
    this.inputs = inputs;
  }

  /** Goes on by one row; at the end of the inputs it is added. */
  advance({ endTime, value }: DataPoint): Advance {
    const { rows, inputs } = this;
    if (value !== value || (rows > 0 && endTime < inputs.times[rows - 1])) return Advance.PassedOver;
    const isSame =
      rows < inputs.length
        ? inputs.times[rows] === endTime && Object.is(inputs.values[rows], value)
        : inputs.append(endTime, value);
    if (!isSame) return Advance.Differs;
    this.rows = rows + 1;
    return Advance.Taken;
  }
}
