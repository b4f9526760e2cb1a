import {
  Algorithm,
  type AlgorithmHost,
  ConstantRiskFreeInterestRate,
  EquityFillModel,
  type FillContext,
  type FillModel,
  InteractiveBrokersFeeModel,
  type Order,
  type OrderEvent,
  OrderStatus,
  OrderType,
  type OrderTicket,
  percentStop,
  percentTarget,
  Resolution,
  type Security,
  type Slice,
  TimeInForce,
  timeStop,
  trailingStop,
} from 'tradewright';
import { type BacktestRequest } from '../../engine/runtime/run-request.ts';
import { BuiltInMarketHoursDatabase, SymbolPropertiesDatabase } from 'tradewright/plugin';
import { type MemoryBar, MemoryDataSource } from 'tradewright/testkit';

const MINUTE = 60_000;
const TICKERS = ['AAA', 'BBB'];
const FIRST_DAY = Date.UTC(2024, 2, 4);

/**
 * Fills partially, depending on the number of calls: a run whose past is not replayed completely has different fills.
 */
class PartialFillModel implements FillModel {
  private readonly inner = new EquityFillModel();
  private asked = 0;

  fill(security: Security, order: Order, context: FillContext): void {
    this.inner.fill(security, order, context);
    this.asked++;
    if (context.quantity === 0 || this.asked % 3 === 0 || Math.abs(context.quantity) < 10) return;
    context.quantity = Math.sign(context.quantity) * Math.ceil(Math.abs(context.quantity) * 0.6);
  }
}

/** Changes of the busy trader that a restart must detect. */
export interface BusyWish {
  readonly barsPerSession?: number;
  /** Quantity of the first kind of order. */
  readonly units?: number;
  /** Added to the close of the last bar. */
  readonly lastCloseMoved?: number;
  /** Called with the number of each slice. */
  readonly onSlice?: (count: number) => void;
}

/**
 * Uses every kind of order request, by a rule that depends only on the bars, so that it can be interrupted anywhere.
 */
class BusyTrader extends Algorithm {
  private readonly traded = TICKERS.map((ticker) => this.addEquity(ticker, Resolution.Minute));
  private readonly tickets: OrderTicket[] = [];
  private readonly wish: BusyWish;
  private count = 0;

  constructor(host: AlgorithmHost, wish: BusyWish) {
    super(host);
    this.wish = wish;
  }

  override initialize(): void {
    this.schedule.on('rebalance', this.dateRules.everyDay(), this.timeRules.every({ minutes: 150 }), () =>
      this.rebalance(),
    );
    this.consolidate(this.traded[0], { minutes: 5 }, (bar) => {
      if (bar.close > bar.open) this.marketOrder(bar.symbol, 3, { tag: 'consolidated' });
    });
  }

  override onData(slice: Slice): void {
    this.count++;
    this.wish.onSlice?.(this.count);
    for (const security of this.traded) {
      const bar = slice.bars.get(security);
      if (bar === undefined || bar.isFillForward) continue;
      const choice = Math.floor(bar.close * 100 + this.count) % 11;
      this.act(choice, security, bar.close);
    }
  }

  override onOrderEvent({ status, symbol, fillPrice, quantity, orderId }: OrderEvent): void {
    if (status !== OrderStatus.Filled || orderId % 4 !== 0) return;
    this.tickets.push(this.stopMarketOrder(symbol, -quantity, fillPrice * 0.995, { tag: `protects ${orderId}` }));
  }

  override onEndOfAlgorithm(): void {
    this.liquidate();
  }

  private act(choice: number, security: Security, price: number): void {
    const day = { properties: { timeInForce: TimeInForce.day } };
    switch (choice) {
      case 0:
        this.marketOrder(security, this.wish.units ?? 40);
        break;
      case 1:
        this.tickets.push(this.limitOrder(security, 30, price * 0.999, day));
        break;
      case 2:
        this.tickets.push(this.limitOrder(security, -25, price * 1.001));
        break;
      case 3:
        this.tickets.push(this.stopLimitOrder(security, 20, { stopPrice: price * 1.001, limitPrice: price * 1.002 }));
        break;
      case 4:
        this.tickets.push(this.trailingStopOrder(security, -15, { amount: 0.002, asPercentage: true }));
        break;
      case 5:
        this.tickets.at(-1)?.updateLimitPrice(price * 1.0005, 'moved');
        break;
      case 6:
        this.tickets.at(-2)?.cancel('not wanted any more');
        break;
      case 7:
        this.tickets.push(this.limitIfTouchedOrder(security, 12, { triggerPrice: price * 0.999, limitPrice: price }));
        break;
      case 8:
        this.bracketOrder(security, 10, {
          entry: { limitPrice: price * 0.9995 },
          stopLoss: { fraction: 0.002 },
          takeProfit: { fraction: 0.002 },
        });
        break;
      case 9:
        this.oneCancelsOther([
          { symbol: security, orderType: OrderType.Limit, quantity: 6, limitPrice: price * 0.999 },
          { symbol: security, orderType: OrderType.StopMarket, quantity: 8, stopPrice: price * 1.001 },
        ]);
        break;
      default:
        this.bracketOrder(security, -7, {
          exits: [percentStop(0.004), trailingStop(0.002, { after: 0.001 }), percentTarget(0.006), timeStop(1)],
        });
    }
  }

  private rebalance(): void {
    for (const security of this.traded) if (security.hasData) this.setHoldings(security, 0.2);
  }
}

/** A backtest of the busy trader over two sessions; requests share no state. */
export function busyRequest(wish: BusyWish = {}): BacktestRequest {
  const { barsPerSession = 18, lastCloseMoved = 0 } = wish;
  const dates = [FIRST_DAY, FIRST_DAY + 86_400_000];
  const bars = Object.fromEntries(TICKERS.map((ticker, index) => [ticker, walk(dates, barsPerSession, index + 1)]));
  const last = bars[TICKERS[0]].length - 1;
  bars[TICKERS[0]][last] = { ...bars[TICKERS[0]][last], close: bars[TICKERS[0]][last].close + lastCloseMoved };
  return {
    createAlgorithm: (host) => new BusyTrader(host, wish),
    dataSource: new MemoryDataSource(bars, Resolution.Minute),
    marketHours: new BuiltInMarketHoursDatabase(),
    symbolProperties: SymbolPropertiesDatabase.fromText(),
    interestRates: ConstantRiskFreeInterestRate.default,
    startDate: dates[0],
    endDate: dates[1],
    cash: 100_000,
    models: () => ({ fillModel: new PartialFillModel(), feeModel: new InteractiveBrokersFeeModel() }),
  };
}

function walk(dates: readonly number[], barsPerSession: number, seed: number): MemoryBar[] {
  let state = seed * 7919;
  let price = 50 * seed;
  const next = (): number => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  return dates.flatMap((date) =>
    Array.from({ length: barsPerSession }, (_, index) => {
      const open = price;
      price = cents(price * (1 + (next() - 0.5) * 0.008));
      const spread = price * next() * 0.002;
      const [high, low] = [cents(Math.max(open, price) + spread), cents(Math.min(open, price) - spread)];
      return { time: date + (9.5 * 60 + index) * MINUTE, open, high, low, close: price, volume: 10_000 };
    }),
  );
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
