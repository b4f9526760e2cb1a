import { Row } from '../data/feed/row-layout.ts';
import { middle } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import { Field } from '../model/market-fields.ts';

// local constants avoid module-binding look-ups in the hot path
const { Start: START, End: END, Value: VALUE, Scales: SCALES } = Row;
const { TradeBar: TRADE_BAR } = RowKind;
const {
  Price: PRICE,
  Open: OPEN,
  High: HIGH,
  Low: LOW,
  Close: CLOSE,
  Volume: VOLUME,
  LastDataEnd: LAST_DATA_END,
  PriceScales: PRICE_SCALES,
  TradeTime: TRADE_TIME,
  LastQuoteBarEnd: LAST_QUOTE_BAR_END,
} = Field;

/** Flag for rows that only update bid and ask. */
export const QUOTES_ONLY = 4;
const KIND = 3;

/** Marks in Field.PriceScales that the price is the mid of bid and ask. */
export const MID_PRICE = -1;

/**
 * Writes a row that is not filled forward into a security's block, by the rules of LEAN's SecurityCache.ProcessDataPoint.
 * @param mode the kind of the row, plus {@link QUOTES_ONLY} for quotes of an equity, which only update bid and ask
 */
export function updatePrices(state: Float64Array, at: number, rows: Float64Array, row: number, mode: number): void {
  if (mode === TRADE_BAR) updateFromTradeBar(state, at, rows, row);
  else if (mode === RowKind.TradeTick) updateFromTradeTick(state, at, rows, row);
  else if ((mode & KIND) === RowKind.QuoteBar) updateFromQuoteBar(state, at, rows, row, mode < QUOTES_ONLY);
  else updateFromQuoteTick(state, at, rows, row, mode < QUOTES_ONLY);
}

function updateFromTradeBar(state: Float64Array, at: number, rows: Float64Array, row: number): void {
  const end = rows[row + END];
  const value = row + VALUE;
  const open = rows[value];
  const high = rows[value + 1];
  const low = rows[value + 2];
  const close = rows[value + 3];
  const volume = rows[value + 4];
  // the fields of the trade bar have the order of the row
  const trade = at + TRADE_TIME;
  state[trade] = rows[row + START];
  state[trade + 1] = end;
  state[trade + 2] = open;
  state[trade + 3] = high;
  state[trade + 4] = low;
  state[trade + 5] = close;
  state[trade + 6] = volume;
  if (volume !== 0) state[at + VOLUME] = volume;
  // an existing quote bar of the same period takes precedence
  if (state[at + LAST_QUOTE_BAR_END] === end && state[at + LAST_DATA_END] === end) return;
  state[at + LAST_DATA_END] = end;
  if (open !== 0) state[at + OPEN] = open;
  if (high !== 0) state[at + HIGH] = high;
  if (low !== 0) state[at + LOW] = low;
  if (close !== 0) {
    state[at + CLOSE] = close;
    state[at + PRICE] = close;
    state[at + PRICE_SCALES] = placesOf(rows[row + SCALES], 3);
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
  const hasBid = bid === bid && bid !== 0;
  const hasAsk = ask === ask && ask !== 0;
  if (hasBid) state[at + Field.BidPrice] = bid;
  if (hasAsk) state[at + Field.AskPrice] = ask;
  const places = quoteScales(rows[row + Row.Scales], 3, 7);
  state[at + Field.QuoteScales] = scalesOfSides(state[at + Field.QuoteScales], places, hasBid, hasAsk);
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
  const places = quoteScales(rows[row + Row.Scales], 0, 1);
  state[at + Field.QuoteScales] = scalesOfSides(state[at + Field.QuoteScales], places, hasBid, hasAsk);
  const price = hasBid && hasAsk ? (bid + ask) / 2 : hasBid ? bid : hasAsk ? ask : NaN;
  if (price !== price) return;
  state[at + Field.Price] = price;
  const scales = state[at + Field.QuoteScales];
  state[at + Field.PriceScales] = hasBid && hasAsk ? MID_PRICE : hasBid ? scales % 16 : Math.floor(scales / 16);
  if (!setsPrice) return;
  state[at + Field.LastDataEnd] = rows[row + Row.End];
  state[at + Field.Open] = state[at + Field.High] = state[at + Field.Low] = state[at + Field.Close] = price;
}

/** Decimal places of bid and ask, four bits each, from the packed scales of the row's price columns. */
function quoteScales(packed: number, bidIndex: number, askIndex: number): number {
  return placesOf(packed, bidIndex) + 16 * placesOf(packed, askIndex);
}

/** Decimal places of a price column among the first eight; the low 32 bits hold four bits of each. */
function placesOf(packed: number, index: number): number {
  return (packed >>> (4 * index)) & 15;
}

/** Merges scales: a quote of one side keeps the scale of the other. */
function scalesOfSides(known: number, places: number, hasBid: boolean, hasAsk: boolean): number {
  return ((hasBid ? places : known) & 15) | ((hasAsk ? places : known) & 240);
}
