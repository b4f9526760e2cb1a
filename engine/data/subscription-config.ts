import type { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import { resolutionPeriod } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** What is subscribed to: one symbol, one resolution, trades or quotes (LEAN's SubscriptionDataConfig). */
export interface SubscriptionConfig {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  readonly fillForward: boolean;
  readonly extendedMarketHours: boolean;
  /** Fed to prices only: benchmark and currency feeds; never shown to the strategy. */
  readonly isInternal: boolean;
  /** May change until the subscription opens. */
  normalization: DataNormalizationMode;
}

/** The period of the rows in milliseconds; 0 for ticks. */
export function subscriptionPeriod(config: SubscriptionConfig): number {
  return resolutionPeriod(config.resolution);
}

/** True when both would deliver the same rows. */
export function isSameSubscription(a: SubscriptionConfig, b: SubscriptionConfig): boolean {
  return (
    a.symbol === b.symbol && a.resolution === b.resolution && a.tickType === b.tickType && a.isInternal === b.isInternal
  );
}
