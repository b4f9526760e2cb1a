import { MarketField } from 'tradewright/plugin';
import type { OrderView, PastData, PortfolioView, RiskContext, RiskRule, SecurityView } from 'tradewright/plugin';
import { riskRuleConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { RULES } from './rule-table.ts';

const ARGUMENTS: Readonly<Record<string, string>> = {
  'max-order': '3000',
  'max-position': '0.4',
  'min-position-value': '100',
  'max-position-value': '3000',
  'max-sector': '0.4',
  'max-gross': '0.5',
  'max-net': '0.5',
  'max-leverage': '0.5',
  'min-cash': '0.6',
  'max-positions': '1',
  'max-volume-share': '0.01',
  'max-spread': '0.001',
  'max-correlation': '0.8,60',
  'max-risk-per-trade': '0.01',
  symbols: 'MSFT',
  restricted: 'SPY',
  'daily-loss': '0.05',
  'drawdown-warn': '0.05',
  'drawdown-reduce': '0.1,0.5',
  'drawdown-halt': '0.15',
  'size-after-losses': '3,0.5',
  'pause-after-losses': '3,24',
  cooldown: '24',
  'price-breaker': '0.05,30',
  'volatility-breaker': '3,30',
  'spread-breaker': '0.001,30',
  'feed-breaker': '5',
};

const make = (name: string): RiskRule =>
  RULES[name](ARGUMENTS[name].split(','), { sectors: { SPY: 'Funds', IBM: 'Technology' } });

/** The suite trades SPY and holds rules to let it pass for lack of data. */
const LENIENT: Readonly<Record<string, string>> = { symbols: 'SPY', restricted: 'MSFT' };
for (const name of Object.keys(RULES))
  riskRuleConformance(name, {
    create: () => RULES[name]((LENIENT[name] ?? ARGUMENTS[name]).split(','), {}),
  });

const HOUR = 3_600_000;
/** Bars of a price around 100; the same for every security, so that correlations are 1. */
const wavy: PastData = {
  dailyBars: (_security, count) =>
    Array.from({ length: count }, (_, day) => ({
      high: 101,
      low: 99,
      close: 100 + Math.sin(day * 1.7),
      volume: 1_000,
    })),
  seriesValue: () => NaN,
};
const security = (ticker: string, fields: Record<number, number> = {}, value = 0): SecurityView =>
  ({
    symbol: { ticker },
    price: 100,
    holdings: { quantity: value / 100, holdingsValue: value, absoluteHoldingsValue: Math.abs(value) },
    cache: { get: (field: number) => fields[field] ?? NaN },
    exchangeHours: { timeZone: { toLocal: (utc: number) => utc }, isOpen: () => true },
  }) as unknown as SecurityView;
const spy = security('SPY');
const ibm = security('IBM', {}, 3_000);
const order = (given: Partial<OrderView> = {}): OrderView =>
  ({ quantity: 30, quantityRemaining: 30, limitPrice: 0, security: spy, symbol: spy.symbol, ...given }) as OrderView;

/** A portfolio of 10,000 with 3,000 in IBM; the order would buy SPY for 3,000. */
function context(given: Partial<RiskContext> = {}): RiskContext {
  const portfolio = { totalPortfolioValue: 10_000, cash: 7_000, unsettledCash: 0, openPositions: [ibm] };
  return {
    portfolio: portfolio as unknown as PortfolioView,
    utcTime: 100 * HOUR,
    dayStartValue: 10_000,
    peakValue: 10_000,
    lossesInARow: 0,
    lastLossUtc: -Infinity,
    sizeFactor: 1,
    past: wavy,
    lastLossOf: () => -Infinity,
    exposures: () => [
      { security: ibm, low: 3_000, high: 3_000 },
      { security: spy, low: 0, high: 3_000 },
    ],
    stopPrice: () => 95,
    orderValue: () => 3_000,
    worstCaseQuantity: () => 30,
    positionValue: (_order, quantity) => quantity * 100,
    isReducing: () => false,
    reportMissingData: () => {},
    ...given,
  };
}

const worth = (total: number): Partial<RiskContext> => ({
  portfolio: { ...context().portfolio, totalPortfolioValue: total },
});

describe('limits', () => {
  it.each([
    ['max-gross', 'MAX_GROSS', 0.6],
    ['max-net', 'MAX_NET', 0.6],
    ['max-leverage', 'MAX_LEVERAGE', 0.6],
    ['min-cash', 'MIN_CASH', 0.4],
    ['max-positions', 'MAX_POSITIONS', 2],
    ['max-volume-share', 'PARTICIPATION', 0.03],
    ['max-correlation', 'MAX_CORRELATION', 1],
    ['max-risk-per-trade', 'RISK_PER_TRADE', 0.015],
    ['symbols', 'RESTRICTED', 1],
    ['restricted', 'RESTRICTED', 1],
  ])('%s refuses by %s with its value', (name, code, value) => {
    const refusal = make(name).check(order(), context());
    expect(refusal?.code).toBe(code);
    expect(refusal?.value).toBeCloseTo(value, 10);
    expect(make(name).check(order(), context({ isReducing: () => true }))).toBeUndefined();
  });

  it('pass at the limit', () => {
    expect(RULES['max-gross'](['0.6'], {}).check(order(), context())).toBeUndefined();
    expect(RULES['min-cash'](['0.4'], {}).check(order(), context())).toBeUndefined();
    expect(RULES['max-positions'](['2'], {}).check(order(), context())).toBeUndefined();
    expect(make('max-position-value').check(order(), context())).toBeUndefined();
    expect(make('max-position-value').check(order(), context({ worstCaseQuantity: () => 31 }))?.value).toBe(3_100);
    expect(make('min-position-value').check(order(), context({ worstCaseQuantity: () => 0.5 }))?.value).toBe(50);
  });

  it("count a user's sectors, and let other tickers pass with a message", () => {
    const said: string[] = [];
    const told = context({ reportMissingData: (message) => void said.push(message) });
    expect(RULES['max-sector'](['0.2'], { sectors: { SPY: 'All', IBM: 'All' } }).check(order(), told)?.value).toBe(0.6);
    expect(RULES['max-sector'](['0.2'], {}).check(order(), told)).toBeUndefined();
    expect(said[0]).toContain('no file assigns SPY to a sector');
  });

  it('lower the position limit while sizes are reduced, and raise what prices have carried beyond it', () => {
    expect(make('max-position').check(order(), context())).toBeUndefined();
    expect(make('max-position').check(order(), context({ sizeFactor: 0.5 }))?.limit).toBeCloseTo(0.2, 12);
    expect(RULES['max-position'](['0.2'], {}).observe?.(context())?.message).toContain('IBM has grown to 30.00 %');
    expect(RULES['max-position'](['0.2', 'SPY'], {}).observe?.(context())).toBeUndefined();
    expect(make('max-gross').observe?.(context())?.code).toBe('MAX_GROSS');
  });

  it('judge quotes where there are some', () => {
    const quoted = security('SPY', { [MarketField.BidPrice]: 99.9, [MarketField.AskPrice]: 100.1 });
    const wide = order({ security: quoted, symbol: quoted.symbol });
    expect(make('max-spread').check(wide, context())?.value).toBeCloseTo(0.002, 10);
    const said: string[] = [];
    make('max-spread').check(order(), context({ reportMissingData: (message) => void said.push(message) }));
    expect(said).toEqual(['SPY has no quotes.']);
  });
});

describe('losses', () => {
  it('warn, reduce and halt by drawdown; a halt stays until it is resumed', () => {
    expect(make('drawdown-warn').observe?.(context(worth(9_500)))?.value).toBeCloseTo(0.05, 12);
    expect(make('drawdown-reduce').sizeFactor?.(context(worth(9_001)))).toBe(1);
    expect(make('drawdown-reduce').sizeFactor?.(context(worth(9_000)))).toBe(0.5);
    const halt = make('drawdown-halt');
    expect(halt.check(order(), context(worth(8_501)))).toBeUndefined();
    expect(halt.check(order(), context(worth(8_500)))?.code).toBe('DRAWDOWN_HALT');
    expect(halt.check(order(), context())?.code).toBe('DRAWDOWN_HALT');
    halt.resume?.(context());
    expect(halt.check(order(), context())).toBeUndefined();
  });

  it('reduce or pause after losses in a row', () => {
    expect([2, 3].map((lossesInARow) => make('size-after-losses').sizeFactor?.(context({ lossesInARow })))).toEqual([
      1, 0.5,
    ]);
    const lost = { lossesInARow: 3, lastLossUtc: 80 * HOUR };
    expect(make('pause-after-losses').check(order(), context(lost))?.code).toBe('LOSSES_IN_A_ROW');
    expect(make('pause-after-losses').check(order(), context({ ...lost, lastLossUtc: 76 * HOUR }))).toBeUndefined();
    expect(make('cooldown').check(order(), context({ lastLossOf: () => 90 * HOUR }))?.value).toBe(10);
    expect(make('cooldown').check(order(), context())).toBeUndefined();
  });
});

describe('breakers', () => {
  it('hold back positions for some minutes after a large move', () => {
    const fields: Record<number, number> = { [MarketField.Open]: 100, [MarketField.High]: 106, [MarketField.Low]: 99 };
    const moved = security('SPY', fields);
    const one = order({ security: moved, symbol: moved.symbol });
    const rule = make('price-breaker');
    expect(rule.check(one, context())?.value).toBeCloseTo(0.06, 12);
    fields[MarketField.High] = 101;
    expect(rule.check(one, context({ utcTime: 100.5 * HOUR }))?.code).toBe('PRICE_BREAKER');
    expect(rule.check(one, context({ utcTime: 100.6 * HOUR }))).toBeUndefined();
  });

  it('see a burst of volatility and old data', () => {
    const past: PastData = {
      ...wavy,
      dailyBars: (_security, count) =>
        Array.from({ length: count }, (_, day) => {
          const close = 100 + (day % 2) * (day > count - 6 ? 10 : 1);
          return { high: close, low: close, close };
        }),
    };
    expect(make('volatility-breaker').check(order(), context({ past }))?.code).toBe('VOLATILITY_BREAKER');
    expect(make('volatility-breaker').check(order(), context())).toBeUndefined();
    const old = security('SPY', { [MarketField.LastDataEnd]: 99 * HOUR });
    expect(make('feed-breaker').check(order({ security: old }), context())?.value).toBe(60);
  });
});
