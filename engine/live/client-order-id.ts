/** Prefix of every run id, which identifies orders of the engine. */
const PREFIX = 'tw';

/** Creates a run id: ten letters and digits from eight random bytes. */
export function runIdOf(random: Uint8Array): string {
  let number = 0n;
  for (const byte of random) number = (number << 8n) | BigInt(byte);
  return PREFIX + number.toString(36).padStart(10, '0').slice(-10);
}

/** The permanent client order id of an order: run and order. */
export function clientOrderIdOf(runId: string, orderId: number): string {
  return `${runId}-${orderId}`;
}

/** The client order id of one revision of an order, for brokers that need a new id for each change. */
export function revisionIdOf(runId: string, orderId: number, revision: number): string {
  return revision === 1 ? clientOrderIdOf(runId, orderId) : `${clientOrderIdOf(runId, orderId)}-r${revision}`;
}

/** The order of a client order id (of any revision); undefined if it is not of this run. */
export function orderIdOf(runId: string, clientOrderId: string | undefined): number | undefined {
  if (clientOrderId === undefined || !clientOrderId.startsWith(`${runId}-`)) return undefined;
  const match = /^([1-9]\d*)(?:-r\d+)?$/.exec(clientOrderId.slice(runId.length + 1));
  return match === null ? undefined : Number(match[1]);
}
