import type { ContractTerms, FillRow, OrderRow } from '../api/result-handler.ts';
import type { OrderEventView, OrderView } from '../api/order-view.ts';
import { OrderType } from '../model/order-types.ts';

/** An order event in the form of the result files; times are ISO 8601 in UTC, amounts are exact text. */
export interface OrderEventRow {
  readonly orderId: number;
  readonly eventId: number;
  readonly time: string;
  readonly symbol: string;
  readonly status: string;
  readonly quantity: number;
  readonly fillQuantity?: string;
  readonly fillPrice?: string;
  readonly fee?: string;
  readonly feeCurrency?: string;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  readonly message?: string;
}

function orderEventRow(event: OrderEventView): OrderEventRow {
  const { isFill } = event;
  const hasFee = !event.orderFee.amount.isZero;
  return {
    orderId: event.orderId,
    eventId: event.id,
    time: isoTime(event.utcTime),
    symbol: event.symbol.key,
    status: event.status,
    quantity: event.quantity,
    fillQuantity: isFill ? event.exactFillQuantity.toString() : undefined,
    fillPrice: isFill ? event.exactFillPrice.toString() : undefined,
    fee: hasFee ? event.orderFee.amount.toString() : undefined,
    feeCurrency: hasFee ? event.orderFee.currency : undefined,
    limitPrice: event.limitPrice || undefined,
    stopPrice: event.stopPrice || undefined,
    triggerPrice: event.triggerPrice || undefined,
    message: event.message || undefined,
  };
}

/** The fills among the events, with the fields that can be read back from the results. */
export function fillRows(events: readonly OrderEventView[]): FillRow[] {
  return events.filter(({ isFill }) => isFill).map((event) => fillRow(orderEventRow(event), event.utcTime));
}

/** A fill in the form of result.json; reading result.json back must give identical numbers. */
export function fillRow(row: OrderEventRow, time = Date.parse(row.time)): FillRow {
  return {
    orderId: row.orderId,
    symbol: row.symbol,
    time,
    quantity: Number(row.fillQuantity),
    price: Number(row.fillPrice),
    fee: Number(row.fee ?? 0),
    feeCurrency: row.feeCurrency ?? '',
  };
}

/**
 * Contract terms of the executed symbols whose prices are not amounts of account currency per unit; undefined if there
 * are none.
 */
export function contractTerms(events: readonly OrderEventView[], accountCurrency: string): ContractTerms[] | undefined {
  const found = new Map<string, ContractTerms>();
  for (const { isFill, security, symbol } of events) {
    if (!isFill || found.has(symbol.key)) continue;
    const { quoteCurrency, contractMultiplier } = security.properties;
    found.set(symbol.key, { symbol: symbol.key, currency: quoteCurrency, multiplier: contractMultiplier.toNumber() });
  }
  const terms = [...found.values()].filter(
    ({ currency, multiplier }) => currency !== accountCurrency || multiplier !== 1,
  );
  return terms.length === 0 ? undefined : terms;
}

export function orderRow(order: OrderView): OrderRow {
  const { type } = order;
  const hasLimit = type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
  const hasStop = type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
  return {
    id: order.id,
    symbol: order.symbol.key,
    type: type,
    status: order.status,
    quantity: order.quantity,
    quantityFilled: order.quantityFilled,
    price: order.quantityFilled === 0 ? '' : order.exactPrice.toString(),
    limitPrice: hasLimit ? order.limitPrice : undefined,
    stopPrice: hasStop ? order.stopPrice : undefined,
    triggerPrice: type === OrderType.LimitIfTouched ? order.triggerPrice : undefined,
    created: isoTime(order.timeUtc),
    lastFill: isoTime(order.lastFillTimeUtc),
    canceled: isoTime(order.canceledTimeUtc),
    tag: order.tag,
  };
}

const linesOfEvents = new WeakMap<readonly OrderEventView[], readonly string[]>();

/** One line of JSON per event; cached, because both the hash and the document of a run need the lines. */
export function orderEventLines(events: readonly OrderEventView[]): readonly string[] {
  let lines = linesOfEvents.get(events);
  if (lines === undefined) {
    lines = events.map((event) => JSON.stringify(orderEventRow(event)));
    linesOfEvents.set(events, lines);
  }
  return lines;
}

/** ISO 8601 in UTC, without milliseconds when they are 0; empty for NaN. */
export function isoTime(utc: number): string {
  if (Number.isNaN(utc)) return '';
  const timeOfDay = utc - Math.floor(utc / DAY) * DAY;
  return `${isoDate(utc - timeOfDay)}T${isoTimeOfDay(timeOfDay)}`;
}

const DAY = 86_400_000;
/** Days from 0000-03-01 to 1970-01-01; in years that start in March the leap day comes last. */
const DAYS_TO_EPOCH = 719_468;
const DAYS_OF_400_YEARS = 146_097;
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const timesOfDay = new Map<number, string>();
const MOST_KEPT = 100_000;
let lastMidnight = NaN;
let lastDate = '';

/**
 * The date of a midnight. Consecutive samples and events mostly share a day, so the last date is cached; the conversion
 * is written out because Date's is slower.
 *
 * Source: the civil calendar from day numbers of Howard Hinnant's "chrono-compatible low-level date algorithms".
 */
function isoDate(midnight: number): string {
  if (midnight === lastMidnight) return lastDate;
  const days = midnight / DAY + DAYS_TO_EPOCH;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const day = days - era * DAYS_OF_400_YEARS;
  const leapDays = Math.floor(day / 1460) - Math.floor(day / 36_524) + Math.floor(day / 146_096);
  const year = Math.floor((day - leapDays) / 365);
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const date = TWO_DIGITS[dayOfYear - Math.floor((153 * month + 2) / 5) + 1];
  const isNextYear = month >= 10;
  lastDate = `${year + era * 400 + (isNextYear ? 1 : 0)}-${TWO_DIGITS[isNextYear ? month - 9 : month + 3]}-${date}`;
  lastMidnight = midnight;
  return lastDate;
}

function isoTimeOfDay(milliseconds: number): string {
  let text = timesOfDay.get(milliseconds);
  if (text === undefined) {
    text = new Date(milliseconds).toISOString().slice(11).replace('.000Z', 'Z');
    if (timesOfDay.size < MOST_KEPT) timesOfDay.set(milliseconds, text);
  }
  return text;
}

const textsOfColumns = new WeakMap<Float64Array, readonly string[]>();

/** A column's numbers as text; cached, because several files contain them. */
export function numberTexts(column: Float64Array): readonly string[] {
  let texts = textsOfColumns.get(column);
  if (texts === undefined) {
    texts = Array.from(column, String);
    textsOfColumns.set(column, texts);
  }
  return texts;
}
