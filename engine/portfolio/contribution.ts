import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';

/** What a position adds to the total value, account currency. */
export function contribution(security: Security): number {
  const holding = security.holdings;
  if (!holding.invested) return 0;
  switch (security.symbol.securityType) {
    case SecurityType.Forex:
    case SecurityType.Crypto:
      return 0;
    case SecurityType.Cfd:
    case SecurityType.CryptoFuture:
    case SecurityType.Future:
      return holding.unrealizedProfit;
    default:
      return holding.valueOf(holding.quantity, security.price);
  }
}

/** The same exactly. */
export function exactContribution(security: Security): Decimal {
  const type = security.symbol.securityType;
  if (type === SecurityType.Forex || type === SecurityType.Crypto) return Decimal.zero;
  if (type === SecurityType.Cfd || type === SecurityType.CryptoFuture || type === SecurityType.Future)
    return Decimal.of(security.holdings.unrealizedProfit);
  return security.holdings.exactHoldingsValue;
}
