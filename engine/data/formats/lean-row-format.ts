import { RowKind } from '../../model/columns.ts';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { SecurityType } from '../../model/security-type.ts';

/** The format of the rows of one of LEAN's csv files. */
export interface LeanRowFormat {
  readonly kind: RowKind;
  /** True: rows start with `yyyyMMdd HH:mm`. False: with milliseconds since midnight of the file's date. */
  readonly isDated: boolean;
  /** Prices are written multiplied by ten to this power: 4 for equities, 0 for all others. */
  readonly priceShift: 0 | 4;
  /** Ticks only: whether each price is followed by a size. */
  readonly hasSizes: boolean;
  /** Ticks only: the columns that may follow the sizes. */
  readonly tail: 'none' | 'suspicious' | 'exchange';
}

const QUOTED_ONLY: ReadonlySet<SecurityType> = new Set([SecurityType.Forex, SecurityType.Cfd]);
const TRADED_ONLY: ReadonlySet<SecurityType> = new Set([SecurityType.Index]);
const CRYPTO: ReadonlySet<SecurityType> = new Set([SecurityType.Crypto, SecurityType.CryptoFuture]);

/** The security types whose files can be read. */
export const LEAN_SECURITY_TYPES: readonly SecurityType[] = [
  SecurityType.Equity,
  SecurityType.Index,
  SecurityType.Crypto,
  SecurityType.CryptoFuture,
  SecurityType.Forex,
  SecurityType.Cfd,
];

/** Whether hour and daily files of the type are named with `_trade` and `_quote`. */
export function namesTickType(type: SecurityType): boolean {
  return CRYPTO.has(type);
}

/**
 * The format of a type's rows, or `undefined` for rows that LEAN's folders do not have:
 * trades of forex and CFDs, quotes of indices, hour and daily quotes of equities, and types that are not supported.
 *
 * Source: Common/Data/Market/TradeBar.cs, QuoteBar.cs, Tick.cs.
 */
export function leanRowFormat(
  type: SecurityType,
  resolution: Resolution,
  tickType: TickType,
): LeanRowFormat | undefined {
  if (!LEAN_SECURITY_TYPES.includes(type)) return undefined;
  const isQuote = tickType === TickType.Quote;
  if (isQuote ? TRADED_ONLY.has(type) : QUOTED_ONLY.has(type)) return undefined;
  const isDated = resolution === Resolution.Hour || resolution === Resolution.Daily;
  if (type === SecurityType.Equity && isQuote && isDated) return undefined;
  return {
    kind: rowKind(resolution, isQuote),
    isDated,
    priceShift: type === SecurityType.Equity ? 4 : 0,
    hasSizes: !QUOTED_ONLY.has(type),
    tail: tickTail(type),
  };
}

/** Equity bars: an integer times 0.0001 keeps four decimal places. All others have separate scales in each row. */
export function hasOneScale({ kind, priceShift }: LeanRowFormat): boolean {
  return priceShift > 0 && (kind === RowKind.TradeBar || kind === RowKind.QuoteBar);
}

function rowKind(resolution: Resolution, isQuote: boolean): RowKind {
  if (resolution === Resolution.Tick) return isQuote ? RowKind.QuoteTick : RowKind.TradeTick;
  return isQuote ? RowKind.QuoteBar : RowKind.TradeBar;
}

function tickTail(type: SecurityType): LeanRowFormat['tail'] {
  if (type === SecurityType.Equity) return 'exchange';
  return CRYPTO.has(type) ? 'suspicious' : 'none';
}
