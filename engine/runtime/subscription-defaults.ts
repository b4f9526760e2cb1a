import type { SubscriptionConfig } from '../data/subscription-config.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SubscriptionOptions } from './algorithm-host.ts';

/**
 * What a security is subscribed to when only a resolution is named: trades and quotes, trades only where LEAN has no quotes
 * (equities by the hour and the day, indices), quotes only in forex and CFDs (Common/Data/SubscriptionManager.cs).
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
      return resolution >= Resolution.Hour ? [TickType.Trade] : [TickType.Trade, TickType.Quote];
    default:
      return [TickType.Trade];
  }
}
