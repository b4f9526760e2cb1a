/** The requests that the simulator understands, by the number that they begin with. */
const REQUESTS: Readonly<Record<string, string>> = {
  1: 'reqMktData',
  2: 'cancelMktData',
  3: 'placeOrder',
  4: 'cancelOrder',
  5: 'reqOpenOrders',
  6: 'reqAccountUpdates',
  7: 'reqExecutions',
  8: 'reqIds',
  9: 'reqContractDetails',
  14: 'setServerLogLevel',
  15: 'reqAutoOpenOrders',
  16: 'reqAllOpenOrders',
  17: 'reqManagedAccts',
  20: 'reqHistoricalData',
  25: 'cancelHistoricalData',
  49: 'reqCurrentTime',
  50: 'reqRealTimeBars',
  51: 'cancelRealTimeBars',
  58: 'reqGlobalCancel',
  59: 'reqMarketDataType',
  61: 'reqPositions',
  62: 'reqAccountSummary',
  63: 'cancelAccountSummary',
  64: 'cancelPositions',
  71: 'startApi',
  91: 'reqMarketRule',
  92: 'reqPnL',
  93: 'cancelPnL',
  97: 'reqTickByTickData',
  98: 'cancelTickByTickData',
  99: 'reqCompletedOrders',
};

export const REQUEST_NAMES: readonly string[] = [...Object.values(REQUESTS), 'unknown'];

export function requestName(id: string | undefined): string {
  return REQUESTS[id ?? ''] ?? 'unknown';
}
