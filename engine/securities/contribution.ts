import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from './security.ts';
import type { SecurityPortfolio } from './security-portfolio.ts';

/** What a position adds to the total value. */
export const Contribution = { MarketValue: 0, Nothing: 1, UnrealizedProfit: 2 } as const;
export type Contribution = (typeof Contribution)[keyof typeof Contribution];

/** Currency pairs are cash themselves; contracts count with their unrealised profit. */
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

/** What a position adds to the total value, account currency. */
export function contribution({ holdings }: Security): number {
  if (!holdings.invested || holdings.contribution === Contribution.Nothing) return 0;
  return holdings.contribution === Contribution.MarketValue ? holdings.holdingsValue : holdings.unrealizedProfit;
}

/**
 * Whether prices alone might leave nothing: without cash, with short positions, with contracts, or with currencies whose
 * rates move. Positions that are owned outright cannot fall below zero.
 */
export function mayBecomeWorthless({ cashBook, openPositions }: SecurityPortfolio): boolean {
  if (!cashBook.isFixed || !cashBook.isPositive) return true;
  for (let i = 0; i < openPositions.length; i++) {
    const { quantity, contribution: adds } = openPositions[i].holdings;
    if (quantity < 0 || adds !== Contribution.MarketValue) return true;
  }
  return false;
}

/** Of what is owned outright so much at least must be free at any price, for nothing to be near a margin call. */
const LARGEST_SAFE_SHARE = 0.9;

/**
 * Whether margin cannot run short whatever prices do: cash that is settled and not borrowed, and positions that are owned outright and
 * tie up a part of their value.
 */
export function isMarginSafe(portfolio: SecurityPortfolio): boolean {
  if (!portfolio.cashBook.isSettledInFull || mayBecomeWorthless(portfolio)) return false;
  const { openPositions } = portfolio;
  for (let i = 0; i < openPositions.length; i++)
    if (openPositions[i].buyingPowerModel.tiesUpAtMost?.(LARGEST_SAFE_SHARE) !== true) return false;
  return true;
}

/** What {@link contribution} tells, exactly. */
export function exactContribution(security: Security): Decimal {
  const type = security.symbol.securityType;
  if (type === SecurityType.Forex || type === SecurityType.Crypto) return Decimal.zero;
  if (type === SecurityType.Cfd || type === SecurityType.CryptoFuture || type === SecurityType.Future)
    return Decimal.of(security.holdings.unrealizedProfit);
  return security.holdings.exactHoldingsValue;
}
