import type { MapRow, RowRequest } from '../../api/data-source.ts';
import { SecurityType } from '../../model/security-type.ts';
import { addDays } from '../time/calendar-math.ts';

/** A range of dates during which an instrument had one ticker; both ends inclusive. */
export interface TickerSpan {
  readonly ticker: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The tickers that a request's instrument had. Files are named by the ticker of their day, which can change only after
 * a map row.
 */
export function tickerSpans(request: RowRequest, mapRows: readonly MapRow[]): TickerSpan[] {
  const { symbol, fromDate, toDate, tickerOn } = request;
  if (symbol.securityType !== SecurityType.Equity) return [{ ticker: symbol.ticker, from: fromDate, to: toDate }];
  const ends = mapRows.map((row) => row.date);
  const spans: TickerSpan[] = [];
  for (let from = fromDate; from <= toDate;) {
    const end = ends.find((date) => date >= from) ?? toDate;
    const to = Math.min(end, toDate);
    const ticker = tickerOn(from);
    const last = spans.at(-1);
    if (last?.ticker === ticker) spans[spans.length - 1] = { ticker, from: last.from, to };
    else spans.push({ ticker, from, to });
    from = addDays(to, 1);
  }
  return spans;
}
