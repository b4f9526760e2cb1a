import { durationMilliseconds, isDuration } from '../data/time/duration.ts';
import {
  ConsolidatorScan,
  CONSOLIDATOR_ERRORS,
  createConsolidator,
  MarketHourAwareConsolidator,
} from '../data/consolidators/index.ts';
import type { Consolidator } from '../data/consolidators/index.ts';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import { requireNotAsync } from '../model/handler-errors.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
import type { Security } from '../securities/security.ts';
import type { BarLength, ConsolidationRule } from './algorithm-host.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { DataManager } from './data-manager.ts';
import type { RowConsumer, Subscription } from './subscription.ts';

/** One consolidator on one subscription. */
class Attachment implements RowConsumer {
  readonly consolidator: Consolidator;
  readonly subscription: Subscription;
  readonly scans: ConsolidatorScan;
  isRemoved = false;
  private readonly clock: Clock;

  constructor(consolidator: Consolidator, subscription: Subscription, clock: Clock) {
    this.clock = clock;
    this.consolidator = consolidator;
    this.subscription = subscription;
    const zone = subscription.security.exchangeHours.timeZone;
    this.scans = new ConsolidatorScan(consolidator, { zone, increment: subscription.period, clock });
  }

  consume(rows: Float64Array, base: number, subscription: Subscription): void {
    if (this.isRemoved) return;
    const { kind } = subscription;
    if (kind === RowKind.TradeBar) this.consolidator.update(subscription.tradeBar(rows, base));
    else if (kind === RowKind.QuoteBar) this.consolidator.update(subscription.quoteBar(rows, base));
    else this.consolidator.update(subscription.tick(rows, base));
  }

  scan(): void {
    const { consolidator } = this;
    if (this.isRemoved || consolidator.nextScanTime === Infinity) return;
    const local = this.subscription.security.exchangeHours.timeZone.toLocal(this.clock.utc);
    if (consolidator.nextScanTime <= local) consolidator.scan(local);
  }
}

/** Parts of a run that the hub uses. */
export interface ConsolidatorHubParts {
  readonly clock: Clock;
  readonly data: Pick<DataManager, 'of' | 'subscriptionFor' | 'addConsumer' | 'removeConsumer'>;
  readonly settings: Pick<AlgorithmSettings, 'dailyPreciseEndTime' | 'dailyConsolidationUseExtendedMarketHours'>;
}

/**
 * The consolidators of a run: their subscriptions, and when they close a bar without waiting for the next row
 * (LEAN: SubscriptionManager.cs; QCAlgorithm.Indicators.cs, CreateConsolidator).
 */
export class ConsolidatorHub {
  /** UTC instant of the earliest scheduled consolidator scan; Infinity without one. */
  nextScanUtc = Infinity;
  private readonly clock: Clock;
  private readonly data: ConsolidatorHubParts['data'];
  private readonly settings: ConsolidatorHubParts['settings'];
  private attachments: Attachment[] = [];
  private fresh: Attachment[] = [];

  constructor({ clock, data, settings }: ConsolidatorHubParts) {
    this.clock = clock;
    this.data = data;
    this.settings = settings;
  }

  attach(subscription: Subscription, consolidator: Consolidator): void {
    const attachment = new Attachment(consolidator, subscription, this.clock);
    this.attachments.push(attachment);
    this.fresh.push(attachment);
    this.data.addConsumer(subscription, attachment);
    this.nextScanUtc = -Infinity;
    this.clock.calls++;
  }

  add(security: Security, consolidator: Consolidator): void {
    this.attach(this.data.subscriptionFor(security, consolidator.inputKind), consolidator);
  }

  remove(security: Security, consolidator: Consolidator): void {
    const isLeaving = (one: Attachment): boolean =>
      one.consolidator === consolidator && one.subscription.security === security;
    for (const attachment of this.attachments.filter(isLeaving)) {
      attachment.isRemoved = true;
      attachment.scans.stop();
      this.data.removeConsumer(attachment.subscription, attachment);
    }
    this.attachments = this.attachments.filter((one) => !one.isRemoved);
    this.fresh = this.fresh.filter((one) => !one.isRemoved);
  }

  /** Creates the consolidator that builds a rule's bars from a subscription; rows of that length pass unchanged. */
  make(subscription: Subscription, rule: ConsolidationRule): Consolidator {
    const { config, kind, period: increment, security } = subscription;
    const period = 'resolution' in rule ? resolutionPeriod(rule.resolution) : rule.period;
    const isPlain =
      'resolution' in rule || (rule.calendar === undefined && rule.count === undefined && rule.startTime === undefined);
    if (isPlain && period !== undefined && period < increment) {
      const { ticker } = security.symbol;
      throw new EngineError(
        CONSOLIDATOR_ERRORS.INPUT_TOO_LONG,
        `Rows of ${increment} ms of ${ticker} cannot make bars of ${period} ms. Subscribe to ${ticker} at a finer resolution.`,
        { data: { symbol: ticker, increment, period } },
      );
    }
    if (isPlain && period === increment) return createConsolidator(kind, { period: 0 });
    if (!('resolution' in rule)) return createConsolidator(kind, rule);
    if (rule.resolution !== Resolution.Daily) return createConsolidator(kind, { period });
    const { dailyPreciseEndTime, dailyConsolidationUseExtendedMarketHours } = this.settings;
    return new MarketHourAwareConsolidator({
      period: resolutionPeriod(Resolution.Daily),
      kind,
      exchangeHours: security.exchangeHours,
      dailyPreciseEndTime,
      extendedMarketHours: dailyConsolidationUseExtendedMarketHours && config.extendedMarketHours,
    });
  }

  tradeBars(security: Security, rule: BarLength, handler: (bar: TradeBar) => void): Consolidator {
    const consolidator = this.barsOf(security, rule, { tickType: TickType.Trade, kind: RowKind.TradeBar });
    requireNotAsync('The handler of consolidate', handler);
    consolidator.onConsolidated((bar) => handler(bar as TradeBar));
    return consolidator;
  }

  quoteBars(security: Security, rule: BarLength, handler: (bar: QuoteBar) => void): Consolidator {
    const consolidator = this.barsOf(security, rule, { tickType: TickType.Quote, kind: RowKind.QuoteBar });
    requireNotAsync('The handler of consolidateQuotes', handler);
    consolidator.onConsolidated((bar) => handler(bar as QuoteBar));
    return consolidator;
  }

  /** Lets consolidators close bars that ended before an instant, each at its own scan time. */
  scanBefore(utc: number): void {
    const { clock } = this;
    this.startFresh();
    let at = -Infinity;
    for (;;) {
      let next: Attachment | undefined;
      let nextLook = utc;
      for (const attachment of this.attachments) {
        const look = this.fresh.includes(attachment) ? Infinity : attachment.scans.nextScan(at);
        if (look >= nextLook) continue;
        next = attachment;
        nextLook = look;
      }
      if (next === undefined) break;
      at = nextLook;
      clock.utc = at;
      next.scans.skipBefore(at);
      next.scans.scan();
    }
    this.passTo(utc);
  }

  private barsOf(security: Security, rule: BarLength, input: { tickType: TickType; kind: RowKind }): Consolidator {
    const { data } = this;
    const own = data.of(security).find((one) => !one.config.isInternal && one.config.tickType === input.tickType);
    const subscription = own ?? data.subscriptionFor(security, input.kind);
    const consolidator = this.make(subscription, toRule(rule));
    this.attach(subscription, consolidator);
    return consolidator;
  }

  /** Starts the scan interval of consolidators added since the last call. */
  private startFresh(): void {
    const { fresh } = this;
    this.fresh = [];
    for (const { scans } of fresh) scans.start();
  }

  /** Skips the scans before an instant: none of them would close a bar. */
  private passTo(utc: number): void {
    let next = Infinity;
    for (const attachment of this.attachments) {
      if (this.fresh.includes(attachment)) {
        next = -Infinity;
        continue;
      }
      attachment.scans.skipBefore(utc);
      if (attachment.scans.queuedUtc < next) next = attachment.scans.queuedUtc;
    }
    this.nextScanUtc = next;
  }
}

function toRule(rule: BarLength): ConsolidationRule {
  if (typeof rule === 'string') return { resolution: rule };
  if (isDuration(rule)) return { period: durationMilliseconds(rule) };
  if (typeof rule === 'object') return rule;
  throw new EngineError(
    CONSOLIDATOR_ERRORS.INVALID_ARGUMENT,
    `consolidate was given ${JSON.stringify(rule)}. Write a duration such as { minutes: 5 }, a resolution, or a rule.`,
  );
}
