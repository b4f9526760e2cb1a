import { Row } from '../data/feed/row-layout.ts';
import { MINUTE } from '../data/time/calendar-math.ts';
import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { TickType } from '../model/data-kinds.ts';
import { Resolution, resolutionPeriod } from '../model/resolution.ts';
import { updatePrices } from '../securities/price-update.ts';
import type { MarketState } from '../securities/market-state.ts';
import type { Security } from '../securities/security.ts';
import type { DataManager } from './data-manager.ts';
import type { HistoryProvider } from './history-provider.ts';
import { priceModeOf } from './subscription-table.ts';

/** Number of bars searched for a last price: first a few, then more, then daily bars. */
const FIRST_LOOK = 5;
const SECOND_LOOK: Readonly<Record<Resolution, number>> = {
  [Resolution.Tick]: 1_440,
  [Resolution.Second]: 1_440,
  [Resolution.Minute]: 1_440,
  [Resolution.Hour]: 24,
  [Resolution.Daily]: 10,
};
const LAST_LOOK = 50;

/** Parts of a run that finding last prices uses. */
export interface PriceSeedParts {
  readonly data: Pick<DataManager, 'of'>;
  readonly history: Pick<HistoryProvider, 'walk'>;
  readonly state: Pick<MarketState, 'values'>;
}

/** Seeds securities without a price with the last one in history (LEAN's GetLastKnownPrices and SeedSecurities). */
export function seedPrices(parts: PriceSeedParts, securities: Iterable<Security>): void {
  for (const security of securities) {
    if (security.hasData) continue;
    const configs = parts.data.of(security).map((subscription) => subscription.config);
    const rows = configs.flatMap((config) => {
      const last = lastRow(parts, security, config);
      return last === undefined ? [] : [last];
    });
    rows.sort((a, b) => a.row[Row.Start] - b.row[Row.Start] || quotesLast(a) - quotesLast(b));
    for (const { row, config } of rows)
      updatePrices(parts.state.values, security.cache.base, row, 0, priceModeOf(config));
  }
}

/** The last row of a subscription and the configuration it was read with: for ticks, minute bars are searched. */
interface LastRow {
  readonly row: Float64Array;
  readonly config: SubscriptionConfig;
}

function quotesLast({ config }: LastRow): number {
  return config.tickType === TickType.Quote ? 1 : 0;
}

function lastRow({ history }: PriceSeedParts, security: Security, config: SubscriptionConfig): LastRow | undefined {
  const resolution = resolutionPeriod(config.resolution) < MINUTE ? Resolution.Minute : config.resolution;
  const looks: readonly (readonly [Resolution, number])[] = [
    [resolution, FIRST_LOOK],
    [resolution, SECOND_LOOK[resolution]],
    [Resolution.Daily, LAST_LOOK],
  ];
  for (const [look, bars] of looks) {
    let last: Float64Array | undefined;
    const asked = { ...config, resolution: look, fillForward: false, isInternal: false };
    history.walk(security, asked, { bars }, (row) => (last = row.slice()));
    if (last !== undefined) return { row: last, config: asked };
  }
  return undefined;
}
