import { Row } from '../data/feed/row-layout.ts';
import { ColumnReading } from '../indicators/column-reading.ts';
import { IndicatorInput } from '../indicators/index.ts';
import type { FedIndicator } from '../indicators/index.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { SeriesReading } from '../indicators/indicator-columns.ts';
import type { IndicatorColumns } from '../indicators/indicator-columns.ts';
import type { IndicatorRecipes } from '../indicators/indicator-recipes.ts';
import { RowKind } from '../model/columns.ts';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import type { Selector } from './indicator-factory.ts';
import type { RowConsumer, Subscription } from './subscription.ts';

// local constants avoid module-binding look-ups
const END = Row.End;

/** Feeds rows to an indicator without allocating: the feed itself is the data point that the indicator reads. */
export class IndicatorFeed implements RowConsumer {
  endTime = NaN;
  value = NaN;
  private readonly indicator: FedIndicator;
  private readonly selector: Selector | undefined;
  private readonly takesValues: boolean;
  /** Offset of the single value that the indicator needs; 0 if it needs several values of the row. */
  private readonly offset: number;

  constructor(indicator: FedIndicator, subscription: Subscription, selector: Selector | undefined) {
    this.indicator = indicator;
    this.selector = selector;
    this.takesValues = indicator.inputKind === IndicatorInput.Value;
    this.offset = this.takesValues && selector === undefined ? subscription.singleValueOffset : 0;
  }

  consume(rows: Float64Array, base: number, subscription: Subscription): void {
    const { offset } = this;
    if (offset === 0) {
      this.consumeMore(rows, base, subscription);
      return;
    }
    this.endTime = rows[base + END];
    this.value = rows[base + offset];
    this.indicator.updateFrom(this as never);
  }

  scan(): void {}

  private consumeMore(rows: Float64Array, base: number, subscription: Subscription): void {
    const { selector } = this;
    if (!this.takesValues) {
      this.indicator.updateFrom(barOf(subscription, rows, base));
      return;
    }
    this.endTime = rows[base + END];
    if (selector === undefined) this.value = subscription.value(rows, base);
    else this.value = selector(barOf(subscription, rows, base));
    this.indicator.updateFrom(this as never);
  }
}

function barOf(subscription: Subscription, rows: Float64Array, base: number): TradeBar | QuoteBar {
  return subscription.kind === RowKind.QuoteBar ? subscription.quoteBar(rows, base) : subscription.tradeBar(rows, base);
}

/** Feeds an indicator from a column that runs share. */
export class ColumnFeed implements RowConsumer {
  endTime = NaN;
  value = NaN;
  private readonly reading: ColumnReading;

  constructor(reading: ColumnReading) {
    this.reading = reading;
  }

  consume(rows: Float64Array, base: number, subscription: Subscription): void {
    this.endTime = rows[base + END];
    this.value = subscription.value(rows, base);
    this.reading.take(this);
  }

  scan(): void {}
}

/**
 * Recipes whose indicators can be fed from columns, with the getters that expose state other than the value. Such an
 * indicator takes one number, produces one value for each accepted input, and is ready after a fixed number of inputs.
 */
const COLUMN_RECIPES: Partial<Record<keyof IndicatorRecipes, readonly string[]>> = {
  cmo: [],
  dema: [],
  ema: [],
  hma: [],
  kama: [],
  ker: [],
  logr: [],
  lwma: [],
  mad: [],
  max: ['periodsSinceMaximum'],
  mgd: [],
  min: ['periodsSinceMinimum'],
  mom: [],
  momp: [],
  roc: [],
  rocp: [],
  rsi: ['averageGain', 'averageLoss'],
  sma: [],
  std: [],
  sum: [],
  t3: [],
  tema: [],
  trima: [],
  trix: [],
  variance: [],
  wwma: [],
  zlema: [],
};

/** Recipe and parameters of an indicator. */
export interface IndicatorMaking {
  readonly recipe: keyof IndicatorRecipes;
  readonly args: readonly unknown[];
  readonly make: () => FedIndicator;
}

/** Access of one run to shared columns; its indicators of one series advance together. */
export class ColumnFeeds {
  private readonly columns: IndicatorColumns;
  private readonly readings = new Map<string, SeriesReading>();

  constructor(columns: IndicatorColumns) {
    this.columns = columns;
  }

  /** Creates the feed of a new indicator; undefined for indicators and series without columns. */
  feedOf(
    indicator: FedIndicator,
    { index, config, security, period }: Subscription,
    { recipe, args, make }: IndicatorMaking,
  ): ColumnFeed | undefined {
    const exposed = COLUMN_RECIPES[recipe];
    // the start of an indicator is found by time, but several ticks may share one time
    if (exposed === undefined || period === 0 || !args.every(isPlain)) return undefined;
    const { id, key } = security.symbol;
    const name = JSON.stringify([key, id, config.resolution, config.tickType, config.normalization]);
    return new ColumnFeed(
      new ColumnReading(indicator as Indicator, {
        columnFrom: (firstTime) => {
          const series = `${name} ${firstTime}`;
          const reading = this.readingOf(series, index);
          const column = reading && this.columns.column(`${series} ${recipe}(${JSON.stringify(args)})`);
          return column && { series: reading, column };
        },
        makeTwin: () => make() as Indicator,
        exposed,
      }),
    );
  }

  /** The run's position in a series, by subscription. */
  private readingOf(name: string, subscription: number): SeriesReading | undefined {
    const key = `${subscription} ${name}`;
    let reading = this.readings.get(key);
    const inputs = reading === undefined ? this.columns.inputsOf(name) : undefined;
    if (inputs !== undefined) this.readings.set(key, (reading = new SeriesReading(inputs)));
    return reading;
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}
