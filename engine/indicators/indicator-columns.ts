import { grown } from '../model/grown.ts';

const FIRST_CAPACITY = 256;
/** Time, input and answer of one row. */
const BYTES_PER_ROW = 24;

/**
 * What an indicator answered to a sequence of inputs since its construction, row by row: the inputs it accepted, by end time and
 * value, and the value that came of each. It may be longer or shorter than what a reader has come to.
 */
export class IndicatorColumn {
  length = 0;
  times = new Float64Array(FIRST_CAPACITY);
  inputs = new Float64Array(FIRST_CAPACITY);
  answers = new Float64Array(FIRST_CAPACITY);
  /** Number of inputs after which the indicator was ready; Infinity while it is not known. */
  readyAfter = Infinity;
  private readonly reserve: (bytes: number) => boolean;

  /** @param reserve asked before memory is taken */
  constructor(reserve: (bytes: number) => boolean) {
    this.reserve = reserve;
  }

  /** Whether a row is an input, to the last bit. */
  isInput(row: number, time: number, input: number): boolean {
    return row < this.length && this.times[row] === time && Object.is(this.inputs[row], input);
  }

  /** Adds a row; false, and nothing done, where there is no memory for it. */
  append(time: number, input: number, answer: number): boolean {
    const { length } = this;
    if (length === this.times.length && !this.grow()) return false;
    this.times[length] = time;
    this.inputs[length] = input;
    this.answers[length] = answer;
    this.length = length + 1;
    return true;
  }

  private grow(): boolean {
    const capacity = this.times.length * 2;
    if (!this.reserve(this.times.length * BYTES_PER_ROW)) return false;
    this.times = grown(this.times, capacity, Float64Array);
    this.inputs = grown(this.inputs, capacity, Float64Array);
    this.answers = grown(this.answers, capacity, Float64Array);
    return true;
  }
}

/** The columns that runs of a session share, by series, indicator and parameters, within a number of bytes. */
export class IndicatorColumns {
  private readonly columns = new Map<string, IndicatorColumn>();
  private bytesLeft: number;

  /** @param bytes most bytes that all columns may take */
  constructor(bytes: number) {
    this.bytesLeft = bytes;
  }

  /** The column of a key, made when there is none yet; undefined where there is no memory for another one. */
  column(key: string): IndicatorColumn | undefined {
    const known = this.columns.get(key);
    if (known !== undefined) return known;
    if (!this.reserve(FIRST_CAPACITY * BYTES_PER_ROW)) return undefined;
    const column = new IndicatorColumn((bytes) => this.reserve(bytes));
    this.columns.set(key, column);
    return column;
  }

  private reserve(bytes: number): boolean {
    if (bytes > this.bytesLeft) return false;
    this.bytesLeft -= bytes;
    return true;
  }
}
