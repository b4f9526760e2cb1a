import { Decimal } from '../../../engine/model/decimal.ts';
import type { MarketBar, PeerMarket } from '../market.ts';
import { newYorkInstant, newYorkTime } from '../sessions.ts';
import { historyTime, message, type OutMessage } from './messages.ts';

const SECOND = 1000;
const UNITS: Readonly<Record<string, number>> = {
  sec: SECOND,
  min: 60 * SECOND,
  hour: 3600 * SECOND,
  day: 86_400 * SECOND,
};
const DURATIONS: Readonly<Record<string, number>> = {
  S: SECOND,
  D: 86_400 * SECOND,
  W: 604_800 * SECOND,
  M: 2_592_000 * SECOND,
  Y: 31_536_000 * SECOND,
};

/** A request for bars of the past. */
export interface HistoryRequest {
  readonly reqId: number;
  readonly symbol: string;
  readonly end: string;
  readonly barSize: string;
  readonly duration: string;
  readonly whatToShow: string;
  /** 1 for texts of New York, 2 for seconds since 1970. */
  readonly formatDate: number;
  readonly keepsUpToDate: boolean;
}

/** Reads a request; the contract has been found by its first fields. */
export function readHistoryRequest(fields: readonly string[], symbol: string): HistoryRequest {
  const text = (index: number): string => fields[index] ?? '';
  return {
    reqId: Number(text(1)),
    symbol,
    end: text(15),
    barSize: text(16),
    duration: text(17),
    whatToShow: text(19),
    formatDate: Number(text(20) || 1),
    keepsUpToDate: text(21) === '1',
  };
}

/** What is wrong with requests that come too fast; IB counts them by contract, by content and in all. */
export class HistoryPacing {
  private readonly past: { readonly utc: number; readonly key: string; readonly symbol: string }[] = [];

  /** Notes a request. @returns whether it comes too fast */
  isTooFast(request: HistoryRequest, utc: number): boolean {
    const key = JSON.stringify({ ...request, reqId: 0 });
    const within = (milliseconds: number): typeof this.past => this.past.filter((one) => one.utc > utc - milliseconds);
    const isIdentical = within(15 * SECOND).some((one) => one.key === key);
    const isBurst = within(2 * SECOND).filter(({ symbol }) => symbol === request.symbol).length >= 5;
    // bid and ask together count twice
    const weight = request.whatToShow === 'BID_ASK' ? 2 : 1;
    const isFull = within(600 * SECOND).length + weight > 60;
    if (!isIdentical && !isBurst && !isFull)
      for (let count = 0; count < weight; count += 1) this.past.push({ utc, key, symbol: request.symbol });
    return isIdentical || isBurst || isFull;
  }
}

/** The bars that a request asks for. @returns undefined for a size or duration that IB does not know */
export function barsFor(market: PeerMarket, request: HistoryRequest): readonly MarketBar[] | undefined {
  const length = lengthOf(request.barSize);
  const [, count = '', unit = ''] = /^(\d+) ([SDWMY])$/.exec(request.duration) ?? [];
  const duration = Number(count) * (DURATIONS[unit] ?? NaN);
  if (length === undefined || !(duration > 0)) return undefined;
  const end = request.end === '' ? market.clock.utc : instantOf(request.end);
  return group(market.barsOf(request.symbol), length).filter(({ utc }) => utc >= end - duration && utc < end);
}

function lengthOf(barSize: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d+) (sec|min|hour|day)s?$/.exec(barSize) ?? [];
  return unit === '' ? undefined : Number(count) * (UNITS[unit] ?? NaN);
}

/** Reads `20260310-14:00:00` as UTC, and `20260310 10:00:00 US/Eastern` as of New York. */
function instantOf(text: string): number {
  const [, year, month, day, separator, time = ''] = /^(\d{4})(\d\d)(\d\d)([- ])(\d\d:\d\d:\d\d)/.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  return separator === '-' ? Date.parse(`${date}T${time}Z`) : newYorkInstant(date, time);
}

function group(bars: readonly MarketBar[], length: number): MarketBar[] {
  const isDay = length >= 86_400 * SECOND;
  const startOf = (utc: number): number =>
    isDay ? newYorkInstant(newYorkTime(utc).date, '00:00') : Math.floor(utc / length) * length;
  const found: MarketBar[] = [];
  for (const bar of bars) {
    const last = found.at(-1);
    const utc = startOf(bar.utc);
    if (last?.utc !== utc) {
      found.push({ ...bar, utc });
      continue;
    }
    found[found.length - 1] = {
      ...last,
      high: Decimal.max(last.high, bar.high),
      low: Decimal.min(last.low, bar.low),
      close: bar.close,
      volume: last.volume.add(bar.volume),
      trades: last.trades + bar.trades,
    };
  }
  return found;
}

const text = (value: Decimal): string => value.normalize().toString();

function timeText(utc: number, { formatDate, barSize }: HistoryRequest): string {
  if (barSize.endsWith('day')) return newYorkTime(utc).date.replaceAll('-', '');
  return formatDate === 2 ? String(utc / SECOND) : historyTime(utc);
}

/** The answer with all bars. */
export function historicalData(request: HistoryRequest, bars: readonly MarketBar[], utc: number): OutMessage {
  const fields = bars.flatMap((bar) => [
    timeText(bar.utc, request),
    ...[bar.open, bar.high, bar.low, bar.close, bar.volume, bar.close].map(text),
    bar.trades,
  ]);
  const start = bars[0]?.utc ?? utc;
  return message('historicalData', request.reqId, historyTime(start), historyTime(utc), bars.length, ...fields);
}

/** A bar that changes: open, close, high, low, in this order. */
export function historicalUpdate(request: HistoryRequest, bar: MarketBar): OutMessage {
  const prices = [bar.open, bar.close, bar.high, bar.low, bar.close, bar.volume].map(text);
  return message('historicalDataUpdate', request.reqId, bar.trades, timeText(bar.utc, request), ...prices);
}
