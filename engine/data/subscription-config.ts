import type { SubscriptionView } from '../api/security-view.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import { resolutionPeriod } from '../model/resolution.ts';

/** A mutable subscription configuration. */
export interface SubscriptionConfig extends SubscriptionView {
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
