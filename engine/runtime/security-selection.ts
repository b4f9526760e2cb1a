import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { Resolution } from '../model/resolution.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { MarketState } from '../securities/market-state.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Trading } from '../transactions/trading.ts';
import type { SubscriptionOptions } from './algorithm-host.ts';
import type { AlgorithmSettings } from './algorithm-settings.ts';
import type { DataManager } from './data-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import { seedPrices } from './last-known-prices.ts';
import { requireResolution, requireTicker } from './request-checks.ts';
import type { RunMessages } from './run-messages.ts';
import type { RunDates } from './run-dates.ts';
import type { SecurityService } from './security-service.ts';
import type { SliceBuilder } from './slice-builder.ts';
import { defaultConfigs } from './subscription-defaults.ts';
import { COUNTED_UNIVERSE } from './universe-changes.ts';
import type { UniverseChanges } from './universe-changes.ts';

/** Parts of a run that the selection uses. */
export interface SecuritySelectionParts {
  readonly securities: SecurityManager;
  readonly service: SecurityService;
  readonly data: DataManager;
  readonly history: Pick<HistoryProvider, 'walk'>;
  readonly state: MarketState;
  readonly slices: Pick<SliceBuilder, 'reserve'>;
  readonly settings: Pick<AlgorithmSettings, 'seedInitialPrices'>;
  readonly changes: Pick<UniverseChanges, 'add' | 'remove' | 'isRemoving'>;
  readonly dates: Pick<RunDates, 'isWarmingUp'>;
  readonly desk: Pick<OrderDesk, 'cancelOpenOrders'>;
  readonly trading: Pick<Trading, 'liquidate'>;
  readonly messages: Pick<RunMessages, 'log'>;
}

/** Adds and removes a strategy's securities with their subscriptions and models. */
export class SecuritySelection {
  /** Called with each new security instead of applying the brokerage model's models. */
  initializer: ((security: Security) => void) | undefined;
  private readonly parts: SecuritySelectionParts;
  private hasSaidResolution = false;

  constructor(parts: SecuritySelectionParts) {
    this.parts = parts;
  }

  add(type: SecurityType, ticker: string, options: SubscriptionOptions = {}, universe?: string): Security {
    requireTicker(ticker);
    const resolution = options.resolution ?? this.unnamedResolution(ticker);
    requireResolution(ticker, resolution);
    const { service, securities, settings } = this.parts;
    const symbol = service.symbolOf(type, ticker, options.market);
    const isNew = !securities.has(symbol);
    const security = service.securityOf(symbol, options.properties);
    if (options.leverage !== undefined) security.setLeverage(options.leverage);
    this.subscribe(security, defaultConfigs(symbol, resolution, options), universe);
    security.makeTradable();
    if (!isNew) return security;
    securities.show(security);
    if (settings.seedInitialPrices) seedPrices(this.parts, [security]);
    this.initializer?.(security);
    return security;
  }

  /** Cancels open orders, closes the position and makes the security untradable; false if the run does not have it. */
  remove(security: Security, tag = 'Removed'): boolean {
    const { securities, dates, desk, trading, changes } = this.parts;
    if (!securities.has(security)) return false;
    if (!dates.isWarmingUp) desk.cancelOpenOrders(security, tag);
    if (security.holdings.invested) trading.liquidate([security], { tag });
    security.isTradable = false;
    changes.remove(security);
    return true;
  }

  /** Ends the subscriptions of a security that no universe selects; an open position stays until it is closed. */
  deselect(security: Security): void {
    if (this.parts.securities.has(security)) this.parts.changes.remove(security, COUNTED_UNIVERSE);
  }

  /** Applies the brokerage model's models to all securities, unless an initializer is set. */
  applyModels(): void {
    const { securities, service } = this.parts;
    if (this.initializer !== undefined) return;
    for (const security of securities.byIndex) service.applyModels(security);
  }

  /** LEAN's default; logged once, as data without minutes would give an empty run. */
  private unnamedResolution(ticker: string): Resolution {
    if (!this.hasSaidResolution) {
      this.hasSaidResolution = true;
      this.parts.messages.log(
        'debug',
        `No resolution was named for ${ticker}, so it is subscribed to by the minute, like all others without one.`,
      );
    }
    return Resolution.Minute;
  }

  private subscribe(security: Security, configs: readonly SubscriptionConfig[], universe: string | undefined): void {
    const { data, slices, changes } = this.parts;
    for (const config of configs) {
      const subscription = data.declare(security, config);
      if (!security.subscriptions.includes(subscription.config)) security.addSubscription(subscription.config);
      slices.reserve(subscription);
      changes.add(subscription, universe);
    }
  }
}
