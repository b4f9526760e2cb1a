import type { DataPoint } from './indicator-base.ts';
import { Advance } from './indicator-columns.ts';
import type { IndicatorColumn, SeriesReading } from './indicator-columns.ts';
import type { Indicator } from './indicator.ts';

const Mode = { Waiting: 0, Reading: 1, Writing: 2, Own: 3 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

/** What an indicator reads from, or adds to. */
export interface ColumnOfSeries {
  readonly series: SeriesReading;
  readonly column: IndicatorColumn;
}

export interface ReadingParts {
  /** Asked for at the first input; undefined where there is no column and none can be made. */
  readonly columnFrom: (firstTime: number) => ColumnOfSeries | undefined;
  /** Makes an indicator of the same kind with the same parameters. */
  readonly makeTwin: () => Indicator;
  /** Getters that show more of the inner state than the value: whoever asks one makes the indicator compute for itself. */
  readonly exposed: readonly string[];
}

/**
 * Feeds an indicator whose answers stand in a column that other runs share, or are to stand there.
 *
 * While the inputs are those of the column nothing is computed: value, previous value, samples and time are looked up when
 * somebody asks for them, and events are raised where somebody listens. As soon as anything differs (another input, an update or
 * a reset by the strategy, a look at inner state) the indicator gets the state that it would have by itself and computes on its
 * own from then on. At the end of the column it does so too, and adds its answers to the column.
 */
export class ColumnReading {
  private readonly indicator: Indicator;
  private readonly parts: ReadingParts;
  private readonly prototype: Indicator;
  private source: ColumnOfSeries | undefined;
  /** Inputs that the indicator has accepted. */
  private row = 0;
  /** The row that the indicator's own fields show. */
  private shown = 0;
  private mode: Mode = Mode.Waiting;

  /** @param indicator one that has taken no input yet */
  constructor(indicator: Indicator, parts: ReadingParts) {
    this.indicator = indicator;
    this.parts = parts;
    this.prototype = Object.getPrototypeOf(indicator) as Indicator;
    this.watch();
  }

  /** What the indicator answers to the question whether it is ready. */
  get isReady(): boolean {
    if (this.mode === Mode.Reading) return this.row >= this.source!.column.readyAfter;
    return Reflect.get(this.prototype, 'isReady', this.indicator);
  }

  /** Takes the next input of the series. */
  take(point: DataPoint): void {
    const { indicator } = this;
    if (this.mode === Mode.Waiting && !indicator.passesOver(point)) this.begin(point.endTime);
    if (this.mode === Mode.Own || this.source === undefined) {
      indicator.updateFrom(point);
      return;
    }
    const { row } = this;
    const { series, column } = this.source;
    // other indicators of the series may have come to this row before
    const advance = row < series.rows ? Advance.Taken : series.advance(point);
    if (advance === Advance.PassedOver) return;
    if (advance === Advance.Differs) {
      this.leave();
      indicator.updateFrom(point);
    } else if (this.mode === Mode.Writing) this.takeAndKeep(point, column);
    else if (row < column.length) this.read(point, column);
    else {
      this.leave();
      this.mode = Mode.Writing;
      this.watch();
      this.takeAndKeep(point, column);
    }
  }

  /** Lets the indicator's own fields show the row that it has come to. */
  show(): void {
    const { row, indicator } = this;
    if (this.shown === row || this.mode !== Mode.Reading) return;
    this.shown = row;
    const { series, column } = this.source!;
    const { answers } = column;
    indicator.showKnown(row, {
      value: answers[row - 1],
      previous: row > 1 ? answers[row - 2] : 0,
      time: series.inputs.times[row - 1],
    });
  }

  /** The indicator computes for itself from now on. */
  leave(): void {
    const { mode, indicator } = this;
    if (mode === Mode.Own) return;
    this.show();
    this.mode = Mode.Own;
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
    if (this.source === undefined) this.leave();
    else this.mode = this.source.column.length === 0 ? Mode.Writing : Mode.Reading;
  }

  private read(point: DataPoint, { answers }: IndicatorColumn): void {
    const { row, indicator } = this;
    // counted first: who is told of the value may make the indicator compute for itself, this input included
    this.row = row + 1;
    if (!indicator.isWatched) return;
    this.shown = row + 1;
    indicator.takeKnown(point, answers[row]);
  }

  private takeAndKeep(point: DataPoint, column: IndicatorColumn): void {
    const { indicator, row } = this;
    this.row = this.shown = row + 1;
    this.prototype.updateFrom.call(indicator, point);
    // a handler may have made the indicator leave, and another run may have come here first
    if (indicator.reading !== this || row < column.length) return;
    if (!column.append(indicator.value)) this.leave();
    else if (column.readyAfter === Infinity && this.isReady) column.readyAfter = row + 1;
  }
}

const WATCHED = new WeakMap<Indicator, Indicator>();

/** The prototype of indicators that are fed from columns: what concerns their inner state goes through the reading. */
function watchedPrototype(prototype: Indicator, exposed: readonly string[]): Indicator {
  let watched = WATCHED.get(prototype);
  if (watched !== undefined) return watched;
  watched = Object.create(prototype, {
    isReady: {
      get(this: Indicator) {
        return this.reading?.isReady;
      },
    },
    // methods are asked for when they are about to be called
    updateFrom: leaving('updateFrom'),
    reset: leaving('reset'),
    ...Object.fromEntries(exposed.map((name) => [name, leaving(name)])),
  }) as Indicator;
  WATCHED.set(prototype, watched);
  return watched;
}

/** A getter that makes the indicator compute for itself before it answers. */
function leaving(name: string): PropertyDescriptor {
  return {
    get(this: Indicator) {
      this.reading?.leave();
      return Reflect.get(this, name) as unknown;
    },
  };
}
