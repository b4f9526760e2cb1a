import { MarketField } from 'tradewright/plugin';
import type { RiskRule, SecurityView } from 'tradewright/plugin';
import { limitRule, percent } from './limit-rule.ts';
import { averageDailyVolume } from './past-returns.ts';

/** The largest part of the average daily volume in one order. */
export function maxVolumeShare(share: number, days: number): RiskRule {
  return limitRule({
    id: `max-volume-share:${share},${days}`,
    code: 'PARTICIPATION',
    limit: share,
    measure(order, { past }) {
      const volume = averageDailyVolume(past, order.security, days);
      return volume === undefined
        ? `${order.symbol.ticker} has no daily volumes.`
        : Math.abs(order.quantityRemaining) / volume;
    },
    words: (value, limit) =>
      `the order is ${percent(value)} of the average daily volume, and the limit is ${percent(limit)}.`,
  });
}

/** Ask minus bid as a share of their mean; undefined without both. */
export function spreadOf({ cache }: SecurityView): number | undefined {
  const bid = cache.get(MarketField.BidPrice);
  const ask = cache.get(MarketField.AskPrice);
  return bid > 0 && ask > 0 ? (ask - bid) / ((ask + bid) / 2) : undefined;
}

/** The widest spread between bid and ask at which an order is sent, as a share of the price. */
export function maxSpread(share: number): RiskRule {
  return limitRule({
    id: `max-spread:${share}`,
    code: 'MAX_SPREAD',
    limit: share,
    measure: ({ security, symbol }) => spreadOf(security) ?? `${symbol.ticker} has no quotes.`,
    words: (value, limit) => `the spread is ${percent(value)} of the price, and the limit is ${percent(limit)}.`,
  });
}

/** The largest part of the portfolio that the stop of an entry would cost. */
export function maxRiskPerTrade(share: number): RiskRule {
  return limitRule({
    id: `max-risk-per-trade:${share}`,
    code: 'RISK_PER_TRADE',
    limit: share,
    measure(order, context) {
      const stop = context.stopPrice(order);
      const { price } = order.security;
      const distance = (order.quantity > 0 ? 1 : -1) * ((order.limitPrice || price) - stop);
      if (Number.isNaN(distance)) return `the order for ${order.symbol.ticker} has no stop, so its risk is not known.`;
      const total = context.portfolio.totalPortfolioValue;
      return total > 0 ? (Math.max(0, distance) / price) * (context.orderValue(order) / total) : Infinity;
    },
    words: (value, limit) =>
      `the stop would cost ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`,
  });
}

/** Only these tickers may be bought or sold short. */
export function allowedSymbols(tickers: readonly string[]): RiskRule {
  return symbolRule('symbols', tickers, (ticker) => tickers.includes(ticker));
}

/** These tickers may not be bought or sold short. */
export function restrictedSymbols(tickers: readonly string[]): RiskRule {
  return symbolRule('restricted', tickers, (ticker) => !tickers.includes(ticker));
}

function symbolRule(name: string, tickers: readonly string[], isAllowed: (ticker: string) => boolean): RiskRule {
  return {
    id: `${name}:${tickers.join(',')}`,
    check(order, context) {
      const { ticker } = order.symbol;
      if (isAllowed(ticker) || context.isReducing(order)) return undefined;
      return { code: 'RESTRICTED', value: 1, limit: 0, message: `${ticker} may not be traded.` };
    },
  };
}
