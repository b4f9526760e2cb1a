import { OrderGroupKind } from '../../../model/order-groups.ts';
import type { OrderView, UpdateOrderFields } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { AccountType, DefaultBenchmark, SecurityKind } from '../../../api/brokerage-model.ts';
import type { FeeModel } from '../../../api/security-models.ts';
import { HOUR, MINUTE } from '../../../data/time/calendar-math.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { OrderType } from '../../../model/order-types.ts';
import { TimeInForceKind } from '../../../model/time-in-force.ts';
import { AlpacaFeeModel, TradeStationFeeModel } from '../fee/broker-fee-models.ts';
import { InteractiveBrokersFeeModel } from '../fee/interactive-brokers-fee-model.ts';
import {
  crossesZero,
  refuseCrossingZero,
  refuseMarketOnOpen,
  refuseOrderType,
  refuseSecurityType,
} from './brokerage-rules.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

/** The order groups that all of these brokers support natively. */
const ORDER_GROUPS = Object.values(OrderGroupKind);

const { Equity, Forex, Index, Cfd, Crypto, Future, Option, FutureOption, IndexOption } = SecurityType;

const IBKR_SECURITIES: ReadonlySet<SecurityType> = new Set([
  Equity,
  Forex,
  Option,
  Future,
  FutureOption,
  Index,
  IndexOption,
  Cfd,
]);
const IBKR_AT_OPEN: ReadonlySet<SecurityType> = new Set([Cfd, Equity, Option, FutureOption, IndexOption]);
const IBKR_AT_CLOSE: ReadonlySet<SecurityType> = new Set([Future, Equity, Cfd]);

/** Minimum and maximum quantity of a forex order, by base currency. */
const FOREX_LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  USD: [25_000, 7_000_000],
  AUD: [25_000, 6_000_000],
  CAD: [25_000, 6_000_000],
  CHF: [25_000, 6_000_000],
  CNH: [150_000, 40_000_000],
  DKK: [150_000, 35_000_000],
  EUR: [20_000, 6_000_000],
  GBP: [20_000, 5_000_000],
  HKD: [200_000, 50_000_000],
  KRW: [0, 200_000_000],
  JPY: [2_500_000, 550_000_000],
  MXN: [300_000, 70_000_000],
  NOK: [150_000, 35_000_000],
  NZD: [35_000, 8_000_000],
  RUB: [750_000, 30_000_000],
  SEK: [175_000, 40_000_000],
  SGD: [35_000, 8_000_000],
  ZAR: [350_000, 100_000_000],
};

/** Interactive Brokers (LEAN's InteractiveBrokersBrokerageModel). */
export class InteractiveBrokersBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'ibkr';
  override readonly orderGroups = ORDER_GROUPS;

  override defaultMarket(type: SecurityType): string {
    return type === Cfd ? 'interactivebrokers' : super.defaultMarket(type);
  }

  override getLeverage(security: SecurityKind): number {
    return this.accountType === 'margin' && security.symbol.securityType === Cfd ? 10 : super.getLeverage(security);
  }

  override getFeeModel(): FeeModel {
    return new InteractiveBrokersFeeModel();
  }

  override getBenchmark(): DefaultBenchmark {
    return undefined;
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    if (order.type === OrderType.MarketOnClose && !IBKR_AT_CLOSE.has(security.symbol.securityType))
      return 'Interactive Brokers accepts MarketOnClose orders only for equities, futures and CFDs.';
    const atOpen = refuseMarketOnOpen(security, order, IBKR_AT_OPEN, (open, close) => ({
      from: close,
      until: open - 2 * MINUTE,
    }));
    return atOpen ?? refuseSecurityType(security, IBKR_SECURITIES) ?? refuseForexSize(security, order.quantity);
  }

  override refusalToUpdate(security: SecurityView, _order: OrderView, request: UpdateOrderFields): string | undefined {
    return request.quantity === undefined ? undefined : refuseForexSize(security, request.quantity);
  }

  override canExecuteOrder(security: SecurityView): boolean {
    return security.symbol.securityType !== SecurityType.Base;
  }
}

function refuseForexSize(security: SecurityView, quantity: number): string | undefined {
  if (security.symbol.securityType !== Forex) return undefined;
  const base = security.symbol.ticker.slice(0, 3);
  const [least, most] = FOREX_LIMITS[base] ?? [0, 0];
  const size = Math.abs(quantity);
  return size >= least && size > 0 && size <= most
    ? undefined
    : `Forex orders in ${base} must be from ${least} to ${most}, not ${size}.`;
}

const TRADESTATION_SECURITIES: ReadonlySet<SecurityType> = new Set([Equity, Option, Future, IndexOption]);
const TRADESTATION_AT_OPEN: ReadonlySet<SecurityType> = new Set([Equity, Option, IndexOption]);
const TRADESTATION_ORDERS: ReadonlySet<OrderType> = new Set([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.StopLimit,
  OrderType.MarketOnOpen,
  OrderType.MarketOnClose,
  OrderType.TrailingStop,
]);

/** TradeStation (LEAN's TradeStationBrokerageModel). */
export class TradeStationBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'tradestation';
  override readonly orderGroups = ORDER_GROUPS;

  override getFeeModel(): FeeModel {
    return new TradeStationFeeModel();
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    if (
      order.properties.outsideRegularTradingHours === true &&
      (order.type !== OrderType.Limit || security.symbol.securityType !== Equity)
    ) {
      return 'Outside of regular hours TradeStation accepts only limit orders for equities.';
    }
    return (
      refuseSecurityType(security, TRADESTATION_SECURITIES) ??
      refuseOrderType(order, TRADESTATION_ORDERS) ??
      refuseCrossingZero(security, order) ??
      refuseMarketOnOpen(security, order, TRADESTATION_AT_OPEN, (open) => ({ from: 6 * HOUR, until: open - MINUTE }))
    );
  }

  override refusalToUpdate(security: SecurityView, order: OrderView, request: UpdateOrderFields): string | undefined {
    if (request.quantity === undefined || request.quantity === order.quantity || !crossesZero(security, order.quantity))
      return undefined;
    return 'The quantity of an order that reverses a position cannot be changed.';
  }
}

const ALPACA_ORDERS: Readonly<Partial<Record<SecurityType, ReadonlySet<OrderType>>>> = {
  [Equity]: TRADESTATION_ORDERS,
  [Option]: new Set([OrderType.Market, OrderType.Limit]),
  [Crypto]: new Set([OrderType.Market, OrderType.Limit, OrderType.StopLimit]),
};
const ALPACA_SECURITIES: ReadonlySet<SecurityType> = new Set([Equity, Option, Crypto]);
const ALPACA_AT_OPEN: ReadonlySet<SecurityType> = new Set([Equity]);

/** Alpaca (LEAN's AlpacaBrokerageModel). */
export class AlpacaBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'alpaca';
  override readonly orderGroups = ORDER_GROUPS;

  constructor(accountType: AccountType = 'margin') {
    super(accountType);
  }

  override getFeeModel(): FeeModel {
    return new AlpacaFeeModel();
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    const isDayLimit = order.type === OrderType.Limit && order.properties.timeInForce.kind === TimeInForceKind.Day;
    return (
      refuseSecurityType(security, ALPACA_SECURITIES) ??
      refuseOrderType(order, ALPACA_ORDERS[security.symbol.securityType] ?? new Set()) ??
      (order.properties.outsideRegularTradingHours === true && !isDayLimit
        ? 'Outside of regular hours Alpaca accepts only limit orders that are good for the day.'
        : undefined) ??
      refuseCrossingZero(security, order) ??
      refuseMarketOnOpen(security, order, ALPACA_AT_OPEN, (open) => ({ from: 19 * HOUR, until: open - 2 * MINUTE }))
    );
  }
}
