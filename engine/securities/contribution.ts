import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from './security.ts';
import type { SecurityPortfolio } from './security-portfolio.ts';

/** How a position contributes to the total value. */
export const Contribution = { MarketValue: 0, Nothing: 1, UnrealizedProfit: 2 } as const;
export type Contribution = (typeof Contribution)[keyof typeof Contribution];

/** Currency pairs are cash and contribute nothing; contracts contribute their unrealized profit. */
export function contributionOf(type: SecurityType): Contribution {
  switch (type) {
    case SecurityType.Forex:
    case SecurityType.Crypto:
      return Contribution.Nothing;
    case SecurityType.Cfd:
    case SecurityType.CryptoFuture:
    case SecurityType.Future:
      return Contribution.UnrealizedProfit;
    default:
      return Contribution.MarketValue;
  }
}

/** The contribution of a position to the total value, account currency. */
export function contribution({ holdings }: Security): number {
  if (!holdings.invested || holdings.contribution === Contribution.Nothing) return 0;
  return holdings.contribution === Contribution.MarketValue ? holdings.holdingsValue : holdings.unrealizedProfit;
}

/**
 * Whether price changes alone could reduce the total value to zero: without cash, with short positions, with contracts, or
 * with currencies whose rates change. Unleveraged long positions cannot fall below zero.
 */
export function mayBecomeWorthless({ cashBook, openPositions }: SecurityPortfolio): boolean {
  if (!cashBook.isFixed || !cashBook.isPositive) return true;
  for (let i = 0; i < openPositions.length; i++) {
    const { quantity, contribution: adds } = openPositions[i].holdings;
    if (quantity < 0 || adds !== Contribution.MarketValue) return true;
  }
  return false;
}

/** The least share of the value of unleveraged positions that must be free at any price to rule out a margin call. */
const LARGEST_SAFE_SHARE = 0.9;

/**
 * Whether no price change can cause a margin call: all cash is settled and positive, and all positions are unleveraged and
 * require only a part of their value as margin.
 */
export function isMarginSafe(portfolio: SecurityPortfolio): boolean {
  if (!portfolio.cashBook.isSettledInFull || mayBecomeWorthless(portfolio)) return false;
  const { openPositions } = portfolio;
  for (let i = 0; i < openPositions.length; i++)
    if (openPositions[i].buyingPowerModel.tiesUpAtMost?.(LARGEST_SAFE_SHARE) !== true) return false;
  return true;
}

/** The exact value of {@link contribution}. */
export function exactContribution(security: Security): Decimal {
  const type = security.symbol.securityType;
  if (type === SecurityType.Forex || type === SecurityType.Crypto) return Decimal.zero;
  if (type === SecurityType.Cfd || type === SecurityType.CryptoFuture || type === SecurityType.Future)
    return Decimal.of(security.holdings.unrealizedProfit);
  return security.holdings.exactHoldingsValue;
}
