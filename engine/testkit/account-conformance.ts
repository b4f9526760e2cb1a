import { expect } from 'vitest';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { BuyingPowerModel, SettlementModel } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';
import { EngineError } from '../model/engine-error.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { OrderStatus } from '../model/order-types.ts';
import { TradingBench } from './builders.ts';
import { conformanceSuite, SENTENCE } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { minuteBar } from './conformance/case.ts';
import { orderOf } from './model-conformance.ts';
import type { ModelSubject } from './model-conformance.ts';

/** Tests that a settlement model satisfies the contract of {@link SettlementModel}. */
export function settlementModelConformance(name: string, subject: ModelSubject<SettlementModel>): void {
  conformanceSuite({ name, kind: 'settlement models' }, subject, SETTLEMENT_MODEL_CASES);
}

/** Tests that a buying power model of stocks satisfies the contract of {@link BuyingPowerModel}. */
export function buyingPowerModelConformance(name: string, subject: ModelSubject<BuyingPowerModel>): void {
  conformanceSuite({ name, kind: 'buying power models' }, subject, BUYING_POWER_MODEL_CASES);
}

/** Tests that a brokerage model satisfies the contract of {@link BrokerageModel}. */
export function brokerageModelConformance(name: string, subject: ModelSubject<BrokerageModel>): void {
  conformanceSuite({ name, kind: 'brokerage models' }, subject, BROKERAGE_MODEL_CASES);
}

const DAY = 86_400_000;

interface Position {
  readonly bench: TradingBench;
  readonly security: Security;
}

/** A position of `quantity` shares of a stock that trades at 100. */
function holding(quantity: number, models: Parameters<TradingBench['add']>[0] = {}): Position {
  const bench = new TradingBench();
  const security = bench.add(models);
  bench.bar(security, minuteBar(1, [100, 100, 100, 100]));
  if (quantity !== 0) {
    bench.trading.marketOrder(security, quantity);
    bench.scan();
  }
  return { bench, security };
}

export const SETTLEMENT_MODEL_CASES: SuiteCases<ModelSubject<SettlementModel>> = {
  'conserves cash, all of which is settled in the end'({ create }) {
    const { bench, security } = holding(0);
    const { cashBook } = bench.portfolio;
    const before = cashBook.account.exactAmount;
    const model = create();
    const { utc } = bench.clock;
    for (const [index, amount] of ['-1000.25', '500.5', '250.75', '-20'].entries())
      model.applyFunds(cashBook, security, utc + index * 1000, 'USD', Decimal.parse(amount));
    const booked = cashBook.account.exactAmount.add(cashBook.account.exactUnsettledAmount);
    expect(booked.eq(before.add(Decimal.parse('-269')))).toBe(true);
    for (let day = 0; day <= 60; day++) model.scan(cashBook, security, utc + day * DAY);
    expect(cashBook.account.exactAmount.eq(before.add(Decimal.parse('-269')))).toBe(true);
    expect(cashBook.account.exactUnsettledAmount.isZero).toBe(true);
  },
  'moves nothing when nothing is due'({ create }) {
    const { bench, security } = holding(0);
    const before = bench.portfolio.totalPortfolioValue;
    const model = create();
    for (let hour = 0; hour < 48; hour++)
      model.scan(bench.portfolio.cashBook, security, bench.clock.utc + (hour * DAY) / 24);
    expect(bench.portfolio.totalPortfolioValue).toBe(before);
  },
  'keeps the value of the portfolio unchanged by a purchase and a sale'({ create }) {
    const { bench, security } = holding(10, { models: { settlementModel: create() } });
    bench.trading.marketOrder(security, -10);
    bench.scan();
    expect(bench.portfolio.totalPortfolioValue).toBeCloseTo(100_000, 6);
  },
};

export const BUYING_POWER_MODEL_CASES: SuiteCases<ModelSubject<BuyingPowerModel>> = {
  'lends by a leverage, and throws a fault for a leverage that it does not offer'({ create }) {
    const { security } = holding(0);
    const model = create();
    expect(model.getLeverage(security)).toBeGreaterThan(0);
    for (const leverage of [0.5, 1, 2, 1000]) {
      try {
        model.setLeverage(security, leverage);
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError);
        expect((error as EngineError).message).toMatch(SENTENCE);
      }
    }
    expect(model.getLeverage(security)).toBeGreaterThan(0);
  },
  'accepts a small order, and rejects with whole sentences'({ create }) {
    const { bench, security } = holding(0);
    const model = create();
    expect(model.refusal(bench.portfolio, security, orderOf(security, 1))).toBeUndefined();
    for (const quantity of [100_000, -100_000, 1e9]) {
      const refusal = model.refusal(bench.portfolio, security, orderOf(security, quantity));
      if (refusal !== undefined) expect(refusal).toMatch(SENTENCE);
    }
  },
  'accepts an order that closes a position'({ create }) {
    const { bench, security } = holding(10, { models: { buyingPowerModel: create() } });
    expect(security.holdings.quantity).toBe(10);
    expect(security.buyingPowerModel.refusal(bench.portfolio, security, orderOf(security, -10))).toBeUndefined();
  },
  'sizes a target in whole lots, in its direction, to a quantity that it accepts'({ create }) {
    const { bench, security } = holding(0);
    const model = create();
    for (const target of [0.01, 0.25, 0.5]) {
      const quantity = model.quantityForTarget(bench.portfolio, security, target);
      expect(Number.isInteger(quantity) && quantity > 0).toBe(true);
      expect(quantity * 100).toBeLessThanOrEqual(100_000 * target * Math.max(1, model.getLeverage(security)));
      expect(model.refusal(bench.portfolio, security, orderOf(security, quantity))).toBeUndefined();
    }
    expect(model.quantityForTarget(bench.portfolio, security, 0)).toBeCloseTo(0);
  },
  'sizes a target of zero as the whole position'({ create }) {
    const { bench, security } = holding(10, { models: { buyingPowerModel: create() } });
    expect(security.buyingPowerModel.quantityForTarget(bench.portfolio, security, 0)).toBe(-10);
  },
  'reserves no margin for a quantity of zero, and equal amounts as number and decimal'({ create }) {
    const flat = holding(0).security;
    const { security } = holding(10, { models: { buyingPowerModel: create() } });
    const model = security.buyingPowerModel;
    expect(model.maintenanceMargin(flat)).toBe(0);
    expect(model.maintenanceMargin(security)).toBeGreaterThanOrEqual(0);
    expect(model.exactMaintenanceMargin(security).toNumber()).toBeCloseTo(model.maintenanceMargin(security), 6);
  },
  'returns the change of a margin as a number'({ create }) {
    const { bench, security } = holding(10, { models: { buyingPowerModel: create() } });
    const { buyingPowerModel } = security;
    for (const delta of [100, -100])
      expect(buyingPowerModel.quantityForMarginChange(bench.portfolio, security, delta)).not.toBeNaN();
  },
  'never rejects an order that its bound accepts without a full check'({ create }) {
    const { bench, security } = holding(0, { models: { buyingPowerModel: create() } });
    const model = security.buyingPowerModel;
    const bound = model.marginBoundForOrders?.(bench.portfolio, security, 100, 100) ?? Infinity;
    expect(bound).toBeGreaterThanOrEqual(0);
    if (bound >= bench.portfolio.marginRemaining) return;
    for (const quantity of [1, 100, -1, -100])
      expect(model.refusal(bench.portfolio, security, orderOf(security, quantity))).toBeUndefined();
  },
};

export const BROKERAGE_MODEL_CASES: SuiteCases<ModelSubject<BrokerageModel>> = {
  'has a name and a number of trading days per year'({ create }) {
    const { name, accountType, tradingDaysPerYear } = create();
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(['margin', 'cash']).toContain(accountType);
    expect(Number.isInteger(tradingDaysPerYear) && tradingDaysPerYear > 0).toBe(true);
  },
  'has a default market for every type of security'({ create }) {
    for (const type of Object.values(SecurityType)) expect(create().defaultMarket(type)).toMatch(/^[a-z][a-z0-9-]*$/);
  },
  'offers a leverage of at least 1, and of exactly 1 in a cash account'({ create }) {
    const model = create();
    const leverage = model.getLeverage(holding(0).security);
    expect(leverage).toBeGreaterThanOrEqual(1);
    if (model.accountType === 'cash') expect(leverage).toBe(1);
  },
  'has models of every kind, one per security or shared'({ create }) {
    const model = create();
    const { security } = holding(0);
    expect(typeof model.getFillModel(security).fill).toBe('function');
    expect(typeof model.getFeeModel(security).getOrderFee).toBe('function');
    expect(typeof model.getSlippageModel(security).getSlippage).toBe('function');
    expect(typeof model.getSettlementModel(security).applyFunds).toBe('function');
    expect(typeof model.getBuyingPowerModel(security).refusal).toBe('function');
  },
  'accepts an order, or rejects it with a whole sentence'({ create }) {
    const brokerageModel = create();
    const bench = new TradingBench({ brokerageModel });
    const security = bench.add({ charges: true });
    bench.bar(security, minuteBar(1, [100, 100, 100, 100]));
    const tickets = [bench.trading.marketOrder(security, 10), bench.trading.limitOrder(security, 10, 90)];
    bench.scan();
    for (const { order, status } of tickets) {
      const refusal = order && brokerageModel.refusalToSubmit(security, order);
      if (refusal !== undefined) expect(refusal).toMatch(SENTENCE);
      expect(status === OrderStatus.Invalid).toBe(refusal !== undefined);
    }
  },
  'keeps the value of open orders through a split'({ create }) {
    const brokerageModel = create();
    const bench = new TradingBench({ brokerageModel });
    const security = bench.add();
    bench.bar(security, minuteBar(1, [100, 100, 100, 100]));
    const ticket = bench.trading.limitOrder(security, 10, 90);
    if (ticket.status === OrderStatus.Invalid) return;
    bench.desk.splitOpenOrders(security, 0.5);
    bench.scan();
    const order = ticket.order as NonNullable<typeof ticket.order>;
    if (order.status !== OrderStatus.Canceled) expect(order.quantity * order.limitPrice).toBeCloseTo(900, 6);
  },
  'has a benchmark, or states that there is none'({ create }) {
    const benchmark = create().getBenchmark();
    if (benchmark !== undefined) expect(benchmark.ticker).toMatch(/^[A-Z0-9.]+$/);
  },
};
