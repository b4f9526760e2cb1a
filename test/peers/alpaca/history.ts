import { Decimal } from '../../../engine/model/decimal.ts';
import type { MarketBar, PeerMarket } from '../market.ts';
import { newYorkInstant, newYorkTime } from '../sessions.ts';
import { Refusal } from './order-rules.ts';

const MINUTE = 60_000;
const LATEST_FREE_SIP_MS = 15 * MINUTE;

/** Whether the account pays for the consolidated feed. */
export interface HistoryRights {
  readonly hasSip: boolean;
}

/** The bars of several symbols, a page at a time. Without pages the last one has no token. */
export function listBars(market: PeerMarket, query: URLSearchParams, isCrypto: boolean, rights: HistoryRights): object {
  const symbols = (query.get('symbols') ?? '').split(',').filter(Boolean);
  if (symbols.length === 0) throw new Refusal(400, 40010001, 'symbols is required');
  const { utc } = market.clock;
  const [start, end] = [instant(query.get('start'), utc - 24 * 60 * MINUTE), instant(query.get('end'), utc)];
  const feed = query.get('feed') ?? (rights.hasSip ? 'sip' : 'iex');
  if (!isCrypto && feed === 'sip' && !rights.hasSip && end > utc - LATEST_FREE_SIP_MS)
    throw new Refusal(403, 42210000, 'subscription does not permit querying recent SIP data');
  const timeframe = query.get('timeframe') ?? '';
  const bars = symbols
    .toSorted()
    .flatMap((symbol) => resample(market.barsOf(symbol), timeframe))
    .filter((bar) => bar.utc >= start && bar.utc <= end);
  if (query.get('sort') === 'desc') bars.reverse();
  const limit = Math.min(10_000, Number(query.get('limit') ?? 1000));
  const from = Number(query.get('page_token') ?? 0);
  const page: Record<string, unknown[]> = {};
  for (const bar of bars.slice(from, from + limit)) (page[bar.symbol] ??= []).push(barJson(bar));
  const token = from + limit < bars.length ? String(from + limit) : null;
  return isCrypto ? { bars: page, next_page_token: token } : { bars: page, next_page_token: token, currency: 'USD' };
}

function instant(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  const utc = Date.parse(text);
  if (Number.isNaN(utc)) throw new Refusal(400, 40010001, `invalid time: ${text}`);
  return utc;
}

/** Puts the bars of one symbol together: `5Min`, `1Hour`, `1Day` (days of New York). */
function resample(bars: readonly MarketBar[], timeframe: string): MarketBar[] {
  const [, count = '', unit = ''] = /^(\d+)(Min|T|Hour|H|Day|D)$/.exec(timeframe) ?? [];
  if (unit === '') throw new Refusal(400, 40010001, `invalid timeframe: ${timeframe}`);
  const length = Number(count) * (unit === 'Min' || unit === 'T' ? MINUTE : 60 * MINUTE);
  const isDay = unit === 'Day' || unit === 'D';
  const startOf = (utc: number): number =>
    isDay ? newYorkInstant(newYorkTime(utc).date, '00:00') : Math.floor(utc / length) * length;
  const found: MarketBar[] = [];
  for (const bar of bars) {
    const last = found.at(-1);
    const utc = startOf(bar.utc);
    if (last?.utc === utc) found[found.length - 1] = joined(last, bar);
    else found.push({ ...bar, utc });
  }
  return found;
}

function joined(first: MarketBar, next: MarketBar): MarketBar {
  return {
    ...first,
    high: Decimal.max(first.high, next.high),
    low: Decimal.min(first.low, next.low),
    close: next.close,
    volume: first.volume.add(next.volume),
    trades: first.trades + next.trades,
  };
}

/** A bar as history and stream write it. The average price weighted by volume is the one of the bar's four prices. */
export function barJson({ utc, open, high, low, close, volume, trades }: MarketBar): Record<string, unknown> {
  const average = open.add(high).add(low).add(close).div(Decimal.of(4)).round(6);
  return {
    t: new Date(utc).toISOString(),
    o: open.toNumber(),
    h: high.toNumber(),
    l: low.toNumber(),
    c: close.toNumber(),
    v: volume.toNumber(),
    n: trades,
    vw: average.toNumber(),
  };
}

/** The last quotes of several symbols. */
export function latestQuotes(market: PeerMarket, symbols: readonly string[], isCrypto: boolean): object {
  const quotes: Record<string, unknown> = {};
  for (const symbol of symbols) {
    const quote = market.quoteOf(symbol);
    if (quote === undefined) continue;
    const { bid, ask, bidSize, askSize, utc } = quote;
    const prices = { bp: bid.toNumber(), bs: bidSize.toNumber(), ap: ask.toNumber(), as: askSize.toNumber() };
    const rest = isCrypto ? {} : { ax: 'V', bx: 'V', c: ['R'], z: 'C' };
    quotes[symbol] = { t: new Date(utc).toISOString(), ...prices, ...rest };
  }
  return { quotes };
}

/** The last trades of several symbols. */
export function latestTrades(market: PeerMarket, symbols: readonly string[], isCrypto: boolean): object {
  const trades: Record<string, unknown> = {};
  for (const symbol of symbols) {
    const trade = market.lastTradeOf(symbol);
    if (trade === undefined) continue;
    const values = {
      t: new Date(trade.utc).toISOString(),
      i: trade.id,
      p: trade.price.toNumber(),
      s: trade.size.toNumber(),
    };
    trades[symbol] = isCrypto ? { ...values, tks: 'B' } : { ...values, x: 'V', c: ['@'], z: 'C' };
  }
  return { trades };
}
