/** The kind of an instrument; the string names folders of data. */
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

/** The security type of a name in any case, or `undefined` when there is none. */
export function parseSecurityType(name: string): SecurityType | undefined {
  const wanted = name.toLowerCase();
  return SECURITY_TYPES.find((type) => type === wanted);
}
