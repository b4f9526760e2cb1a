import type { DataPoint } from './indicator-base.ts';
import { IndicatorColumn } from './indicator-columns.ts';
import type { Indicator } from './indicator.ts';

const Mode = { Waiting: 0, Reading: 1, Writing: 2, Own: 3 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

export interface ReadingParts {
  /** The column of the series, asked for at the first input; undefined where there is none and none can be made. */
  readonly columnFrom: (firstTime: number) => IndicatorColumn | undefined;
  /** Makes an indicator of the same kind with the same parameters. */
  readonly makeTwin: () => Indicator;
  /** Getters that show more of the inner state than the value: whoever asks one makes the indicator compute for itself. */
  readonly exposed: readonly string[];
}

const NO_COLUMN = new IndicatorColumn(() => false);

/**
 * Feeds an indicator whose answers stand in a column that other runs share, or are to stand there.
 *
 * While the inputs are those of the column, the indicator's value, previous value, samples, time and events are set from it and
 * nothing is computed. As soon as anything differs (another input, an update or a reset by the strategy, a look at inner state)
 * the indicator gets the state that it would have by itself and computes on its own from then on. At the end of the column it
 * does so too, and adds its answers to the column.
 */
export class ColumnReading {
  private readonly indicator: Indicator;
  private readonly parts: ReadingParts;
  private readonly prototype: Indicator;
  private column = NO_COLUMN;
  /** Inputs that the indicator has accepted. */
  private row = 0;
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
    if (this.mode === Mode.Reading) return this.row >= this.column.readyAfter;
    return Reflect.get(this.prototype, 'isReady', this.indicator);
  }

  /** Takes the next input of the series. */
  take(point: DataPoint): void {
    const { indicator } = this;
    if (this.mode === Mode.Waiting && !indicator.passesOver(point)) this.begin(point.endTime);
    const { column, row } = this;
    if (this.mode === Mode.Reading) {
      if (column.isInput(row, point.endTime, point.value)) {
        // counted first: who is told of the value may make the indicator compute for itself, this input included
        this.row = row + 1;
        indicator.takeKnown(point, column.answers[row]);
        return;
      }
      if (indicator.passesOver(point)) return;
      this.leave();
      if (row === column.length) {
        this.mode = Mode.Writing;
        this.watch();
      }
    }
    if (this.mode === Mode.Writing) this.takeAndKeep(point);
    else indicator.updateFrom(point);
  }

  /** The indicator computes for itself from now on. */
  leave(): void {
    const { mode, indicator, column } = this;
    if (mode === Mode.Own) return;
    this.mode = Mode.Own;
    Object.setPrototypeOf(indicator, this.prototype);
    indicator.reading = undefined;
    if (mode !== Mode.Reading) return;
    const twin = this.parts.makeTwin();
    for (let row = 0; row < this.row; row++) twin.update(column.times[row], column.inputs[row]);
    indicator.takeInnerState(twin);
  }

  private watch(): void {
    const { indicator, prototype, parts } = this;
    indicator.reading = this;
    Object.setPrototypeOf(indicator, watchedPrototype(prototype, parts.exposed));
  }

  private begin(firstTime: number): void {
    const column = this.parts.columnFrom(firstTime);
    if (column === undefined) {
      this.leave();
      return;
    }
    this.column = column;
    this.mode = column.length === 0 ? Mode.Writing : Mode.Reading;
  }

  private takeAndKeep(point: DataPoint): void {
    const { indicator, column, row } = this;
    this.prototype.updateFrom.call(indicator, point);
    // a handler may have made the indicator leave; an input that was passed over is no row
    if (indicator.reading !== this || indicator.samples === row) return;
    this.row = row + 1;
    const { endTime, value } = point;
    if (row < column.length) {
      // another run came here first
      if (!column.isInput(row, endTime, value)) this.leave();
    } else if (!column.append(endTime, value, indicator.value)) this.leave();
    else if (column.readyAfter === Infinity && this.isReady) column.readyAfter = row + 1;
  }
}

const WATCHED = new WeakMap<Indicator, Indicator>();

/** The prototype of indicators that are fed from columns: what concerns their inner state goes through the reading. */
function watchedPrototype(prototype: Indicator, exposed: readonly string[]): Indicator {
  let watched = WATCHED.get(prototype);
  if (watched !== undefined) return watched;
  const leaving = (name: string): PropertyDescriptor => ({
    get(this: Indicator) {
      this.reading?.leave();
      return Reflect.get(this, name) as unknown;
    },
  });
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
