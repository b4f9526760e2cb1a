import { grown } from '../model/grown.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { TickType } from '../model/data-kinds.ts';
import { SecurityType } from '../model/security-type.ts';
import { QUOTES_ONLY } from '../securities/price-update.ts';
import { rowKindOf } from './subscription.ts';
import type { Subscription } from './subscription.ts';

/** Bits of {@link SubscriptionTable.flags}. */
export const SubscriptionFlag = { Internal: 1, Removed: 2, HasConsumers: 4 } as const;

/** The fields of subscriptions that the step reads for each row, as columns, so that it accesses no objects. */
export class SubscriptionTable {
  /** Offset of the security's block in the market state. */
  stateBase = new Int32Array(16);
  securityIndex = new Int32Array(16);
  kind = new Uint8Array(16);
  /** How its rows update prices, see updatePrices. */
  priceMode = new Uint8Array(16);
  flags = new Uint8Array(16);
  period = new Float64Array(16);

  add(subscription: Subscription): void {
    const { index } = subscription;
    if (index >= this.flags.length) this.grow();
    this.stateBase[index] = subscription.security.cache.base;
    this.securityIndex[index] = subscription.security.index;
    this.kind[index] = subscription.kind;
    this.priceMode[index] = priceModeOf(subscription.config);
    this.flags[index] = subscription.config.isInternal ? SubscriptionFlag.Internal : 0;
    this.period[index] = subscription.period;
  }

  remove(subscription: Subscription): void {
    this.flags[subscription.index] |= SubscriptionFlag.Removed;
  }

  /** Sets whether the subscription has consumers. */
  setHasConsumers(subscription: Subscription): void {
    if (subscription.consumers.length > 0) this.flags[subscription.index] |= SubscriptionFlag.HasConsumers;
    else this.flags[subscription.index] &= ~SubscriptionFlag.HasConsumers;
  }

  private grow(): void {
    const length = this.flags.length * 2;
    this.stateBase = grown(this.stateBase, length, Int32Array);
    this.securityIndex = grown(this.securityIndex, length, Int32Array);
    this.kind = grown(this.kind, length, Uint8Array);
    this.priceMode = grown(this.priceMode, length, Uint8Array);
    this.flags = grown(this.flags, length, Uint8Array);
    this.period = grown(this.period, length, Float64Array);
  }
}

/** How the rows of a configuration update prices, see updatePrices: equity quotes update bid and ask only. */
export function priceModeOf(config: SubscriptionConfig): number {
  const isEquity = config.symbol.securityType === SecurityType.Equity;
  return rowKindOf(config) + (isEquity && config.tickType === TickType.Quote ? QUOTES_ONLY : 0);
}
