import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { TickType } from '../model/data-kinds.ts';
import type { UtcInstant } from '../model/instants.ts';

/** A change of the liveness of one subscription of a live run. */
export interface StaleData {
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** True when an expected row did not come in time, false when rows come again. */
  readonly isStale: boolean;
  /** End of the newest row before the change; NaN when there was none. */
  readonly lastUtc: UtcInstant;
}
