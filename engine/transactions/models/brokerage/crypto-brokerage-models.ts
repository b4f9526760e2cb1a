import type { OrderView, UpdateOrderFields } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { AccountType, DefaultBenchmark, SecurityKind } from '../../../api/brokerage-model.ts';
import type { BuyingPowerModel, FeeModel } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { OrderStatus, OrderType } from '../../../model/order-types.ts';
import { TimeInForceKind } from '../../../model/time-in-force.ts';
import { CashBuyingPowerModel } from '../buying-power/cash-buying-power-model.ts';
import { BinanceFeeModel, BitfinexFeeModel, CoinbaseFeeModel } from '../fee/broker-fee-models.ts';
import { refuseOrderSize, refuseOrderType, refuseSecurityType } from './brokerage-rules.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';

const CRYPTO: ReadonlySet<SecurityType> = new Set([SecurityType.Crypto]);
const ORDERS: ReadonlySet<OrderType> = new Set([
  OrderType.Market,
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.StopLimit,
]);
const COINBASE_STOP_MARKET_END = Date.UTC(2019, 2, 23, 1);
const COINBASE_UPDATABLE: ReadonlySet<OrderStatus> = new Set([
  OrderStatus.New,
  OrderStatus.PartiallyFilled,
  OrderStatus.Submitted,
  OrderStatus.UpdateSubmitted,
]);

function crypto(ticker: string, market: string): DefaultBenchmark {
  return { ticker, securityType: SecurityType.Crypto, market };
}

/** Coinbase: cash accounts only (LEAN's CoinbaseBrokerageModel). */
export class CoinbaseBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'coinbase';
  override readonly tradingDaysPerYear = 365;

  constructor(accountType: AccountType = 'cash') {
    super(accountType);
    if (accountType === 'cash') return;
    throw new EngineError(
      TRANSACTION_ERRORS.BAD_LEVERAGE,
      'Coinbase has no margin accounts. Use the brokerage model coinbase with a cash account.',
    );
  }

  override getFeeModel(): FeeModel {
    return new CoinbaseFeeModel();
  }

  override getBuyingPowerModel(): BuyingPowerModel {
    return new CashBuyingPowerModel();
  }

  override getBenchmark(): DefaultBenchmark {
    return crypto('BTCUSD', 'coinbase');
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    const refusal =
      refuseOrderSize(security, order.quantity) ??
      refuseSecurityType(security, CRYPTO) ??
      refuseOrderType(order, ORDERS);
    if (refusal !== undefined) return refusal;
    return order.type === OrderType.StopMarket && order.timeUtc >= COINBASE_STOP_MARKET_END
      ? 'Coinbase has not accepted stop market orders since 2019-03-23 01:00 UTC; use stop limit orders.'
      : undefined;
  }

  override refusalToUpdate(security: SecurityView, order: OrderView, request: UpdateOrderFields): string | undefined {
    if (order.type !== OrderType.Limit || order.properties.timeInForce.kind !== TimeInForceKind.GoodTilCanceled)
      return 'Coinbase updates only limit orders that are good until cancelled.';
    if (!COINBASE_UPDATABLE.has(order.status))
      return 'Coinbase updates only open orders without a pending cancellation.';
    return request.quantity === undefined ? undefined : refuseOrderSize(security, request.quantity);
  }
}

/** Bitfinex (LEAN's BitfinexBrokerageModel). */
export class BitfinexBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'bitfinex';
  override readonly tradingDaysPerYear = 365;

  override defaultMarket(type: SecurityType): string {
    return type === SecurityType.Crypto ? 'bitfinex' : super.defaultMarket(type);
  }

  override getLeverage(security: SecurityKind): number {
    return this.accountType === 'margin' && security.symbol.securityType === SecurityType.Crypto ? 3.3 : 1;
  }

  override getFeeModel(): FeeModel {
    return new BitfinexFeeModel();
  }

  override getBenchmark(): DefaultBenchmark {
    return crypto('BTCUSD', 'bitfinex');
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    return (
      refuseOrderSize(security, order.quantity) ??
      refuseSecurityType(security, CRYPTO) ??
      refuseOrderType(order, ORDERS)
    );
  }

  override refusalToUpdate(security: SecurityView, _order: OrderView, request: UpdateOrderFields): string | undefined {
    return request.quantity === undefined ? undefined : refuseOrderSize(security, request.quantity);
  }
}

const BINANCE_ORDERS: ReadonlySet<OrderType> = new Set([OrderType.Market, OrderType.Limit, OrderType.StopLimit]);

/** Binance spot (LEAN's BinanceBrokerageModel). */
export class BinanceBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'binance';
  override readonly tradingDaysPerYear = 365;

  constructor(accountType: AccountType = 'cash') {
    super(accountType);
  }

  override defaultMarket(type: SecurityType): string {
    return type === SecurityType.Crypto ? 'binance' : super.defaultMarket(type);
  }

  override getLeverage(security: SecurityKind): number {
    return this.accountType === 'margin' && security.symbol.securityType === SecurityType.Crypto ? 3 : 1;
  }

  override getFeeModel(): FeeModel {
    return new BinanceFeeModel();
  }

  override getBenchmark(): DefaultBenchmark {
    return crypto('BTCUSDC', 'binance');
  }

  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    return (
      refuseOrderType(order, BINANCE_ORDERS) ?? refuseValue(security, order) ?? refuseSecurityType(security, CRYPTO)
    );
  }

  override refusalToUpdate(): string | undefined {
    return 'Binance does not support order updates; cancel the order and place a new one.';
  }
}

/** Binance's minimum order size is an amount of quote currency. */
function refuseValue(security: SecurityView, order: OrderView): string | undefined {
  const smallest = security.properties.minimumOrderSize;
  if (smallest === undefined) return undefined;
  const market = order.quantity > 0 ? security.askPrice : security.bidPrice;
  const prices =
    order.type === OrderType.Limit
      ? [order.limitPrice]
      : order.type === OrderType.StopLimit
        ? [order.limitPrice, order.stopPrice]
        : [market];
  const isLargeEnough = prices.every((price) => Decimal.of(order.absoluteQuantity).mul(Decimal.of(price)).gt(smallest));
  return isLargeEnough
    ? undefined
    : `The value of the order is below the market's minimum order size of ${smallest.toString()} ${security.quoteCurrency.symbol}.`;
}
