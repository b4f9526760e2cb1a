/** The kind of an instrument; data folders use the same strings. */
export const SecurityType = {
  Base: 'base',
  Equity: 'equity',
  Option: 'option',
  Commodity: 'commodity',
  Forex: 'forex',
  Future: 'future',
  Cfd: 'cfd',
  Crypto: 'crypto',
  FutureOption: 'futureoption',
  Index: 'index',
  IndexOption: 'indexoption',
  CryptoFuture: 'cryptofuture',
} as const;
export type SecurityType = (typeof SecurityType)[keyof typeof SecurityType];

const SECURITY_TYPES: readonly SecurityType[] = Object.values(SecurityType);

/** The security type with a name (case-insensitive), or `undefined`. */
export function parseSecurityType(name: string): SecurityType | undefined {
  const wanted = name.toLowerCase();
  return SECURITY_TYPES.find((type) => type === wanted);
}
