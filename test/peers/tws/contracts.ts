/** A contract that the simulator trades. */
export interface TwsContract {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: string;
  readonly exchange: string;
  readonly primaryExchange: string;
  readonly currency: string;
  readonly minTick: string;
  readonly longName: string;
  /** Whether parts of a share may be ordered. */
  readonly isFractional: boolean;
}

/** A US stock. */
export function stockContract(conId: number, symbol: string, wishes: Partial<TwsContract> = {}): TwsContract {
  return {
    conId,
    symbol,
    secType: 'STK',
    exchange: 'SMART',
    primaryExchange: 'NASDAQ',
    currency: 'USD',
    minTick: '0.01',
    longName: `${symbol} OF THE TEST MARKET`,
    isFractional: false,
    ...wishes,
  };
}

/** The contract as requests write it: an id, or a symbol with its kind. */
export interface ContractQuery {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: string;
  readonly currency: string;
}

/** Reads a contract from the fields of a request, which begin at `start` with the contract's id. */
export function contractQuery(fields: readonly string[], start: number): ContractQuery {
  return {
    conId: Number(fields[start] || 0),
    symbol: fields[start + 1] ?? '',
    secType: fields[start + 2] ?? '',
    currency: fields[start + 9] ?? '',
  };
}

export function findContracts(contracts: readonly TwsContract[], query: ContractQuery): readonly TwsContract[] {
  if (query.conId > 0) return contracts.filter(({ conId }) => conId === query.conId);
  return contracts.filter(
    ({ symbol, secType, currency }) =>
      symbol === query.symbol &&
      (query.secType === '' || query.secType === secType) &&
      (query.currency === '' || query.currency === currency),
  );
}
