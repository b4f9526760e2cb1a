import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderView } from '../api/order-view.ts';
import type { RiskContext, RiskRule } from '../api/risk-rule.ts';
import { OrderStatus } from '../model/order-types.ts';
import { OrderResponseErrorCode } from '../model/order-response.ts';
import { minuteBar } from '../testkit/conformance/case.ts';
import { TradingBench } from '../testkit/builders.ts';

type Check = (order: OrderView, context: RiskContext) => boolean;

/** Refuses orders by a function, with the worst case quantity as value. */
function rule(id: string, isRefused: Check): RiskRule {
  return {
    id,
    check: (order, context) =>
      isRefused(order, context)
        ? { code: 'TOO_MUCH', value: context.worstCaseQuantity(order), limit: 10, message: 'too much.' }
        : undefined,
  };
}

function bench(...rules: RiskRule[]): { bench: TradingBench; security: ReturnType<TradingBench['add']> } {
  const made = new TradingBench({ cash: 10_000_000 });
  const security = made.add();
  made.bar(security, minuteBar(1, [100, 101, 99, 100]));
  made.desk.risk.setRules(rules);
  made.desk.risk.beginDay();
  return { bench: made, security };
}

const atMost10: Check = (order, context) => Math.abs(context.worstCaseQuantity(order)) > 10;

describe('pre-trade risk checks', () => {
  it("refuse orders with the rule's code in the ticket, the event and the log", () => {
    const { bench: one, security } = bench(rule('ten', atMost10));
    const ticket = one.trading.marketOrder(security, 11);
    expect(ticket.status).toBe(OrderStatus.Invalid);
    expect(ticket.submitResponse.errorCode).toBe(OrderResponseErrorCode.RiskRuleRefused);
    expect(ticket.submitResponse.reasonCode).toBe('TOO_MUCH');
    const message = 'The risk rule ten refused order 1 for SPY (TOO_MUCH): too much.';
    expect(ticket.submitResponse.errorMessage).toBe(message);
    expect(one.desk.eventsOf(ticket).at(-1)?.message).toBe(message);
    expect(one.trading.marketOrder(security, 10).status).toBe(OrderStatus.Filled);
  });

  it('count open orders of the same side as filled', () => {
    const { bench: one, security } = bench(rule('ten', atMost10));
    expect(one.trading.limitOrder(security, 6, 90).submitResponse.isSuccess).toBe(true);
    expect(one.trading.limitOrder(security, 5, 90).submitResponse.isError).toBe(true);
    expect(one.trading.limitOrder(security, -10, 110).submitResponse.isSuccess).toBe(true);
  });

  it('also check updates; refused updates leave the order unchanged', () => {
    const { bench: one, security } = bench(rule('ten', atMost10));
    const ticket = one.trading.limitOrder(security, 6, 90);
    const tooLarge = ticket.update({ quantity: 11 });
    one.desk.processSynchronousEvents();
    expect(ticket.updateRequests[0].response.reasonCode).toBe('TOO_MUCH');
    expect(tooLarge).toBeDefined();
    expect(ticket.quantity).toBe(6);
    ticket.update({ quantity: 10 });
    one.desk.processSynchronousEvents();
    expect(ticket.quantity).toBe(10);
    ticket.cancel();
    one.desk.processSynchronousEvents();
    expect(ticket.status).toBe(OrderStatus.Canceled);
  });

  it('recognize orders that reduce a position', () => {
    const seen: boolean[] = [];
    const { bench: one, security } = bench(
      rule('watch', (order, context) => {
        seen.push(context.isReducing(order));
        return false;
      }),
    );
    one.trading.marketOrder(security, 10);
    one.trading.limitOrder(security, -6, 110);
    one.trading.limitOrder(security, -4, 111);
    one.trading.limitOrder(security, -1, 112);
    one.trading.limitOrder(security, 1, 90);
    expect(seen).toEqual([false, true, true, false, false]);
  });

  it("log a rule's missing data once", () => {
    const { bench: one, security } = bench(
      rule('blind', (_order, context) => {
        context.reportMissingData('there is no calendar.');
        return false;
      }),
    );
    one.trading.marketOrder(security, 1);
    one.trading.marketOrder(security, 1);
    expect(one.messages.filter((message) => message.includes('calendar'))).toEqual([
      'The risk rule blind cannot judge: there is no calendar.',
    ]);
  });

  it('never let a position exceed its limit, whatever is ordered, updated and cancelled', () => {
    const action = fc.record({
      kind: fc.constantFrom('market', 'limit', 'update', 'cancel', 'bar'),
      quantity: fc.integer({ min: -15, max: 15 }),
      price: fc.integer({ min: 95, max: 105 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const { bench: one, security } = bench(rule('ten', atMost10));
        let minute = 1;
        for (const { kind, quantity, price } of actions) {
          const open = one.desk.openTickets();
          if (kind === 'market' && quantity !== 0) one.trading.marketOrder(security, quantity);
          if (kind === 'limit' && quantity !== 0) one.trading.limitOrder(security, quantity, price);
          if (kind === 'update' && quantity !== 0) open[0]?.update({ quantity, limitPrice: price });
          if (kind === 'cancel') open.at(-1)?.cancel();
          if (kind === 'bar') one.bar(security, minuteBar(++minute, [price, price + 1, price - 1, price]));
          one.desk.processSynchronousEvents();
          expect(Math.abs(security.holdings.quantity)).toBeLessThanOrEqual(10);
        }
      }),
      { numRuns: 200 },
    );
  });
});
