import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { compareResolutions, isHourOrLonger, Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import type { SubscriptionOptions } from './algorithm-host.ts';

/**
 * Default subscriptions of a security at a resolution: trades and quotes; only trades if LEAN has no quotes (hourly and
 * daily equities, indices); only quotes for forex and CFDs (Common/Data/SubscriptionManager.cs).
 */
export function defaultConfigs(
  symbol: SecuritySymbol,
  resolution: Resolution,
  options: SubscriptionOptions,
): SubscriptionConfig[] {
  return tickTypesOf(symbol.securityType, resolution).map((tickType) => ({
    symbol,
    resolution,
    tickType,
    fillForward: options.fillForward ?? true,
    extendedMarketHours: options.extendedMarketHours ?? false,
    isInternal: false,
    normalization: options.dataNormalizationMode ?? DataNormalizationMode.Adjusted,
  }));
}

function tickTypesOf(type: SecurityType, resolution: Resolution): TickType[] {
  switch (type) {
    case SecurityType.Forex:
    case SecurityType.Cfd:
      return [TickType.Quote];
    case SecurityType.Crypto:
      return [TickType.Trade, TickType.Quote];
    case SecurityType.Equity:
      return isHourOrLonger(resolution) ? [TickType.Trade] : [TickType.Trade, TickType.Quote];
    default:
      return [TickType.Trade];
  }
}

/**
 * Default resolution of an automatic subscription: the security's finest, else the strategy's finest, else minutes.
 */
export function defaultResolution(strategySecurities: readonly Security[], security?: Security): Resolution {
  const own = security === undefined ? [] : resolutionsOf([security]);
  const resolutions = own.length > 0 ? own : resolutionsOf(strategySecurities);
  return resolutions.toSorted(compareResolutions)[0] ?? Resolution.Minute;
}

function resolutionsOf(securities: readonly Security[]): Resolution[] {
  return securities.flatMap(({ subscriptions }) =>
    subscriptions.filter(({ isInternal }) => !isInternal).map(({ resolution }) => resolution),
  );
}
