import { Decimal } from '../../../engine/model/decimal.ts';
import { newYorkText, type Sessions } from '../sessions.ts';
import type { AlpacaAccount } from './account.ts';
import { listActivities, type OtherActivity } from './activities.ts';
import { assetIdOf, assetJson, type PeerAsset } from './assets.ts';
import { type HistoryRights, latestQuotes, latestTrades, listBars } from './history.ts';
import { listOrders, type OrderDesk } from './order-desk.ts';
import { orderJson } from './order-json.ts';
import { Refusal } from './order-rules.ts';
import type { PeerMarket } from '../market.ts';

/** A request whose route is known. */
export interface RestRequest {
  /** The parts of the path that the route leaves open. */
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer, and the work that follows once it has left. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly after?: () => void;
}

export interface RestParts {
  readonly desk: OrderDesk;
  readonly account: AlpacaAccount;
  readonly market: PeerMarket;
  readonly sessions: Sessions;
  readonly assets: ReadonlyMap<string, PeerAsset>;
  readonly others: readonly OtherActivity[];
  readonly rights: HistoryRights;
  /** Whether an order can be found by its own id, which a slow replica denies for a while. */
  readonly isVisible: (clientOrderId: string) => boolean;
  /** The status that cancelling one order of many has; 200 unless the script says otherwise. */
  readonly bulkStatus: () => number;
}

/** An operation: its name is the point of its faults. */
export interface Route {
  /** The method, then the path as Alpaca's document writes it. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  /** Whether it needs no keys, as history of crypto does. */
  readonly isPublic: boolean;
  readonly answer: (request: RestRequest) => RestAnswer;
}

const ok = (body: unknown, after?: () => void): RestAnswer => ({ status: 200, body, after });

function route(name: string, answer: Route['answer']): Route {
  const [method = '', path = ''] = name.split(' ');
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
  return { name, method, path, pattern, isPublic: path.startsWith('/v1beta3/crypto/'), answer };
}

/** The operations of the peer. */
export function routesOf(parts: RestParts): readonly Route[] {
  return [...orderRoutes(parts), ...positionRoutes(parts), ...accountRoutes(parts), ...dataRoutes(parts)];
}

function orderRoutes({ desk, isVisible, bulkStatus }: RestParts): Route[] {
  return [
    route('POST /v2/orders', ({ body }) => {
      const { order, after } = desk.submit(body ?? {});
      return ok(orderJson(order), after);
    }),
    route('GET /v2/orders', ({ query }) => ok(listOrders(desk, query))),
    route('DELETE /v2/orders', () => {
      const outcomes = desk.open
        .filter(({ pending }) => pending !== 'pending_cancel')
        .map((order) => {
          const status = bulkStatus();
          return { id: order.id, status, after: status === 200 ? desk.cancel(order.id).after : undefined };
        });
      const body = outcomes.map(({ id, status }) => ({ id, status }));
      return { status: 207, body, after: () => outcomes.forEach(({ after }) => after?.()) };
    }),
    route('GET /v2/orders:by_client_order_id', ({ query }) => {
      const clientOrderId = query.get('client_order_id') ?? '';
      if (!isVisible(clientOrderId)) throw new Refusal(404, 40410000, `order not found for ${clientOrderId}`);
      return ok(orderJson(desk.byClientId(clientOrderId)));
    }),
    route('GET /v2/orders/{order_id}', ({ parameters: [id = ''] }) => ok(orderJson(desk.byId(id)))),
    route('PATCH /v2/orders/{order_id}', ({ parameters: [id = ''], body }) => {
      const { order, after } = desk.replace(id, body ?? {});
      return ok(orderJson(order), after);
    }),
    route('DELETE /v2/orders/{order_id}', ({ parameters: [id = ''] }) => ({
      status: 204,
      body: undefined,
      after: desk.cancel(id).after,
    })),
  ];
}

function positionRoutes({ desk, account }: RestParts): Route[] {
  const find = (name: string): ReturnType<AlpacaAccount['book']['positionOf']> => {
    const position = account.book.positions.find(({ symbol }) => symbol === name || assetIdOf(symbol) === name);
    if (position === undefined) throw new Refusal(404, 40410000, 'position does not exist');
    return position;
  };
  const close = (symbol: string, quantity: Decimal): ReturnType<OrderDesk['submit']> =>
    desk.submit({
      symbol,
      qty: quantity.abs().normalize().toString(),
      side: quantity.sign > 0 ? 'sell' : 'buy',
      type: 'market',
      time_in_force: symbol.includes('/') ? 'gtc' : 'day',
    });
  return [
    route('GET /v2/positions', () => ok(account.book.positions.map((position) => account.positionJson(position)))),
    route('DELETE /v2/positions', ({ query }) => {
      if (query.get('cancel_orders') === 'true') for (const order of desk.open) desk.cancel(order.id).after();
      const outcomes = account.book.positions.map(({ symbol, quantity }) => ({ symbol, ...close(symbol, quantity) }));
      const body = outcomes.map(({ symbol, order }) => ({ symbol, status: 200, body: orderJson(order) }));
      return { status: 207, body, after: () => outcomes.forEach(({ after }) => after()) };
    }),
    route('GET /v2/positions/{symbol_or_asset_id}', ({ parameters: [name = ''] }) =>
      ok(account.positionJson(find(name))),
    ),
    route('DELETE /v2/positions/{symbol_or_asset_id}', ({ parameters: [name = ''], query }) => {
      const { symbol, quantity } = find(name);
      const [wanted, percentage] = [query.get('qty'), query.get('percentage')];
      const share = percentage === null ? Decimal.one : Decimal.parse(percentage).div(Decimal.oneHundred);
      const part = wanted === null ? quantity.abs().mul(share) : Decimal.parse(wanted);
      const { order, after } = close(symbol, quantity.sign > 0 ? part : part.neg());
      return ok(orderJson(order), after);
    }),
  ];
}

function accountRoutes({ desk, account, assets, others, sessions, market }: RestParts): Route[] {
  const activities = (query: URLSearchParams): RestAnswer =>
    ok(listActivities(desk.orders, account.book.executions, others, query));
  return [
    route('GET /v2/account', () => ok(account.json())),
    route('GET /v2/account/activities', ({ query }) => activities(query)),
    route('GET /v2/account/activities/{activity_type}', ({ parameters: [type = ''], query }) => {
      query.set('activity_types', type);
      return activities(query);
    }),
    route('GET /v2/assets', ({ query }) => {
      const [status, assetClass] = [query.get('status'), query.get('asset_class')];
      const found = [...assets.values()].filter(
        (asset) =>
          (status === null || (status === 'active') === asset.isTradable) &&
          (assetClass === null || assetClass === asset.class),
      );
      return ok(found.map(assetJson));
    }),
    route('GET /v2/assets/{symbol_or_asset_id}', ({ parameters: [name = ''] }) => {
      const asset = [...assets.values()].find(({ symbol }) => symbol === name || assetIdOf(symbol) === name);
      if (asset === undefined) throw new Refusal(404, 40410000, `asset not found for ${name}`);
      return ok(assetJson(asset));
    }),
    route('GET /v2/clock', () => {
      const { utc } = market.clock;
      return ok({
        timestamp: newYorkText(utc),
        is_open: sessions.isOpen(utc),
        next_open: newYorkText(sessions.nextOpen(utc)),
        next_close: newYorkText(sessions.nextClose(utc)),
      });
    }),
    route('GET /v2/calendar', ({ query }) => {
      const today = new Date(market.clock.utc).toISOString().slice(0, 10);
      const days = sessions.days(query.get('start')?.slice(0, 10) ?? today, query.get('end')?.slice(0, 10) ?? today);
      return ok(
        days.map(({ date, open, close }) => ({
          date,
          open,
          close,
          session_open: '0400',
          session_close: '2000',
          settlement_date: sessions.days(date, nextWeek(date))[1]?.date ?? date,
        })),
      );
    }),
  ];
}

const nextWeek = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);

const symbolsOf = (query: URLSearchParams): string[] => (query.get('symbols') ?? '').split(',').filter(Boolean);

function dataRoutes({ market, rights }: RestParts): Route[] {
  return [
    route('GET /v2/stocks/bars', ({ query }) => ok(listBars(market, query, false, rights))),
    route('GET /v1beta3/crypto/{loc}/bars', ({ query }) => ok(listBars(market, query, true, rights))),
    route('GET /v2/stocks/quotes/latest', ({ query }) => ok(latestQuotes(market, symbolsOf(query), false))),
    route('GET /v2/stocks/trades/latest', ({ query }) => ok(latestTrades(market, symbolsOf(query), false))),
    route('GET /v1beta3/crypto/{loc}/latest/quotes', ({ query }) => ok(latestQuotes(market, symbolsOf(query), true))),
    route('GET /v1beta3/crypto/{loc}/latest/trades', ({ query }) => ok(latestTrades(market, symbolsOf(query), true))),
  ];
}
