import { Row } from '../data/feed/row-layout.ts';
import { middle } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import { Field } from './market-state.ts';

/** Says in Field.PriceScales that the price is the middle of bid and ask. */
export const MID_PRICE = -1;

/**
 * Lays a real row of the tape into a security's block, by the rules of LEAN's SecurityCache.ProcessDataPoint.
 * @param setsPrice false for the quotes of an equity: they move bid and ask, never the bar figures
 */
export function updatePrices(
  state: Float64Array,
  at: number,
  rows: Float64Array,
  row: number,
  kind: RowKind,
  setsPrice: boolean,
): void {
  if (kind === RowKind.TradeBar) updateFromTradeBar(state, at, rows, row);
  else if (kind === RowKind.QuoteBar) updateFromQuoteBar(state, at, rows, row, setsPrice);
  else if (kind === RowKind.TradeTick) updateFromTradeTick(state, at, rows, row);
  else updateFromQuoteTick(state, at, rows, row, setsPrice);
}

function updateFromTradeBar(state: Float64Array, at: number, rows: Float64Array, row: number): void {
  const end = rows[row + Row.End];
  const value = row + Row.Value;
  const open = rows[value];
  const high = rows[value + 1];
  const low = rows[value + 2];
  const close = rows[value + 3];
  const volume = rows[value + 4];
  state[at + Field.TradeTime] = rows[row + Row.Start];
  state[at + Field.TradeEnd] = end;
  state[at + Field.TradeOpen] = open;
  state[at + Field.TradeHigh] = high;
  state[at + Field.TradeLow] = low;
  state[at + Field.TradeClose] = close;
  state[at + Field.TradeVolume] = volume;
  if (volume !== 0) state[at + Field.Volume] = volume;
  // a quote bar of the same period that is already there keeps the say
  if (state[at + Field.LastQuoteBarEnd] === end && state[at + Field.LastDataEnd] === end) return;
  state[at + Field.LastDataEnd] = end;
  if (open !== 0) state[at + Field.Open] = open;
  if (high !== 0) state[at + Field.High] = high;
  if (low !== 0) state[at + Field.Low] = low;
  if (close !== 0) {
    state[at + Field.Close] = close;
    state[at + Field.Price] = close;
    state[at + Field.PriceScales] = Math.floor(rows[row + Row.Scales] / 4096) % 16;
  }
}

function updateFromQuoteBar(
  state: Float64Array,
  at: number,
  rows: Float64Array,
  row: number,
  setsPrice: boolean,
): void {
  const end = rows[row + Row.End];
  const value = row + Row.Value;
  state[at + Field.QuoteTime] = rows[row + Row.Start];
  state[at + Field.QuoteEnd] = end;
  for (let i = 0; i < 10; i++) state[at + Field.BidOpen + i] = rows[value + i];
  const bid = rows[value + 3];
  const ask = rows[value + 8];
  if (setsPrice && !(state[at + Field.LastQuoteBarEnd] === end && state[at + Field.LastDataEnd] === end)) {
    state[at + Field.LastDataEnd] = end;
    const close = middle(bid, ask);
    state[at + Field.Open] = middle(rows[value], rows[value + 5]);
    state[at + Field.High] = middle(rows[value + 1], rows[value + 6]);
    state[at + Field.Low] = middle(rows[value + 2], rows[value + 7]);
    if (close === close && close !== 0) {
      state[at + Field.Close] = close;
      state[at + Field.Price] = close;
      state[at + Field.PriceScales] = MID_PRICE;
    }
  }
  state[at + Field.LastQuoteBarEnd] = end;
  if (bid === bid && bid !== 0) state[at + Field.BidPrice] = bid;
  if (ask === ask && ask !== 0) state[at + Field.AskPrice] = ask;
  state[at + Field.QuoteScales] = quoteScales(rows[row + Row.Scales], 3, 7);
}

function updateFromTradeTick(state: Float64Array, at: number, rows: Float64Array, row: number): void {
  const price = rows[row + Row.Value];
  const size = rows[row + Row.Value + 1];
  if (size !== 0) state[at + Field.Volume] = size;
  if (price === 0) return;
  state[at + Field.LastDataEnd] = rows[row + Row.End];
  state[at + Field.Price] = price;
  state[at + Field.Open] = state[at + Field.High] = state[at + Field.Low] = state[at + Field.Close] = price;
  state[at + Field.PriceScales] = rows[row + Row.Scales] % 16;
}

function updateFromQuoteTick(
  state: Float64Array,
  at: number,
  rows: Float64Array,
  row: number,
  setsPrice: boolean,
): void {
  const bid = rows[row + Row.Value];
  const ask = rows[row + Row.Value + 2];
  const hasBid = bid === bid && bid !== 0;
  const hasAsk = ask === ask && ask !== 0;
  if (hasBid) state[at + Field.BidPrice] = bid;
  if (hasAsk) state[at + Field.AskPrice] = ask;
  state[at + Field.QuoteScales] = quoteScales(rows[row + Row.Scales], 0, 1);
  const price = hasBid && hasAsk ? (bid + ask) / 2 : hasBid ? bid : hasAsk ? ask : NaN;
  if (price !== price) return;
  state[at + Field.Price] = price;
  const scales = state[at + Field.QuoteScales];
  state[at + Field.PriceScales] = hasBid && hasAsk ? MID_PRICE : hasBid ? scales % 16 : Math.floor(scales / 16);
  if (!setsPrice) return;
  state[at + Field.LastDataEnd] = rows[row + Row.End];
  state[at + Field.Open] = state[at + Field.High] = state[at + Field.Low] = state[at + Field.Close] = price;
}

/** Decimal places of bid and ask, four bits each, from the packed places of the row's price columns. */
function quoteScales(packed: number, bidIndex: number, askIndex: number): number {
  return (Math.floor(packed / 16 ** bidIndex) % 16) + 16 * (Math.floor(packed / 16 ** askIndex) % 16);
}
