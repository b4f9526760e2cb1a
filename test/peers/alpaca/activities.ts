import type { BookExecution } from '../book.ts';
import { uuidOf } from './assets.ts';
import { type AlpacaOrder, fillJson } from './order-json.ts';

/** Money or shares that came or went without an order. */
export interface OtherActivity {
  readonly type: 'CSD' | 'CSW' | 'DIV' | 'FEE' | 'INT';
  /** Signed dollars. */
  readonly amount: string;
  readonly symbol?: string;
  readonly utc: number;
}

interface Activity {
  readonly type: string;
  readonly utc: number;
  readonly json: Record<string, unknown> & { readonly id: string };
}

/** Answers a page of the account's activities. Busted executions are gone, corrected ones show what is true now. */
export function listActivities(
  orders: readonly AlpacaOrder[],
  executions: readonly BookExecution[],
  others: readonly OtherActivity[],
  query: URLSearchParams,
): unknown[] {
  const types = query.get('activity_types')?.split(',').filter(Boolean) ?? [];
  const category = query.get('category');
  const [after = NaN, until = NaN] = [query.get('after'), query.get('until')].map((text) => Date.parse(text ?? ''));
  const date = query.get('date')?.slice(0, 10);
  const found = [...fillsOf(orders, executions), ...others.map(otherActivity)].filter(({ type, utc }) => {
    if (types.length > 0 && !types.includes(type)) return false;
    if (category === 'trade_activity' && type !== 'FILL') return false;
    if (category === 'non_trade_activity' && type === 'FILL') return false;
    if (date !== undefined && new Date(utc).toISOString().slice(0, 10) !== date) return false;
    return !(utc <= after) && !(utc >= until);
  });
  found.sort((left, right) => (left.json.id < right.json.id ? -1 : 1));
  if (query.get('direction') !== 'asc') found.reverse();
  const token = query.get('page_token');
  const start = token === null ? 0 : found.findIndex(({ json }) => json.id === token) + 1;
  const size = Math.min(100, Number(query.get('page_size') ?? 100));
  return found.slice(start, start + size).map(({ json }) => json);
}

function fillsOf(orders: readonly AlpacaOrder[], executions: readonly BookExecution[]): Activity[] {
  return executions.flatMap((execution) => {
    const order = orders[execution.orderId - 1];
    if (order === undefined || execution.isBusted) return [];
    const json = fillJson(order, execution, uuidOf(`execution ${execution.id}`)) as Activity['json'];
    return [{ type: 'FILL', utc: execution.utc, json }];
  });
}

function otherActivity({ type, amount, symbol, utc }: OtherActivity, index: number): Activity {
  const stamp = new Date(utc).toISOString();
  const json = {
    id: `${stamp.replaceAll(/\D/g, '')}000000::${uuidOf(`activity ${index}`)}`,
    activity_type: type,
    date: stamp,
    created_at: stamp,
    net_amount: amount,
    currency: 'USD',
    status: 'executed',
    ...(symbol === undefined ? {} : { symbol }),
  };
  return { type, utc, json };
}
