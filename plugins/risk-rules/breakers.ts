import { MarketField } from 'tradewright/plugin';
import type { OrderView, RiskContext, RiskRefusal, RiskRule, SecurityView } from 'tradewright/plugin';
import { limitRule, percent } from './limit-rule.ts';
import { spreadOf } from './order-rules.ts';

const MINUTE = 60_000;

/** Holds back new positions in a security for some minutes after a measure has exceeded its limit. */
function breaker(
  {
    id,
    code,
    limit,
    minutes,
  }: { readonly id: string; readonly code: string; readonly limit: number; readonly minutes: number },
  measure: (security: SecurityView, context: RiskContext) => number | string,
  words: (value: number) => string,
): RiskRule {
  const tripped = new Map<SecurityView, { utc: number; value: number }>();
  return {
    id,
    check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
      if (context.isReducing(order)) return undefined;
      const { security } = order;
      const value = measure(security, context);
      if (typeof value === 'string') context.reportMissingData(value);
      else if (value > limit) tripped.set(security, { utc: context.utcTime, value });
      const last = tripped.get(security);
      if (last === undefined || context.utcTime - last.utc > minutes * MINUTE) return undefined;
      return { code, value: last.value, limit, message: words(last.value) };
    },
  };
}

/** No new position after a bar in which the price has moved by more than a share, for some minutes. */
export function priceBreaker(share: number, minutes: number): RiskRule {
  return breaker(
    { id: `price-breaker:${share},${minutes}`, code: 'PRICE_BREAKER', limit: share, minutes },
    ({ cache, symbol }) => {
      const open = cache.get(MarketField.Open);
      const move = Math.max(cache.get(MarketField.High) - open, open - cache.get(MarketField.Low)) / open;
      return Number.isNaN(move) ? `${symbol.ticker} has no bar.` : move;
    },
    (value) => `the price has moved ${percent(value)} within a bar, and the limit is ${percent(share)}.`,
  );
}

/** No new position while the last daily returns vary more than a multiple of those of the days before. */
export function volatilityBreaker(multiple: number, minutes: number): RiskRule {
  return breaker(
    { id: `volatility-breaker:${multiple},${minutes}`, code: 'VOLATILITY_BREAKER', limit: multiple, minutes },
    (security, { past }) => {
      const closes = past.dailyBars(security, 66).map(({ close }) => close);
      if (closes.length < 66) return `${security.symbol.ticker} has fewer than 65 daily returns.`;
      const squares = closes.slice(1).map((close, i) => Math.log(close / closes[i]) ** 2);
      const before = mean(squares.slice(0, 60));
      return before > 0
        ? Math.sqrt(mean(squares.slice(60)) / before)
        : `${security.symbol.ticker} did not move in 60 days.`;
    },
    (value) =>
      `the volatility of five days is ${value.toFixed(2)} times that of the 60 before, and the limit is ${multiple}.`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** No new position for some minutes after the spread was wider than a share of the price. */
export function spreadBreaker(share: number, minutes: number): RiskRule {
  return breaker(
    { id: `spread-breaker:${share},${minutes}`, code: 'SPREAD_BREAKER', limit: share, minutes },
    (security) => spreadOf(security) ?? `${security.symbol.ticker} has no quotes.`,
    (value) => `the spread was ${percent(value)} of the price, and the limit is ${percent(share)}.`,
  );
}

/** No new position on data that are older than some minutes while the market is open. */
export function feedBreaker(minutes: number): RiskRule {
  return limitRule({
    id: `feed-breaker:${minutes}`,
    code: 'STALE_DATA',
    limit: minutes,
    measure({ security, symbol }, { utcTime }) {
      const { exchangeHours, cache } = security;
      const local = exchangeHours.timeZone.toLocal(utcTime);
      if (!exchangeHours.isOpen(local, false)) return undefined;
      const end = cache.get(MarketField.LastDataEnd);
      return Number.isNaN(end) ? `${symbol.ticker} has no data.` : (local - end) / MINUTE;
    },
    words: (value, limit) => `the newest data are ${value.toFixed(1)} minutes old, and the limit is ${limit}.`,
  });
}
