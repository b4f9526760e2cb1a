import {
  Algorithm,
  type BacktestResult,
  type BuyingPowerModel,
  ConstantFeeModel,
  Decimal,
  EquityFillModel,
  type FillContext,
  type HoldingView,
  type Order,
  type OrderEvent,
  type OrderRequestOptions,
  type OrderResponse,
  OrderStatus,
  type OrderTicket,
  type OrderView,
  type PortfolioView,
  PortfolioTarget,
  Resolution,
  RollingWindow,
  type Security,
  type SecurityChanges,
  type SecurityHolding,
  SecurityMarginModel,
  type SecurityPortfolio,
  type SecurityView,
  SimpleMovingAverage,
  type Slice,
  TimeInForce,
  TradeBarConsolidator,
  type UpdateOrderFields,
} from 'tradewright';
import type * as entry from 'tradewright';

/** Exports for plugins only: everything that reads or writes files. */
export type Hidden = [
  // @ts-expect-error a folder of data files
  (typeof entry)['LeanFolder'],
  // @ts-expect-error a file
  (typeof entry)['DiskLogFile'],
  // @ts-expect-error a log in a file
  (typeof entry)['RecordLog'],
  // @ts-expect-error files of parsed columns
  (typeof entry)['ColumnCache'],
  // @ts-expect-error brokers are provided by plugins
  (typeof entry)['BrokerageFactory'],
];

/** Uses of the types of the entry point in a strategy. It is only compiled, never run. */
export class Example extends Algorithm {
  private readonly spy = this.addEquity('SPY', { resolution: Resolution.Daily });
  private readonly average = new SimpleMovingAverage(20);
  private readonly window = new RollingWindow<number>(3);

  override initialize(): void {
    this.spy.feeModel = new ConstantFeeModel(1);
    this.spy.fillModel = new HalfFill();
    this.spy.buyingPowerModel = new SecurityMarginModel(2);
    const daily = new TradeBarConsolidator({ count: 5 });
    this.window.add(daily.consolidated === undefined ? 0 : this.average.value);
  }

  override onData(slice: Slice): void {
    const options: OrderRequestOptions = { tag: 'in', properties: { timeInForce: TimeInForce.day } };
    const ticket: OrderTicket = this.limitOrder(this.spy, 10, slice.bars.get(this.spy)?.close ?? 1, options);
    const fields: UpdateOrderFields = { limitPrice: 2 };
    const answer: OrderResponse = ticket.update(fields);
    if (answer.isError) this.log(answer.errorMessage);
    const targets = [new PortfolioTarget(this.spy.symbol, 5)];
    this.log(String(targets.length));
    written(ticket, this.spy, this.portfolio);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status === OrderStatus.Filled) this.log(event.orderFee.amount.toString());
    // @ts-expect-error events are readonly
    event.fillPrice = 5;
  }

  override onSecuritiesChanged({ added }: SecurityChanges): void {
    for (const { symbol } of added) this.log(symbol.ticker);
  }
}

/** An extension of a built-in model: fills half of the remaining quantity at a time. */
class HalfFill extends EquityFillModel {
  override fill(security: SecurityView, order: OrderView, context: FillContext): void {
    super.fill(security, order, context);
    context.quantity /= 2;
    // @ts-expect-error orders are readonly for models
    order.quantity = 5;
    // @ts-expect-error a model reports in its context
    order.stopTriggered = true;
    // @ts-expect-error positions are readonly for models
    security.holdings.quantity = 5;
    // @ts-expect-error models cannot replace models of the security
    security.feeModel = new ConstantFeeModel(1);
  }
}

/** The books of a run are readonly. */
function written(ticket: OrderTicket, security: Security, portfolio: SecurityPortfolio): void {
  const order = ticket.order as Order;
  // @ts-expect-error orders are updated by their tickets
  order.quantity = 5;
  // @ts-expect-error orders are updated by their tickets
  order.status = OrderStatus.Filled;
  // @ts-expect-error orders are updated by their tickets
  order.tag = 'mine';
  // @ts-expect-error the id of an order is constant
  order.id = 7;
  // @ts-expect-error the order of a ticket is constant
  ticket.order = order;
  // @ts-expect-error positions result from fills
  security.holdings.quantity = 1e6;
  // @ts-expect-error positions result from fills
  security.holdings.averagePrice = 1;
  // @ts-expect-error the holding of a security is constant
  security.holdings = security.holdings;
  // @ts-expect-error prices come from data
  security.price = 1;
  // @ts-expect-error the symbol of a security is constant
  security.symbol = security.symbol;
  // @ts-expect-error cash results from fills, or from setCash of the algorithm
  portfolio.cashBook.account.amount = 1e6;
  // @ts-expect-error the cash book of a portfolio is constant
  portfolio.cashBook = portfolio.cashBook;
  // @ts-expect-error the value is derived from the books
  portfolio.totalPortfolioValue = 1e6;
}

/** A helper of a strategy with views as parameters, which accept the objects of the algorithm. */
export function viewsOf(security: Security, portfolio: SecurityPortfolio, holding: SecurityHolding): unknown[] {
  const views: [SecurityView, PortfolioView, HoldingView] = [security, portfolio, holding];
  const model: BuyingPowerModel = security.buyingPowerModel;
  return [...views, model.getLeverage(security), Decimal.of(1)];
}

/** Properties of a backtest that the tests of a strategy read. */
export function tagsOf({ orders, orderEvents }: BacktestResult): string[] {
  return [...orders.map(({ tag }) => tag), ...orderEvents.map(({ message }) => message)];
}
