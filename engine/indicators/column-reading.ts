import type { DataPoint } from './indicator-base.ts';
import { Advance } from './indicator-columns.ts';
import type { IndicatorColumn, SeriesReading } from './indicator-columns.ts';
import type { Indicator } from './indicator.ts';

const Mode = { Waiting: 0, Reading: 1, Writing: 2, Detached: 3 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

/** The column that an indicator reads or extends, and the series of its inputs. */
export interface ColumnOfSeries {
  readonly series: SeriesReading;
  readonly column: IndicatorColumn;
}

export interface ReadingParts {
  /** Called at the first input; undefined when there is no column and none can be made. */
  readonly columnFrom: (firstTime: number) => ColumnOfSeries | undefined;
  /** Makes an indicator of the same kind with the same parameters. */
  readonly makeTwin: () => Indicator;
  /** Getters that expose more of the inner state than the value: reading one makes the indicator compute by itself. */
  readonly exposed: readonly string[];
}

/**
 * Feeds an indicator from a column of results that runs share, and extends that column.
 *
 * While the inputs equal those of the column, nothing is computed: value, previous value, samples and time are looked up when
 * they are read, and events are raised only for registered handlers. As soon as anything differs (another input, an update or
 * a reset by the strategy, a read of inner state) the indicator gets the state that it would have without columns and
 * computes by itself from then on. At the end of the column it does the same, and appends its results to the column.
 */
export class ColumnReading {
  private readonly indicator: Indicator;
  private readonly parts: ReadingParts;
  private readonly prototype: Indicator;
  private source: ColumnOfSeries | undefined;
  /** Inputs that the indicator has accepted. */
  private row = 0;
  /** The row that the indicator's fields represent. */
  private shown = 0;
  private mode: Mode = Mode.Waiting;

  /** @param indicator an indicator without any input so far */
  constructor(indicator: Indicator, parts: ReadingParts) {
    this.indicator = indicator;
    this.parts = parts;
    this.prototype = Object.getPrototypeOf(indicator) as Indicator;
    this.watch();
  }

  /** Whether the indicator is ready. */
  get isReady(): boolean {
    if (this.mode === Mode.Reading) return this.row >= this.source!.column.readyAfter;
    return Reflect.get(this.prototype, 'isReady', this.indicator);
  }

  /** Processes the next input of the series. */
  take(point: DataPoint): void {
    const { indicator } = this;
    if (this.mode === Mode.Waiting && !indicator.skips(point)) this.begin(point.endTime);
    if (this.mode === Mode.Detached || this.source === undefined) {
      indicator.updateFrom(point);
      return;
    }
    const { row } = this;
    const { series, column } = this.source;
    // another indicator may have compared this row of the series already
    const advance = row < series.rows ? Advance.Taken : series.advance(point);
    if (advance === Advance.Skipped) return;
    if (advance === Advance.Differs) {
      this.detach();
      indicator.updateFrom(point);
    } else if (this.mode === Mode.Writing) this.computeAndAppend(point, column);
    else if (row < column.length) this.read(point, column);
    else {
      this.detach();
      this.mode = Mode.Writing;
      this.watch();
      this.computeAndAppend(point, column);
    }
  }

  /** Updates the indicator's fields to its current row. */
  show(): void {
    const { row, indicator } = this;
    if (this.shown === row || this.mode !== Mode.Reading) return;
    this.shown = row;
    const { series, column } = this.source!;
    const { results } = column;
    indicator.showKnown(row, {
      value: results[row - 1],
      previous: row > 1 ? results[row - 2] : 0,
      time: series.inputs.times[row - 1],
    });
  }

  /** Makes the indicator compute by itself from now on. */
  detach(): void {
    const { mode, indicator } = this;
    if (mode === Mode.Detached) return;
    this.show();
    this.mode = Mode.Detached;
    Object.setPrototypeOf(indicator, this.prototype);
    indicator.reading = undefined;
    if (mode !== Mode.Reading) return;
    const { times, values } = this.source!.series.inputs;
    const twin = this.parts.makeTwin();
    for (let row = 0; row < this.row; row++) twin.update(times[row], values[row]);
    indicator.takeInnerState(twin);
  }

  private watch(): void {
    const { indicator, prototype, parts } = this;
    indicator.reading = this;
    Object.setPrototypeOf(indicator, watchedPrototype(prototype, parts.exposed));
  }

  private begin(firstTime: number): void {
    this.source = this.parts.columnFrom(firstTime);
    if (this.source === undefined) this.detach();
    else this.mode = this.source.column.length === 0 ? Mode.Writing : Mode.Reading;
  }

  private read(point: DataPoint, { results }: IndicatorColumn): void {
    const { row, indicator } = this;
    // counted first: a handler may detach the indicator, whose state must then include this input
    this.row = row + 1;
    if (!indicator.isWatched) return;
    this.shown = row + 1;
    indicator.takeKnown(point, results[row]);
  }

  private computeAndAppend(point: DataPoint, column: IndicatorColumn): void {
    const { indicator, row } = this;
    this.row = this.shown = row + 1;
    this.prototype.updateFrom.call(indicator, point);
    // a handler may have detached the indicator, and another run may have appended this row first
    if (indicator.reading !== this || row < column.length) return;
    if (!column.append(indicator.value)) this.detach();
    else if (column.readyAfter === Infinity && this.isReady) column.readyAfter = row + 1;
  }
}

const WATCHED = new WeakMap<Indicator, Indicator>();

/** The prototype of indicators that are fed from columns: access to their inner state goes through the reading. */
function watchedPrototype(prototype: Indicator, exposed: readonly string[]): Indicator {
  let watched = WATCHED.get(prototype);
  if (watched !== undefined) return watched;
  watched = Object.create(prototype, {
    isReady: {
      get(this: Indicator) {
        return this.reading?.isReady;
      },
    },
    // a method is looked up immediately before it is called
    updateFrom: detaching('updateFrom'),
    reset: detaching('reset'),
    ...Object.fromEntries(exposed.map((name) => [name, detaching(name)])),
  }) as Indicator;
  WATCHED.set(prototype, watched);
  return watched;
}

/** A getter that detaches the indicator before it returns the property. */
function detaching(name: string): PropertyDescriptor {
  return {
    get(this: Indicator) {
      this.reading?.detach();
      return Reflect.get(this, name) as unknown;
    },
  };
}
