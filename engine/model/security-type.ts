/** The kind of an instrument; the numbers are LEAN's, as they stand in the order hash (Common/Global.cs). */
export const SecurityType = {
  Base: 0,
  Equity: 1,
  Option: 2,
  Commodity: 3,
  Forex: 4,
  Future: 5,
  Cfd: 6,
  Crypto: 7,
  FutureOption: 8,
  Index: 9,
  IndexOption: 10,
  CryptoFuture: 11,
} as const;
export type SecurityType = (typeof SecurityType)[keyof typeof SecurityType];

const NAMES = [
  'base',
  'equity',
  'option',
  'commodity',
  'forex',
  'future',
  'cfd',
  'crypto',
  'futureoption',
  'index',
  'indexoption',
  'cryptofuture',
];

/** The lower-case name that data folders use. */
export function securityTypeName(type: SecurityType): string {
  return NAMES[type];
}

/** The security type of a name in any case, or `undefined` when there is none. */
export function parseSecurityType(name: string): SecurityType | undefined {
  const index = NAMES.indexOf(name.toLowerCase());
  return index < 0 ? undefined : (index as SecurityType);
}
