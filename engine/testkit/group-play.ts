import type { FillModel } from '../api/security-models.ts';
import { OrderType } from '../model/order-types.ts';
import { Resolution } from '../model/resolution.ts';
import type { Algorithm } from '../runtime/algorithm.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import { at, tradeColumns } from './memory-columns.ts';
import { MemoryMarket } from './memory-market.ts';
import { runScript } from './scripted-run.ts';

/** Open, high, low and close of a session; a single number is used for all four. */
export type Session = number | readonly [number, number, number, number];

/** Sessions of March 2024, one per weekday from the 4th on. */
const DATES = ['04', '05', '06', '07', '08', '11', '12', '13', '14', '15'].map((day) => `2024-03-${day}`);

export interface Played {
  readonly orders: readonly string[];
  readonly position: number;
  readonly messages: readonly string[];
  /** The events that the strategy received, in their order. */
  readonly heard: readonly string[];
  readonly group: OrderGroup | undefined;
  /** Caveats of the results. */
  readonly caveats: readonly string[];
}

/** Places a group at the first close and plays the sessions after it. */
export async function playGroup(
  sessions: readonly Session[],
  place: (algorithm: Algorithm) => OrderGroup,
  more: { onDay?: (algorithm: Algorithm, day: number, group: OrderGroup) => void; fillModel?: FillModel } = {},
): Promise<Played> {
  const bars = sessions.map((session) =>
    typeof session === 'number' ? [session, session, session, session] : session,
  );
  const rows = tradeColumns(
    bars.map(([open, high, low, close], day) => [at(DATES[day]), [open, high, low, close], 1000]),
  );
  const messages: string[] = [];
  const heard: string[] = [];
  let group: OrderGroup | undefined;
  let position = 0;
  let day = 0;
  const result = await runScript(
    new MemoryMarket({ series: [{ ticker: 'AAA', resolution: Resolution.Daily, rows }] }),
    {
      initialize: (algorithm) => {
        const security = algorithm.addEquity('AAA', Resolution.Daily);
        if (more.fillModel !== undefined) security.fillModel = more.fillModel;
      },
      onData: (algorithm) => {
        if (day === 0) group = place(algorithm);
        else if (group !== undefined) more.onDay?.(algorithm, day, group);
        day++;
      },
      onOrderEvent: (_algorithm, { orderId, status }) => heard.push(`${orderId} ${status}`),
      onEndOfAlgorithm: (algorithm) => {
        position = algorithm.portfolio.get('AAA').quantity;
      },
    },
    { start: '2024-03-04', end: '2024-03-15', onLog: (_level, _time, message) => messages.push(message) },
  );
  const orders = result.orders.map(
    ({ type, status, quantity, quantityFilled, price, group: of }) =>
      `${of?.role} ${type} ${quantity} ${status}${quantityFilled === 0 ? '' : ` ${quantityFilled}@${Number(price.toFixed(2))}`}`,
  );
  return { orders, position, messages, heard, group, caveats: result.caveats };
}

/** Buys ten shares, with a stop loss 10 % below and a take profit 20 % above. */
export const bracket = (algorithm: Algorithm): OrderGroup =>
  algorithm.bracketOrder('AAA', 10, { stopLoss: { fraction: 0.1 }, takeProfit: { fraction: 0.2 } });

/** In each session fills at most a given number of shares of any order at the close, if its price allows that. */
export function fillsInParts(parts: readonly number[]): FillModel {
  let fills = 0;
  const done = new Set<string>();
  return {
    fill(security, order, context) {
      const turn = `${order.id} ${context.utc}`;
      const price = security.close;
      const isReached =
        order.type === OrderType.Limit
          ? order.quantity > 0
            ? price <= order.limitPrice
            : price >= order.limitPrice
          : order.type !== OrderType.StopMarket ||
            (order.quantity > 0 ? price >= order.stopPrice : price <= order.stopPrice);
      if (!isReached || done.has(turn)) return;
      done.add(turn);
      const size = Math.min(Math.abs(order.quantityRemaining), parts[fills++ % parts.length]);
      context.quantity = Math.sign(order.quantity) * size;
      context.price = price;
    },
  };
}
