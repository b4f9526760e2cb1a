import { RowKind } from '../../model/columns.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { SHORTEST_PLACES } from '../convert/number-text.ts';
import type { SeriesRows } from '../convert/series-rows.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { BadRow } from './bad-rows.ts';
import type { BarTimes } from './bar-times.ts';
import { FIELD, ROW_LENGTH } from './row-store.ts';
import type { RowBlock } from './row-store.ts';

const BATCH_ROWS = 16_384;
const [OPEN, HIGH, LOW, CLOSE, VOLUME] = [0, 1, 2, 3, 4];
const NUMBERS = 5;
/** Columns of a quote bar: bid and ask, each with the columns of a trade bar. */
const QUOTE_NUMBERS = 10;
/** Decimal places of adjusted prices. */
const PRODUCT_PLACES = 6;
const PLACES = Array.from({ length: QUOTE_NUMBERS }, (_, index) => 2 ** (4 * index));

export interface BarSettings {
  /** Converts bars of one price into quote bars. */
  readonly isQuoted: boolean;
  readonly spread: { readonly width: number; readonly places: number } | undefined;
  /** Daily bars are aggregated from rows of the regular session only, if there are sessions. */
  readonly hours: ExchangeHours | undefined;
  /** Multiplies all prices by adjusted close / close. */
  readonly usesAdjustedClose: boolean;
  /** Names of files by their index. */
  readonly files: readonly string[];
}

/** Receives notifications about rows during reading. */
interface Watchers {
  /** Called for rows that cannot be used. */
  readonly bad?: (row: BadRow) => void;
  /** Called for used rows, with their position in the block and the start of their bars. */
  readonly kept?: (numbers: Float64Array, at: number, time: number) => void;
}

/**
 * Converts the rows of one ticker into bars, batch by batch: sets their starts, removes repetitions, aggregates them to
 * longer bars and adds bid and ask. Of contradictory rows of one time only the first is kept.
 */
export class BarBatches {
  /** Number of exact duplicates in the last pass. */
  repeated = 0;
  private readonly times: BarTimes;
  private readonly settings: BarSettings;
  private watchers: Watchers = {};
  /** The last row that was kept, unchanged. */
  private readonly lastRow = new Float64Array(ROW_LENGTH);
  private lastTime = -Infinity;
  private batch: Batch;
  /** A bar to be merged into another. */
  private readonly part: Batch;

  constructor(times: BarTimes, settings: BarSettings) {
    this.times = times;
    this.settings = settings;
    this.batch = new Batch(settings.isQuoted);
    this.part = new Batch(settings.isQuoted, 1);
  }

  watch(watchers: Watchers): void {
    this.watchers = watchers;
  }

  *read(blocks: Iterable<RowBlock>): Generator<SeriesRows> {
    this.repeated = 0;
    this.lastTime = -Infinity;
    this.batch = new Batch(this.settings.isQuoted);
    const { resample } = this.times;
    for (const { numbers, length } of blocks)
      for (let row = 0; row < length; row++) {
        const at = row * ROW_LENGTH;
        const time = this.times.startOf(numbers, at);
        if (!this.isKept(numbers, at, time)) continue;
        this.watchers.kept?.(numbers, at, time);
        if (resample === undefined) this.add(numbers, at, time);
        else this.addTo(this.resampledStart(time, resample), numbers, at, time);
        // The unfinished bar stays.
        if (this.batch.length > BATCH_ROWS) yield this.batch.take(resample !== undefined);
      }
    if (this.batch.length > 0) yield this.batch.take(false);
  }

  private isKept(numbers: Float64Array, at: number, time: number): boolean {
    if (time > this.lastTime) {
      for (let field = 0; field < ROW_LENGTH; field++) this.lastRow[field] = numbers[at + field];
      this.lastTime = time;
      return true;
    }
    if (Number.isNaN(time))
      this.reject(numbers, at, 'has a time that its time zone skips at a clock change: it does not exist');
    else if (time < this.lastTime)
      this.reject(numbers, at, "is in an hour that the data's time zone repeats at a clock change");
    else if (this.repeatsLast(numbers, at)) this.repeated++;
    else {
      const other = this.fileOf(this.lastRow, 0);
      const isSame = other === this.fileOf(numbers, at);
      this.reject(
        numbers,
        at,
        `has the time of line ${this.lastRow[FIELD.line]}${isSame ? '' : ` of ${other}`} and other numbers`,
      );
    }
    return false;
  }

  private repeatsLast(numbers: Float64Array, at: number): boolean {
    for (let field = FIELD.open; field <= FIELD.adjustedClose; field++)
      if (!Object.is(numbers[at + field], this.lastRow[field])) return false;
    return true;
  }

  private reject(numbers: Float64Array, at: number, what: string): void {
    this.watchers.bad?.({ file: this.fileOf(numbers, at), line: numbers[at + FIELD.line], what });
  }

  private fileOf(numbers: Float64Array, at: number): string {
    return this.settings.files[Math.floor(numbers[at + FIELD.source] / 4)];
  }

  /** Start of the longer bar that contains a row; NaN for a row outside all bars. */
  private resampledStart(time: number, resolution: Resolution): number {
    const { hours } = this.settings;
    if (resolution === Resolution.Daily && hours !== undefined && !hours.isOpen(time, false)) return NaN;
    const period = resolutionPeriod(resolution);
    return Math.floor(time / period) * period;
  }

  private add(numbers: Float64Array, at: number, time: number, batch: Batch = this.batch): void {
    const { settings } = this;
    const row = batch.begin(time);
    const factor = settings.usesAdjustedClose ? numbers[at + FIELD.adjustedClose] / numbers[at + FIELD.close] : 1;
    const isAdjusted = settings.usesAdjustedClose && !Number.isNaN(factor);
    let packed = numbers[at + FIELD.places] % 2 ** 20;
    for (let price = OPEN; price <= CLOSE; price++) {
      const value = numbers[at + FIELD.open + price];
      batch.numbers[price][row] = isAdjusted ? Number((value * factor).toFixed(PRODUCT_PLACES)) : value;
    }
    if (isAdjusted)
      packed =
        PRODUCT_PLACES * (PLACES[OPEN] + PLACES[HIGH] + PLACES[LOW] + PLACES[CLOSE]) +
        Math.floor(packed / PLACES[VOLUME]) * PLACES[VOLUME];
    batch.numbers[VOLUME][row] = numbers[at + FIELD.volume];
    batch.places[row] = packed;
    if (settings.isQuoted) batch.quote(row, settings.spread ?? { width: 0, places: 0 });
  }

  /** Merges a row into the bar that starts at `start`, which is the last bar or a new one. */
  private addTo(start: number, numbers: Float64Array, at: number, time: number): void {
    if (Number.isNaN(start)) return;
    const { batch } = this;
    const row = batch.length - 1;
    if (row < 0 || batch.time[row] !== start) {
      this.add(numbers, at, start);
      return;
    }
    this.part.length = 0;
    this.add(numbers, at, time, this.part);
    batch.merge(row, this.part);
  }
}

/** Bars as columns. */
class Batch {
  length = 0;
  time: Float64Array;
  numbers: Float64Array[];
  places: Float64Array;
  private readonly isQuoted: boolean;

  constructor(isQuoted: boolean, capacity = BATCH_ROWS + 2) {
    this.isQuoted = isQuoted;
    this.time = new Float64Array(capacity);
    this.places = new Float64Array(capacity);
    this.numbers = Array.from({ length: isQuoted ? QUOTE_NUMBERS : NUMBERS }, () => new Float64Array(capacity));
  }

  begin(time: number): number {
    this.time[this.length] = time;
    return this.length++;
  }

  /** Returns the bars so far, except the last one if it may be incomplete. */
  take(keepsLast: boolean): SeriesRows {
    const length = keepsLast ? this.length - 1 : this.length;
    const rows: SeriesRows = {
      kind: this.isQuoted ? RowKind.QuoteBar : RowKind.TradeBar,
      length,
      time: this.time.subarray(0, length),
      numbers: this.numbers.map((column) => column.subarray(0, length)),
      places: this.places.subarray(0, length),
      texts: [],
    };
    const last = new Batch(this.isQuoted);
    if (keepsLast) {
      last.time[0] = this.time[length];
      last.places[0] = this.places[length];
      this.numbers.forEach((column, index) => (last.numbers[index][0] = column[length]));
      last.length = 1;
    }
    ({ time: this.time, numbers: this.numbers, places: this.places, length: this.length } = last);
    return rows;
  }

  /** Derives bid and ask from one price: half of the spread on each side. Sizes are unknown. */
  quote(row: number, { width, places }: { readonly width: number; readonly places: number }): void {
    const half = width / 2;
    const halfPlaces = width === 0 ? 0 : places + 1;
    let packed = 0;
    for (let price = OPEN; price <= CLOSE; price++) {
      const value = this.numbers[price][row];
      const own = Math.floor(this.places[row] / PLACES[price]) % 16;
      const wanted = Math.min(Math.max(own, halfPlaces), SHORTEST_PLACES - 1);
      this.numbers[price][row] = Number((value - half).toFixed(wanted));
      this.numbers[NUMBERS + price][row] = Number((value + half).toFixed(wanted));
      packed += wanted * (PLACES[price] + PLACES[NUMBERS + price]);
    }
    this.numbers[VOLUME][row] = 0;
    this.numbers[NUMBERS + VOLUME][row] = 0;
    this.places[row] = packed;
  }

  /** Merges the only bar of another batch, which is later, into a bar. */
  merge(row: number, { numbers, places }: Batch): void {
    const shares = [...Array(this.numbers.length / NUMBERS).keys()];
    for (const first of shares.map((side) => side * NUMBERS)) {
      const isHigher = numbers[first + HIGH][0] > this.numbers[first + HIGH][row];
      const isLower = numbers[first + LOW][0] < this.numbers[first + LOW][row];
      if (isHigher) this.copy(row, first + HIGH, numbers, places);
      if (isLower) this.copy(row, first + LOW, numbers, places);
      this.copy(row, first + CLOSE, numbers, places);
      const volume = first + VOLUME;
      const wanted = Math.max(placesAt(this.places[row], volume), placesAt(places[0], volume));
      this.numbers[volume][row] = Number((this.numbers[volume][row] + numbers[volume][0]).toFixed(wanted));
      this.setPlaces(row, volume, wanted);
    }
  }

  private copy(row: number, column: number, numbers: readonly Float64Array[], places: Float64Array): void {
    this.numbers[column][row] = numbers[column][0];
    this.setPlaces(row, column, placesAt(places[0], column));
  }

  private setPlaces(row: number, column: number, places: number): void {
    this.places[row] += (places - placesAt(this.places[row], column)) * PLACES[column];
  }
}

function placesAt(packed: number, column: number): number {
  return Math.floor(packed / PLACES[column]) % 16;
}
