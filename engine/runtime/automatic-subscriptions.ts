import { EngineError } from '../model/engine-error.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { Security } from '../securities/security.ts';
import { RUNTIME_ERRORS } from './errors.ts';
import { seedPrices } from './last-known-prices.ts';
import type { PriceSeedParts } from './last-known-prices.ts';
import type { RunMessages } from './run-messages.ts';
import type { SecuritySelection } from './security-selection.ts';
import type { SecurityService } from './security-service.ts';
import type { SymbolLike } from './slice.ts';
import { defaultResolution } from './subscription-defaults.ts';
import type { UniverseChanges } from './universe-changes.ts';

/** Parts of a run that automatic subscriptions use. */
export interface AutomaticSubscriptionParts extends PriceSeedParts {
  readonly securities: Pick<SecurityManager, 'find' | 'has' | 'of' | 'all'>;
  readonly service: Pick<SecurityService, 'securityOf'>;
  readonly changes: Pick<UniverseChanges, 'isRemoving'>;
  readonly messages: Pick<RunMessages, 'log'>;
}

/**
 * Subscribes to a symbol on the strategy's behalf: an order, an indicator or a consolidator may name a symbol that the
 * strategy has not added, has removed, or that is only an internal feed (benchmark, exchange rates). LEAN:
 * QCAlgorithm.Trading.cs, GetSecurityForOrder; QCAlgorithm.Indicators.cs, GetSubscription.
 */
export class AutomaticSubscriptions {
  private readonly run: AutomaticSubscriptionParts;
  private readonly selection: Pick<SecuritySelection, 'add'>;

  constructor(run: AutomaticSubscriptionParts, selection: Pick<SecuritySelection, 'add'>) {
    this.run = run;
    this.selection = selection;
  }

  /**
   * Returns the security that an order trades. A newly subscribed security is seeded with its last known price, so that
   * the order can fill. Delisted securities and indices are returned unchanged: their orders are rejected.
   *
   * @throws EngineError SECURITY_UNKNOWN for a ticker that the run does not know
   */
  forOrder(symbol: SymbolLike): Security {
    const known = this.find(symbol);
    if (known !== undefined && (this.isSubscribed(known) || !mayBeAdded(known))) return known;
    const security = this.subscribe(symbol, known, 'an order names it');
    seedPrices(this.run, [security]);
    return security;
  }

  /**
   * Returns the security whose rows feed an indicator or a consolidator.
   *
   * @throws EngineError SECURITY_UNKNOWN, RUN_NO_SUBSCRIPTION for a delisted security
   */
  forData(symbol: SymbolLike): Security {
    const known = this.find(symbol);
    if (known === undefined || !known.isDelisted) {
      return known !== undefined && this.isSubscribed(known)
        ? known
        : this.subscribe(symbol, known, 'an indicator or a consolidator takes its rows');
    }
    const { ticker } = known.symbol;
    throw new EngineError(
      RUNTIME_ERRORS.NO_SUBSCRIPTION,
      `${ticker} has been delisted and has no more rows. Register indicators and consolidators before the delisting.`,
      { data: { symbol: ticker } },
    );
  }

  /** Returns the security of a history request; it needs no subscription. @throws EngineError SECURITY_UNKNOWN */
  forHistory(symbol: SymbolLike): Security {
    const { run } = this;
    const known = this.find(symbol);
    if (known !== undefined) return known;
    return symbol instanceof SecuritySymbol ? run.service.securityOf(symbol) : run.securities.of(symbol);
  }

  private find(symbol: SymbolLike): Security | undefined {
    const { securities } = this.run;
    // `of` reports unknown names
    return typeof symbol === 'string' || symbol instanceof SecuritySymbol
      ? securities.find(symbol)
      : securities.of(symbol);
  }

  private isSubscribed(security: Security): boolean {
    return this.run.securities.has(security) && !this.run.changes.isRemoving(security);
  }

  private subscribe(symbol: SymbolLike, known: Security | undefined, reason: string): Security {
    const { run } = this;
    const named = known?.symbol ?? (symbol instanceof SecuritySymbol ? symbol : run.securities.of(symbol).symbol);
    const resolution = defaultResolution(run.securities.all, known);
    run.messages.log(
      'info',
      `${named.ticker} was not subscribed to, and ${reason}: it has been added at the resolution ${resolution}.`,
    );
    return this.selection.add(named.securityType, named.ticker, { resolution, market: named.market });
  }
}

/** Indices are not tradable, and delisted securities have no more data. */
function mayBeAdded(security: Security): boolean {
  return !security.isDelisted && security.type !== SecurityType.Index;
}
