import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../model/decimal.ts';
import { TradingBench } from '../../../testkit/builders.ts';
import type { Security } from '../../../securities/security.ts';
import { OrderStatus } from '../../../model/order-types.ts';
import { exactQuantity } from './exact-sizing.ts';
import { SecurityMarginModel } from './security-margin-model.ts';

function at(
  price: number,
  options: { cash?: number; charges?: boolean; leverage?: number } = {},
): { bench: TradingBench; spy: Security } {
  const bench = new TradingBench({ cash: options.cash });
  const spy = bench.add({
    charges: options.charges ?? true,
    models: { buyingPowerModel: new SecurityMarginModel(options.leverage ?? 2) },
  });
  bench.bar(spy, { end: '2024-03-04T14:31:00Z', open: price, high: price, low: price, close: price });
  return { bench, spy };
}

describe('SecurityMarginModel', () => {
  it('sizes LEAN’s two verified positions', () => {
    // setHoldings(1) of $100,000 in BasicTemplateAlgorithm and BasicTemplateDailyAlgorithm
    const minute = at(144.773077904);
    expect(minute.bench.trading.calculateOrderQuantity(minute.spy, 1)).toBe(688);
    const daily = at(143.02);
    expect(daily.bench.trading.calculateOrderQuantity(daily.spy, 1)).toBe(697);
  });

  it('reduces the quantity by a lot when the fee does not fit', () => {
    const { bench, spy } = at(99.75, { charges: true });
    expect(bench.trading.calculateOrderQuantity(spy, 1)).toBe(999);
    const free = at(99.75, { charges: false });
    expect(free.bench.trading.calculateOrderQuantity(free.spy, 1)).toBe(1000);
  });

  it('ignores changes below a thousandth of the portfolio', () => {
    const { bench, spy } = at(100);
    bench.trading.setHolding(spy, 0.5);
    expect(bench.trading.calculateOrderQuantity(spy, 0.5005)).toBe(0);
    expect(bench.trading.calculateOrderQuantity(spy, 0.51)).toBe(10);
    expect(bench.trading.calculateOrderQuantity(spy, 0)).toBe(-498);
  });

  it('decides as the exact arithmetic does', () => {
    const prices = fc.oneof(
      fc.integer({ min: 1, max: 500_00 }).map((cents) => cents / 100),
      fc.constantFrom(99.75, 100, 25, 0.5, 1, 33.25),
    );
    fc.assert(
      fc.property(
        prices,
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -300, max: 300 }),
        fc.constantFrom(1, 2, 3.3, 50),
        (price, held, percent, leverage) => {
          const { bench, spy } = at(price, { leverage, charges: percent % 2 === 0 });
          if (held !== 0) bench.portfolio.setHolding(spy, Decimal.of(price), Decimal.of(held));
          const share = percent / 100;
          const { portfolio } = bench;
          const total = portfolio.exactTotalPortfolioValue;
          if (total.sign <= 0) return;
          const requirement = Decimal.one.div(Decimal.of(leverage));
          const marginShare = Decimal.of(share)
            .mul(portfolio.exactTotalPortfolioValueLessFreeBuffer)
            .div(total)
            .div(Decimal.one.div(requirement));
          const expected = exactQuantity(
            {
              portfolio,
              security: spy,
              requirement,
              requiredFree: Decimal.zero,
              minimumChange: Decimal.parse('0.001'),
            },
            marginShare,
          );
          expect(spy.buyingPowerModel.quantityForTarget(portfolio, spy, share)).toBe(expected);
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('refuses orders beyond the free margin and accepts orders that just fit', () => {
    const { bench, spy } = at(100, { charges: false });
    expect(bench.trading.marketOrder(spy, 2001).status).toBe(OrderStatus.Invalid);
    expect(bench.trading.marketOrder(spy, 2000).status).toBe(OrderStatus.Filled);
    expect(bench.portfolio.marginRemaining).toBe(0);
    expect(bench.messages.some((message) => message.includes('too little buying power'))).toBe(true);
  });

  it('includes the fee', () => {
    const { bench, spy } = at(100, { charges: true });
    expect(bench.trading.marketOrder(spy, 2000).status).toBe(OrderStatus.Invalid);
  });

  it('allows an order that reduces or reverses a position whatever the free margin', () => {
    const { bench, spy } = at(100, { charges: false });
    bench.trading.marketOrder(spy, 2000);
    expect(bench.trading.marketOrder(spy, -500).status).toBe(OrderStatus.Filled);
    expect(bench.trading.marketOrder(spy, -3500).status).toBe(OrderStatus.Filled);
    expect(spy.holdings.quantity).toBe(-2000);
    expect(bench.trading.marketOrder(spy, -1).status).toBe(OrderStatus.Invalid);
  });

  it('requires a leverage of at least one', () => {
    const { spy } = at(100);
    expect(() => spy.setLeverage(0.5)).toThrow('A leverage of 0.5 is not possible');
    spy.setLeverage(4);
    expect(spy.leverage).toBe(4);
  });
});

describe('a margin call', () => {
  it('warns at five per cent and sells just enough to restore the margin', () => {
    const { bench, spy } = at(100, { charges: false });
    bench.trading.marketOrder(spy, 2000);
    const { marginCallModel } = bench.portfolio;
    expect(marginCallModel.decide(bench.portfolio)).toMatchObject({ isWarning: false, orders: [] });
    bench.bar(spy, { end: '2024-03-04T14:32:00Z', open: 52, high: 52, low: 52, close: 52 });
    const decision = marginCallModel.decide(bench.portfolio);
    expect(decision.isWarning).toBe(true);
    expect(decision.orders).toHaveLength(1);
    const [ticket] = bench.trading.executeMarginCall(decision.orders);
    expect(ticket.tag).toBe('Margin Call');
    expect(ticket.quantity).toBeLessThan(0);
    expect(bench.portfolio.totalMarginUsed).toBeLessThanOrEqual(bench.portfolio.totalPortfolioValue);
  });
});
