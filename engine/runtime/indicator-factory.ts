import { CONSOLIDATOR_ERRORS } from '../data/consolidators/errors.ts';
import { createConsolidator } from '../data/consolidators/index.ts';
import type { Consolidator } from '../data/consolidators/index.ts';
import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import type { Duration } from '../data/time/duration.ts';
import { indicatorRecipes } from '../indicators/indicator-recipes.ts';
import type { IndicatorRecipes } from '../indicators/indicator-recipes.ts';
import { DualSymbolIndicator, IndicatorInput } from '../indicators/index.ts';
import type { FedIndicator } from '../indicators/index.ts';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import { EngineError } from '../model/engine-error.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
import type { Security } from '../securities/security.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { AutomaticSubscriptions } from './automatic-subscriptions.ts';
import type { ConsolidatorHub } from './consolidator-hub.ts';
import type { DataManager } from './data-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import { ColumnFeeds, IndicatorFeed } from './indicator-feed.ts';
import type { IndicatorMaking } from './indicator-feed.ts';
import type { BacktestRequest } from './run-request.ts';
import type { SymbolLike } from './slice.ts';
import type { Subscription } from './subscription.ts';

/** Selects the value of a bar that feeds an indicator; defaults to the close, or the mid of quotes. */
export type Selector = (bar: TradeBar | QuoteBar) => number;

export interface IndicatorOptions {
  /** Resolution of the bars, if it differs from the subscription's. */
  readonly resolution?: Resolution;
  /** Length of the bars, such as `{ minutes: 15 }`. */
  readonly period?: Duration;
  /** A custom consolidator. */
  readonly consolidator?: Consolidator;
  readonly selector?: Selector;
}

/** The required parameters. */
type Needed<P extends readonly unknown[]> = P extends readonly [infer First, ...infer Rest]
  ? [First, ...Needed<Rest>]
  : [];

/** Options come last: after all numbers, or after the required ones. */
type WithOptions<P extends readonly unknown[]> =
  | [...P, options?: IndicatorOptions]
  | [...Needed<P>, options: IndicatorOptions];

/** One method for each of LEAN's short names: `sma(symbol, 20)`, `macd(symbol, 12, 26, 9, { resolution })`. */
type IndicatorVerbs = {
  readonly [Name in keyof IndicatorRecipes]: (
    symbol: SymbolLike,
    ...args: WithOptions<Parameters<IndicatorRecipes[Name]>>
  ) => ReturnType<IndicatorRecipes[Name]>;
};

/** Creates indicators that the engine keeps up to date (LEAN's QCAlgorithm.Indicators). */
export interface IndicatorFactory extends IndicatorVerbs {
  /** Keeps a custom indicator up to date with the symbol's bars. */
  register<I extends FedIndicator>(symbol: SymbolLike, indicator: I, options?: IndicatorOptions): I;
  /** Stops updating an indicator. */
  unregister(indicator: FedIndicator): void;
  /** Feeds the indicator with enough history to make it ready. */
  warmUp<I extends FedIndicator>(symbol: SymbolLike, indicator: I, options?: IndicatorOptions): I;
}

/** Parts of a run that the factory uses. */
export interface IndicatorParts {
  readonly request: Pick<BacktestRequest, 'indicatorColumns'>;
  readonly settings: Pick<AlgorithmSettings, 'automaticIndicatorWarmUp'>;
  readonly data: Pick<DataManager, 'subscriptionFor' | 'addConsumer' | 'removeConsumer'>;
  readonly consolidators: Pick<ConsolidatorHub, 'make' | 'attach' | 'add' | 'remove'>;
  readonly history: Pick<HistoryProvider, 'tradeBars' | 'quoteBars'>;
}

type SubscriptionFinder = Pick<AutomaticSubscriptions, 'forData'>;

const OPTION_NAMES = ['resolution', 'period', 'consolidator', 'selector'];

interface FeedWish {
  readonly options: IndicatorOptions;
  /** The recipe of the indicator; undefined for a custom one. */
  readonly making: IndicatorMaking | undefined;
}

/** Base of the factory; the table of recipes supplies its methods. */
class RunIndicators {
  private readonly run: IndicatorParts;
  private readonly subscriptions: SubscriptionFinder;
  private readonly feeds = new Map<FedIndicator, () => void>();
  private readonly columnFeeds: ColumnFeeds | undefined;

  constructor(run: IndicatorParts, subscriptions: SubscriptionFinder) {
    this.run = run;
    this.subscriptions = subscriptions;
    const { indicatorColumns } = run.request;
    this.columnFeeds = indicatorColumns && new ColumnFeeds(indicatorColumns);
    for (const [name, recipe] of Object.entries(indicatorRecipes)) {
      const verb = (symbol: SymbolLike, ...args: unknown[]): FedIndicator => {
        const options = isOptions(args.at(-1)) ? (args.pop() as IndicatorOptions) : {};
        const make = (): FedIndicator => (recipe as (...given: unknown[]) => FedIndicator)(...args);
        const indicator = make();
        indicator.name = `${indicator.name} ${subscriptions.forData(symbol).symbol.ticker}`;
        this.connect(symbol, indicator, options, { recipe: name as keyof IndicatorRecipes, args, make });
        if (run.settings.automaticIndicatorWarmUp && options.consolidator === undefined)
          this.warmUp(symbol, indicator, options);
        return indicator;
      };
      Object.defineProperty(this, name, { value: verb, enumerable: true });
    }
  }

  register<I extends FedIndicator>(symbol: SymbolLike, indicator: I, options: IndicatorOptions = {}): I {
    // a column cannot track values from another source
    indicator.reading?.detach();
    this.connect(symbol, indicator, options);
    return indicator;
  }

  private connect(
    symbol: SymbolLike,
    indicator: FedIndicator,
    options: IndicatorOptions,
    making?: IndicatorMaking,
  ): void {
    const securities = this.securitiesOf(symbol, indicator);
    const ends = securities.map((security) => this.feed(security, indicator, { options, making }));
    this.unregister(indicator);
    this.feeds.set(indicator, () => ends.forEach((end) => end()));
  }

  unregister(indicator: FedIndicator): void {
    this.feeds.get(indicator)?.();
    this.feeds.delete(indicator);
  }

  warmUp<I extends FedIndicator>(symbol: SymbolLike, indicator: I, options: IndicatorOptions = {}): I {
    const securities = this.securitiesOf(symbol, indicator);
    const take = updaterOf(indicator, options.selector);
    const bars = securities.flatMap((security) => this.pastBars(security, indicator, options));
    for (const bar of bars.sort((a, b) => a.endTime - b.endTime)) take(bar);
    return indicator;
  }

  /** The securities that feed an indicator; an indicator of two symbols receives the time zones of their exchanges. */
  private securitiesOf(symbol: SymbolLike, indicator: FedIndicator): Security[] {
    const { subscriptions } = this;
    if (!(indicator instanceof DualSymbolIndicator)) return [subscriptions.forData(symbol)];
    const target = subscriptions.forData(indicator.target);
    const reference = subscriptions.forData(indicator.reference);
    indicator.useZonesOf({ target: target.exchangeHours.timeZone, reference: reference.exchangeHours.timeZone });
    return [target, reference];
  }

  /** Reads the bars that make the indicator ready; a custom period is consolidated from the next finer resolution. */
  private pastBars(security: Security, indicator: FedIndicator, options: IndicatorOptions): (TradeBar | QuoteBar)[] {
    const { history } = this.run;
    const { resolution } = options;
    const period = periodOf(options);
    const { kind } = subscriptionFor(this.run, security, indicator);
    const isQuoted = kind === RowKind.QuoteBar || kind === RowKind.QuoteTick;
    const read = (bars: number, of: Resolution | undefined): (TradeBar | QuoteBar)[] =>
      isQuoted ? history.quoteBars(security, { bars }, of) : history.tradeBars(security, { bars }, of);
    if (period === undefined) return read(indicator.warmUpPeriod, resolution);
    const source = longestResolutionWithin(period);
    const sourcePeriod = resolutionPeriod(source);
    const bars = read(indicator.warmUpPeriod * Math.floor(period / sourcePeriod), source);
    if (sourcePeriod === period) return bars;
    const consolidated: (TradeBar | QuoteBar)[] = [];
    const consolidator = createConsolidator(isQuoted ? RowKind.QuoteBar : RowKind.TradeBar, { period });
    consolidator.onConsolidated((bar) => consolidated.push(bar as TradeBar | QuoteBar));
    for (const bar of bars) consolidator.update(bar);
    consolidator.scan(security.localTime);
    return consolidated;
  }

  /** Connects an indicator to a security and returns the function that disconnects it. */
  private feed(security: Security, indicator: FedIndicator, { options, making }: FeedWish): () => void {
    const { run } = this;
    const subscription = subscriptionFor(run, security, indicator);
    const rule = ruleOf(options);
    const period = 'resolution' in rule ? resolutionPeriod(rule.resolution) : (rule.period ?? subscription.period);
    if (options.consolidator === undefined && period === subscription.period) {
      const byColumn =
        making && options.selector === undefined
          ? this.columnFeeds?.feedOf(indicator, subscription, making)
          : undefined;
      const consumer = byColumn ?? new IndicatorFeed(indicator, subscription, options.selector);
      run.data.addConsumer(subscription, consumer);
      return () => run.data.removeConsumer(subscription, consumer);
    }
    const take = updaterOf(indicator, options.selector);
    const consolidator = options.consolidator ?? run.consolidators.make(subscription, rule);
    const stopTaking = consolidator.onConsolidated((bar) => take(bar as TradeBar));
    if (options.consolidator === undefined) run.consolidators.attach(subscription, consolidator);
    else run.consolidators.add(security, consolidator);
    return () => {
      stopTaking();
      run.consolidators.remove(security, consolidator);
    };
  }
}

/** Creates the factory of a run. */
export function indicatorFactory(run: IndicatorParts, subscriptions: SubscriptionFinder): IndicatorFactory {
  return new RunIndicators(run, subscriptions) as unknown as IndicatorFactory;
}

/** The rule of the bars that feed an indicator. */
function ruleOf(options: IndicatorOptions): { readonly period?: number } | { readonly resolution: Resolution } {
  const { resolution } = options;
  const period = periodOf(options);
  return resolution === undefined || period !== undefined ? { period } : { resolution };
}

/** The given length of bars in milliseconds. @throws EngineError CONSOLIDATOR_INVALID_ARGUMENT for one that is no length of time */
function periodOf({ period }: IndicatorOptions): number | undefined {
  if (period === undefined) return undefined;
  const milliseconds = isDuration(period) ? durationMilliseconds(period) : NaN;
  if (Number.isSafeInteger(milliseconds) && milliseconds > 0) return milliseconds;
  throw new EngineError(
    CONSOLIDATOR_ERRORS.INVALID_ARGUMENT,
    `The period of an indicator's bars was given as ${JSON.stringify(period)}. Write a duration such as { minutes: 15 }, or a resolution as { resolution: Resolution.Hour }.`,
  );
}

/** The coarsest resolution whose bars are not longer than a period. */
function longestResolutionWithin(period: number): Resolution {
  const resolutions = [Resolution.Daily, Resolution.Hour, Resolution.Minute];
  return resolutions.find((resolution) => resolutionPeriod(resolution) <= period) ?? Resolution.Second;
}

/** Prefers trades to quotes, as LEAN does when a symbol has both. */
function subscriptionFor(run: IndicatorParts, security: Security, indicator: FedIndicator): Subscription {
  return run.data.subscriptionFor(
    security,
    indicator.inputKind === IndicatorInput.TradeBar ? RowKind.TradeBar : undefined,
  );
}

function updaterOf(indicator: FedIndicator, selector: Selector | undefined): (bar: TradeBar | QuoteBar) => void {
  const point = { endTime: NaN, value: NaN };
  if (indicator.inputKind !== IndicatorInput.Value) return (bar) => void indicator.updateFrom(bar);
  return (bar) => {
    point.endTime = bar.endTime;
    point.value = selector === undefined ? bar.value : selector(bar);
    indicator.updateFrom(point as never);
  };
}

function isOptions(value: unknown): boolean {
  return typeof value === 'object' && value !== null && OPTION_NAMES.some((name) => Object.hasOwn(value, name));
}
