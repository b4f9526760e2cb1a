import type { RiskContext, RiskExposure, RiskRule, SecurityView } from 'tradewright/plugin';
import { limitRule, money, percent } from './limit-rule.ts';
import { correlationOf } from './past-returns.ts';

/** The largest absolute value of a position under any fills of its open orders. */
function worst({ low, high }: RiskExposure): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A value as share of the portfolio; Infinity for a portfolio that is worth nothing. */
function shareOf(value: number, { portfolio }: RiskContext): number {
  const total = portfolio.totalPortfolioValue;
  return total > 0 ? value / total : value === 0 ? 0 : Infinity;
}

function gross(context: RiskContext): number {
  return shareOf(sum(context.exposures().map(worst)), context);
}

function net(context: RiskContext): number {
  const exposures = context.exposures();
  const low = sum(exposures.map((one) => one.low));
  const high = sum(exposures.map((one) => one.high));
  return shareOf(Math.max(Math.abs(low), Math.abs(high)), context);
}

function cash(context: RiskContext): number {
  const { portfolio } = context;
  const bought = sum(context.exposures().map(({ security, high }) => high - security.holdings.holdingsValue));
  return shareOf(portfolio.cash + portfolio.unsettledCash - bought, context);
}

function positions(context: RiskContext): number {
  return context.exposures().filter((one) => worst(one) > 0).length;
}

function largestPosition(context: RiskContext): number {
  return Math.max(0, ...context.exposures().map(worst));
}

/** The largest share of all positions together, long and short added, open orders counted as filled. */
export function maxGross(share: number): RiskRule {
  return limitRule({
    id: `max-gross:${share}`,
    code: 'MAX_GROSS',
    limit: share,
    measure: (_order, context) => gross(context),
    present: gross,
    words: (value, limit) =>
      `the positions could be worth ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`,
  });
}

/** The largest leverage: positions over the portfolio's value, as a multiple. */
export function maxLeverage(multiple: number): RiskRule {
  return limitRule({
    id: `max-leverage:${multiple}`,
    code: 'MAX_LEVERAGE',
    limit: multiple,
    measure: (_order, context) => gross(context),
    present: gross,
    words: (value, limit) => `the leverage could be ${value.toFixed(2)}, and the limit is ${limit}.`,
  });
}

/** The largest share of long minus short positions, in either direction, under the worst fills of open orders. */
export function maxNet(share: number): RiskRule {
  return limitRule({
    id: `max-net:${share}`,
    code: 'MAX_NET',
    limit: share,
    measure: (_order, context) => net(context),
    present: net,
    words: (value, limit) =>
      `long minus short positions could be ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`,
  });
}

/** The smallest share of the portfolio that stays in cash if all purchases filled. */
export function minCash(share: number): RiskRule {
  return limitRule({
    id: `min-cash:${share}`,
    code: 'MIN_CASH',
    limit: share,
    isLeast: true,
    measure: (order, context) => (order.quantity > 0 ? cash(context) : undefined),
    present: cash,
    words: (value, limit) =>
      `cash could be ${percent(value)} of the portfolio, and at least ${percent(limit)} must remain.`,
  });
}

/** The largest number of securities with a position, open orders counted as filled. */
export function maxPositions(count: number): RiskRule {
  return limitRule({
    id: `max-positions:${count}`,
    code: 'MAX_POSITIONS',
    limit: count,
    measure: (_order, context) => positions(context),
    present: positions,
    words: (value, limit) => `there could be ${value} positions, and the limit is ${limit}.`,
  });
}

/** The largest value of one position, in account currency, open orders counted as filled. */
export function maxPositionValue(amount: number): RiskRule {
  return limitRule({
    id: `max-position-value:${amount}`,
    code: 'MAX_POSITION_VALUE',
    limit: amount,
    measure: (order, context) => Math.abs(context.positionValue(order, context.worstCaseQuantity(order))),
    present: largestPosition,
    words: (value, limit) => `the position could be worth ${money(value)}, and the limit is ${money(limit)}.`,
  });
}

/** The smallest value of a position that an order opens, in account currency. */
export function minPositionValue(amount: number): RiskRule {
  return limitRule({
    id: `min-position-value:${amount}`,
    code: 'MIN_POSITION_VALUE',
    limit: amount,
    isLeast: true,
    measure: (order, context) => Math.abs(context.positionValue(order, context.worstCaseQuantity(order))),
    words: (value, limit) => `the position would be worth ${money(value)}, and the least is ${money(limit)}.`,
  });
}

/** The largest share of one sector, by a user's assignment of tickers. */
export function maxSector(share: number, sectors: ReadonlyMap<string, string>): RiskRule {
  const valueOf = (sector: string, context: RiskContext): number =>
    shareOf(
      sum(
        context
          .exposures()
          .filter(({ security }) => sectors.get(security.symbol.ticker) === sector)
          .map(worst),
      ),
      context,
    );
  return limitRule({
    id: `max-sector:${share}`,
    code: 'MAX_SECTOR',
    limit: share,
    measure({ symbol }, context) {
      const sector = sectors.get(symbol.ticker);
      return sector === undefined
        ? `no file assigns ${symbol.ticker} to a sector. Name one in tradewright.json: "plugins": { "risk-rules": { "sectors": "sectors.csv" } }.`
        : valueOf(sector, context);
    },
    present: (context) => Math.max(0, ...[...new Set(sectors.values())].map((sector) => valueOf(sector, context))),
    words: (value, limit) =>
      `the sector could be ${percent(value)} of the portfolio, and the limit is ${percent(limit)}.`,
  });
}

/** The largest correlation of daily returns between a new position and another one on the same side. */
export function maxCorrelation(limit: number, days: number): RiskRule {
  return limitRule({
    id: `max-correlation:${limit},${days}`,
    code: 'MAX_CORRELATION',
    limit,
    measure(order, context) {
      const side = Math.sign(order.quantity);
      let largest = -1;
      for (const other of held(order.security, context)) {
        const correlation = correlationOf(order.security, other, { past: context.past, days });
        if (correlation === undefined)
          return `${order.symbol.ticker} and ${other.symbol.ticker} have fewer than ${days} common daily returns.`;
        largest = Math.max(largest, side * Math.sign(other.holdings.quantity) * correlation);
      }
      return largest;
    },
    words: (value, most) => `its correlation with a position is ${value.toFixed(3)}, and the limit is ${most}.`,
  });
}

function held(security: SecurityView, { portfolio }: RiskContext): SecurityView[] {
  return portfolio.openPositions.filter((other) => other !== security);
}
