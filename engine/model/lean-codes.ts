import type { DataNormalizationMode } from './data-kinds.ts';
import type { OrderStatus, OrderType } from './order-types.ts';
import type { SecurityType } from './security-type.ts';
import type { TimeInForceKind } from './time-in-force.ts';

/**
 * LEAN's numeric enumeration values. The order list hash, security identifiers, journals and packed records contain these
 * numbers; the rest of the engine uses the strings.
 */
export interface CodeTable<Name extends string> {
  readonly codes: Readonly<Record<Name, number>>;
  /** The name of a number; `undefined` if there is none. */
  readonly names: readonly (Name | undefined)[];
}

/** Common/Global.cs. */
export const SECURITY_TYPE_CODES: CodeTable<SecurityType> = codeTable({
  base: 0,
  equity: 1,
  option: 2,
  commodity: 3,
  forex: 4,
  future: 5,
  cfd: 6,
  crypto: 7,
  futureoption: 8,
  index: 9,
  indexoption: 10,
  cryptofuture: 11,
});

/** Common/Global.cs. */
export const NORMALIZATION_CODES: CodeTable<DataNormalizationMode> = codeTable({
  Raw: 0,
  Adjusted: 1,
  SplitAdjusted: 2,
  TotalReturn: 3,
  ScaledRaw: 7,
});

/** Common/Orders/OrderTypes.cs. */
export const ORDER_TYPE_CODES: CodeTable<OrderType> = codeTable({
  Market: 0,
  Limit: 1,
  StopMarket: 2,
  StopLimit: 3,
  MarketOnOpen: 4,
  MarketOnClose: 5,
  LimitIfTouched: 7,
  TrailingStop: 11,
});

/** Common/Orders/OrderTypes.cs. */
export const ORDER_STATUS_CODES: CodeTable<OrderStatus> = codeTable({
  New: 0,
  Submitted: 1,
  PartiallyFilled: 2,
  Filled: 3,
  Canceled: 5,
  None: 6,
  Invalid: 7,
  CancelPending: 8,
  UpdateSubmitted: 9,
});

/** Numbers in this engine's journals; LEAN has a class for each kind. */
export const TIME_IN_FORCE_CODES: CodeTable<TimeInForceKind> = codeTable({
  GoodTilCanceled: 0,
  Day: 1,
  GoodTilDate: 2,
});

/** Both directions of an enumeration, from its numbers by name. */
function codeTable<Name extends string>(codes: Readonly<Record<Name, number>>): CodeTable<Name> {
  const names: (Name | undefined)[] = [];
  for (const [name, code] of Object.entries<number>(codes)) names[code] = name as Name;
  return { codes, names: Array.from(names) };
}
