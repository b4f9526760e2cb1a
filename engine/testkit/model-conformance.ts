import { expect } from 'vitest';
import type { FeeModel, FillContext, FillModel, SlippageModel } from '../api/security-models.ts';
import type { Security } from '../securities/security.ts';
import { WorkingOrder } from '../transactions/working-order.ts';
import { NO_PRICES, OrderPrices } from '../model/order-prices.ts';
import { OrderType } from '../model/order-types.ts';
import { DEFAULT_ORDER_PROPERTIES } from '../model/time-in-force.ts';
import { TradingBench } from './builders.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { minuteBar } from './conformance/case.ts';

/** A model under test. */
export interface ModelSubject<Model> {
  /** Creates another model with the same settings, and the same seed if it uses random numbers. */
  readonly create: () => Model;
}

/** Tests that a fill model satisfies the contract of {@link FillModel}. */
export function fillModelConformance(name: string, subject: ModelSubject<FillModel>): void {
  conformanceSuite({ name, kind: 'fill models' }, subject, FILL_MODEL_CASES);
}

/** Tests that a fee model satisfies the contract of {@link FeeModel}. */
export function feeModelConformance(name: string, subject: ModelSubject<FeeModel>): void {
  conformanceSuite({ name, kind: 'fee models' }, subject, FEE_MODEL_CASES);
}

/** Tests that a slippage model satisfies the contract of {@link SlippageModel}. */
export function slippageModelConformance(name: string, subject: ModelSubject<SlippageModel>): void {
  conformanceSuite({ name, kind: 'slippage models' }, subject, SLIPPAGE_MODEL_CASES);
}

const QUANTITIES = [1, -1, 10, -250, 100_000];

/** An order that has not been submitted. */
export function orderOf(
  security: Security,
  quantity: number,
  { type = OrderType.Market, price = 0 }: { type?: OrderType; price?: number } = {},
): WorkingOrder {
  const isStop = type === OrderType.StopMarket;
  return new WorkingOrder(1, {
    orderType: type,
    security,
    quantity,
    prices: price === 0 ? NO_PRICES : new OrderPrices(isStop ? 0 : price, isStop ? price : 0, 0, 0),
    timeUtc: security.utcTime,
    tag: '',
    properties: DEFAULT_ORDER_PROPERTIES,
    asynchronous: false,
  });
}

/** A security that has traded between 99 and 101. */
function traded(): Security {
  const bench = new TradingBench();
  const security = bench.add();
  bench.bar(security, minuteBar(1, [100, 101, 99, 100]));
  return security;
}

/** The decision of a model about an order. */
function decision(model: FillModel, security: Security, order: WorkingOrder): FillContext {
  const context: FillContext = {
    utc: security.utcTime,
    stalePriceTimeSpan: 3_600_000,
    quantity: 0,
    price: 0,
    message: '',
    stopTriggered: false,
    triggerTouched: false,
    stopPrice: NaN,
  };
  model.fill(security, order, context);
  return context;
}

/** An order whose fills the order desk books, bar by bar, until the order or the bars end. */
function filled(
  model: FillModel,
  quantity: number,
  { limit }: { limit?: number } = {},
): { bench: TradingBench; order: WorkingOrder } {
  const bench = new TradingBench({ cash: 10_000_000 });
  const security = bench.add({ models: { fillModel: model } });
  bench.bar(security, minuteBar(1, [100, 101, 99, 100]));
  const ticket =
    limit === undefined
      ? bench.trading.marketOrder(security, quantity)
      : bench.trading.limitOrder(security, quantity, limit);
  for (let minute = 2; minute < 8; minute++) bench.bar(security, minuteBar(minute, [100, 101, 99, 100]));
  return { bench, order: ticket.order as WorkingOrder };
}

export const FILL_MODEL_CASES: SuiteCases<ModelSubject<FillModel>> = {
  'fills a market order in its direction, at a price, up to its quantity'({ create }) {
    for (const quantity of QUANTITIES) {
      const { bench, order } = filled(create(), quantity);
      const fills = bench.events.filter(({ isFill }) => isFill);
      expect(fills.length).toBeGreaterThan(0);
      for (const { fillPrice, fillQuantity } of fills) {
        expect(Math.sign(fillQuantity)).toBe(Math.sign(quantity));
        expect(Number.isFinite(fillPrice) && fillPrice > 0).toBe(true);
      }
      expect(Math.abs(order.quantityFilled)).toBeLessThanOrEqual(Math.abs(quantity));
    }
  },
  'fills a limit order at its price or a better one'({ create }) {
    for (const [quantity, limit] of [
      [10, 100.5],
      [-10, 99.5],
    ]) {
      for (const { isFill, fillPrice } of filled(create(), quantity, { limit }).bench.events) {
        if (isFill) expect((limit - fillPrice) * quantity).toBeGreaterThanOrEqual(0);
      }
    }
  },
  'does not fill orders whose price is not reached'({ create }) {
    const security = traded();
    for (const [quantity, type, price] of [
      [10, OrderType.Limit, 50],
      [-10, OrderType.Limit, 150],
      [10, OrderType.StopMarket, 150],
      [-10, OrderType.StopMarket, 50],
    ] as const) {
      const { quantity: decided } = decision(create(), security, orderOf(security, quantity, { type, price }));
      expect(decided).toBe(0);
    }
  },
  'does not fill while there are no data'({ create }) {
    const security = new TradingBench().add();
    for (const [type, price] of [
      [OrderType.Market, 0],
      [OrderType.Limit, 100],
      [OrderType.StopMarket, 100],
      [OrderType.MarketOnOpen, 0],
      [OrderType.MarketOnClose, 0],
    ] as const) {
      expect(decision(create(), security, orderOf(security, 10, { type, price })).quantity).toBe(0);
    }
  },
  'decides the same for the same order'({ create }) {
    const fillsOf = (): unknown[] =>
      QUANTITIES.map((quantity) =>
        filled(create(), quantity).bench.events.map(({ fillPrice, fillQuantity }) => [fillPrice, fillQuantity]),
      );
    expect(fillsOf()).toEqual(fillsOf());
  },
};

export const FEE_MODEL_CASES: SuiteCases<ModelSubject<FeeModel>> = {
  'charges an amount in a currency for any direction and quantity'({ create }) {
    const security = traded();
    for (const quantity of QUANTITIES) {
      const { amount, currency } = create().getOrderFee(security, orderOf(security, quantity));
      expect(Number.isFinite(amount.toNumber())).toBe(true);
      expect(currency).toMatch(/^[A-Z][A-Z0-9]{1,7}$/);
    }
  },
  'charges the same for the same order and does not change it'({ create }) {
    const security = traded();
    const feesOf = (): string[] => {
      const model = create();
      return QUANTITIES.map((quantity) => {
        const order = orderOf(security, quantity);
        const { amount, currency } = model.getOrderFee(security, order);
        expect([order.quantity, order.quantityFilled, order.status]).toEqual([
          quantity,
          0,
          orderOf(security, 1).status,
        ]);
        return `${amount.toString()} ${currency}`;
      });
    };
    expect(feesOf()).toEqual(feesOf());
  },
  'is booked by the engine'({ create }) {
    const bench = new TradingBench();
    const security = bench.add({ models: { feeModel: create() } });
    bench.bar(security, minuteBar(1, [100, 100, 100, 100]));
    const before = bench.portfolio.totalPortfolioValue;
    bench.trading.marketOrder(security, 10);
    bench.scan();
    expect(bench.events.some(({ isFill }) => isFill)).toBe(true);
    expect(bench.portfolio.totalPortfolioValue).toBeCloseTo(before - bench.portfolio.totalFees, 6);
  },
};

export const SLIPPAGE_MODEL_CASES: SuiteCases<ModelSubject<SlippageModel>> = {
  'changes the price by a finite amount, never in favour of the order'({ create }) {
    const security = traded();
    for (const quantity of QUANTITIES) {
      const slippage = create().getSlippage(security, orderOf(security, quantity));
      expect(Number.isFinite(slippage) && slippage >= 0).toBe(true);
    }
  },
  'does not return NaN while there are no data'({ create }) {
    const security = new TradingBench().add();
    expect(create().getSlippage(security, orderOf(security, 10))).toBeGreaterThanOrEqual(0);
  },
  'changes the price equally for the same order'({ create }) {
    const security = traded();
    const movesOf = (): number[] => {
      const model = create();
      return QUANTITIES.map((quantity) => model.getSlippage(security, orderOf(security, quantity)));
    };
    expect(movesOf()).toEqual(movesOf());
  },
};
