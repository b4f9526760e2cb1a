import type { OrderEvent } from '../../transactions/order-event.ts';
import { isClosedStatus } from '../../model/order-types.ts';
import type { BrokeragePeer, ConformanceLine } from './line.ts';

/** Checks the invariants after a case and returns a sentence for each violation. */
export function brokenInvariants(line: ConformanceLine, peer: BrokeragePeer): string[] {
  const books = peer.books();
  const { bench } = line;
  const broken: string[] = line.faults.map((fault) => `fault: ${String(fault)}`);
  const fills = bench.events.filter(({ isFill }) => isFill);
  if (fills.length !== books.executions.length) {
    broken.push(`${fills.length} fills here, ${books.executions.length} executions there`);
  }
  for (const security of bench.portfolio.openPositions) {
    const here = security.holdings.exactQuantity;
    const there = books.positions.get(security.symbol.key);
    if (there === undefined || !there.eq(here))
      broken.push(`${security.symbol.ticker}: ${here.toString()} here, ${there?.toString() ?? '0'} there`);
  }
  const { placed } = line;
  const ids = books.orders.map(({ clientOrderId }) => clientOrderId);
  if (new Set(ids).size !== ids.length) broken.push('an order is twice in the books');
  if (ids.toSorted().join() !== placed.toSorted().join())
    broken.push(`orders ${placed.join()} here, ${ids.join()} there`);
  for (const ticket of bench.desk.tickets) broken.push(...brokenOrder(line.eventsOf(ticket)));
  return broken;
}

/** After the end of an order only fills may follow, and times must ascend. */
function brokenOrder(events: readonly OrderEvent[]): string[] {
  const end = events.findIndex(({ status }) => isClosedStatus(status));
  const after = end < 0 ? [] : events.slice(end + 1).filter(({ isFill }) => !isFill);
  const isBackwards = events.some(({ utcTime }, index) => index > 0 && utcTime < events[index - 1].utcTime);
  const id = events[0]?.orderId ?? 0;
  return [
    ...(after.length > 0 ? [`order ${id} has events after its end`] : []),
    ...(isBackwards ? [`the events of order ${id} are not in chronological order`] : []),
  ];
}
