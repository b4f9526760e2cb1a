import { Algorithm, type OrderEvent, OrderStatus, OrderType, Resolution, TimeInForce } from 'tradewright';

/** LEAN's class of order properties for this broker has three fields, all of which are in its JSON. */
const brokerFields = { AllOrNone: false, OutsideRegularTradingHours: true, PostOnly: false };
const PROPERTIES = { timeInForce: TimeInForce.goodTilCanceled, outsideRegularTradingHours: true, brokerFields };
const OPTIONS = { properties: PROPERTIES };

/** A broker that accepts only limit orders outside regular hours. */
export default class TradeStationBrokerageTradeWithOutsideRegularMarketHoursParameter extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setBrokerageModel('tradestation', 'margin');
    const spy = this.addEquity('SPY', Resolution.Minute, { extendedMarketHours: true });
    const { schedule, dateRules, timeRules } = this;
    schedule.on(dateRules.everyDay(), timeRules.at(3, 50), () => {
      this.stopLimitOrder(spy, 5, { stopPrice: 200, limitPrice: 201 }, OPTIONS);
    });
    schedule.on(dateRules.everyDay(), timeRules.at(3, 55), () => {
      this.limitOrder(spy, 5, 200, OPTIONS);
    });
  }

  override onOrderEvent(event: OrderEvent): void {
    const isLimit = event.ticket.orderType === OrderType.Limit;
    const isRefused = event.status === OrderStatus.Invalid;
    if (isLimit && isRefused) throw new Error('a limit order was refused');
    if (!isLimit && !isRefused) throw new Error('an order of another type was taken');
  }
}
