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

/** What reads or writes files is for plugins. */
export type Hidden = [
  // @ts-expect-error a folder of data files
  (typeof entry)['LeanFolder'],
  // @ts-expect-error a file
  (typeof entry)['DiskLogFile'],
  // @ts-expect-error a log in a file
  (typeof entry)['RecordLog'],
  // @ts-expect-error files of parsed columns
  (typeof entry)['ColumnCache'],
  // @ts-expect-error a broker runs beside strategies, not in them
  (typeof entry)['BrokerageFactory'],
];

/** What a strategy writes against the types of its entry point; the compiler runs it, nobody else does. */
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
    // @ts-expect-error an event is read
    event.fillPrice = 5;
  }

  override onSecuritiesChanged({ added }: SecurityChanges): void {
    for (const { symbol } of added) this.log(symbol.ticker);
  }
}

/** A built-in model, extended: fills half of what is left at once. */
class HalfFill extends EquityFillModel {
  override fill(security: SecurityView, order: OrderView, context: FillContext): void {
    super.fill(security, order, context);
    context.quantity /= 2;
    // @ts-expect-error a model reads the order
    order.quantity = 5;
    // @ts-expect-error a model decides in its context
    order.stopTriggered = true;
    // @ts-expect-error a model reads the position
    security.holdings.quantity = 5;
    // @ts-expect-error a model of a security replaces none of its models
    security.feeModel = new ConstantFeeModel(1);
  }
}

/** The books of a run are read. */
function written(ticket: OrderTicket, security: Security, portfolio: SecurityPortfolio): void {
  const order = ticket.order as Order;
  // @ts-expect-error an order is changed by its ticket
  order.quantity = 5;
  // @ts-expect-error an order is changed by its ticket
  order.status = OrderStatus.Filled;
  // @ts-expect-error an order is changed by its ticket
  order.tag = 'mine';
  // @ts-expect-error an order has its identity for good
  order.id = 7;
  // @ts-expect-error a ticket keeps its order
  ticket.order = order;
  // @ts-expect-error positions come from fills
  security.holdings.quantity = 1e6;
  // @ts-expect-error positions come from fills
  security.holdings.averagePrice = 1;
  // @ts-expect-error a security keeps its holding
  security.holdings = security.holdings;
  // @ts-expect-error prices come from data
  security.price = 1;
  // @ts-expect-error a security keeps its symbol
  security.symbol = security.symbol;
  // @ts-expect-error cash comes from fills, or by setCash of the algorithm
  portfolio.cashBook.account.amount = 1e6;
  // @ts-expect-error a portfolio keeps its cash book
  portfolio.cashBook = portfolio.cashBook;
  // @ts-expect-error the value follows from the books
  portfolio.totalPortfolioValue = 1e6;
}

/** What a helper of a strategy may take: views fit what the algorithm has. */
export function viewsOf(security: Security, portfolio: SecurityPortfolio, holding: SecurityHolding): unknown[] {
  const views: [SecurityView, PortfolioView, HoldingView] = [security, portfolio, holding];
  const model: BuyingPowerModel = security.buyingPowerModel;
  return [...views, model.getLeverage(security), Decimal.of(1)];
}

/** What a test of a strategy reads of a backtest. */
export function tagsOf({ orders, orderEvents }: BacktestResult): string[] {
  return [...orders.map(({ tag }) => tag), ...orderEvents.map(({ message }) => message)];
}
