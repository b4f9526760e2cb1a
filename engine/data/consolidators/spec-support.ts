import { QuoteBar, Tick, TradeBar } from '../../model/bars.ts';
import { SecuritySymbol } from '../../model/security-symbol.ts';
import { SecurityType } from '../../model/security-type.ts';
import { MINUTE } from '../time/calendar-math.ts';
import type { Consolidator, ConsolidatorData } from './consolidator.ts';

export const SPY = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY R735QTJ8XC9X');
export const QQQ = new SecuritySymbol('QQQ', SecurityType.Equity, 'usa', 'QQQ RIWIV7K5Z9LX');

/** A Monday. */
const MONDAY = Date.UTC(2013, 9, 7);

/** A wall-clock time on that Monday, or on a later day. */
export function at(hour: number, minute = 0, day = 0): number {
  return MONDAY + day * 86_400_000 + hour * 3_600_000 + minute * MINUTE;
}

/** A trade bar with one price, by default of one minute. */
export function trade(time: number, price: number, period = MINUTE): TradeBar {
  return tradeOf(time, [price, price, price, price, 1], period);
}

export function tradeOf(
  time: number,
  [open, high, low, close, volume]: readonly [number, number, number, number, number],
  period = MINUTE,
): TradeBar {
  return Object.assign(new TradeBar(SPY), { time, endTime: time + period, open, high, low, close, volume });
}

/** A quote bar with one bid and one ask; NaN for a missing side. */
export function quote(time: number, bid: number, ask: number, sizes: readonly [number, number] = [10, 20]): QuoteBar {
  return Object.assign(new QuoteBar(SPY), {
    time,
    endTime: time + MINUTE,
    bidOpen: bid,
    bidHigh: bid,
    bidLow: bid,
    bidClose: bid,
    lastBidSize: sizes[0],
    askOpen: ask,
    askHigh: ask,
    askLow: ask,
    askClose: ask,
    lastAskSize: sizes[1],
  });
}

export function tradeTick(time: number, price: number, quantity = 1): Tick {
  return Object.assign(new Tick(SPY), { time, endTime: time, value: price, quantity });
}

export function quoteTick(time: number, bid: number, ask: number): Tick {
  const isQuote = true;
  return Object.assign(new Tick(SPY), {
    time,
    endTime: time,
    isQuote,
    bidPrice: bid,
    bidSize: 1,
    askPrice: ask,
    askSize: 2,
  });
}

/** Collects the bars that a consolidator emits from now on. */
export function collect<Bar extends ConsolidatorData>(consolidator: Consolidator<Bar>): Bar[] {
  const bars: Bar[] = [];
  consolidator.onConsolidated((bar) => bars.push(bar));
  return bars;
}

/** Start, end, open, high, low, close and volume. */
export function figures(bar: TradeBar | undefined): number[] {
  if (bar === undefined) return [];
  return [bar.time, bar.endTime, bar.open, bar.high, bar.low, bar.close, bar.volume];
}
