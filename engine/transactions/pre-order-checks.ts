import { EngineError } from '../model/engine-error.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { Security } from '../securities/security.ts';
import { TRANSACTION_ERRORS } from './errors.ts';
import type { OrderSpecification } from './order.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';
import { OrderType } from '../model/order-types.ts';

/**
 * The first reason why a request cannot become an order, or undefined (LEAN's PreOrderChecks, same order and codes).
 *
 * @param marketOnCloseBuffer deadline for market on close orders, in milliseconds before the close
 */
export function refusalOfRequest(
  request: OrderSpecification,
  isWarmingUp: boolean,
  marketOnCloseBuffer: number,
): OrderResponse | undefined {
  const { security, quantity } = request;
  const Code = OrderResponseErrorCode;
  if (isWarmingUp)
    return refuse(Code.AlgorithmWarmingUp, 'Orders are not accepted during warm-up; trade when isWarmingUp is false.');
  const ticker = security.symbol.ticker;
  if (quantity === 0) return refuse(Code.OrderQuantityZero, `An order for ${ticker} has a quantity of zero.`);
  const lotSize = security.properties.lotSize.toNumber();
  if (Math.abs(quantity) < lotSize)
    return refuse(
      Code.OrderQuantityLessThanLotSize,
      `An order for ${Math.abs(quantity)} ${ticker} is smaller than the lot size ${lotSize}.`,
    );
  if (!security.isTradable) return refuse(Code.NonTradableSecurity, `${ticker} cannot be traded.`);
  if (!security.hasData || security.price === 0) {
    return refuse(Code.SecurityPriceZero, `${ticker} has no price yet; wait for its first data before ordering.`);
  }
  return refusalOfCurrencies(security) ?? refusalOfTime(request, marketOnCloseBuffer);
}

function refusalOfCurrencies(security: Security): OrderResponse | undefined {
  const ticker = security.symbol.ticker;
  const { quoteCurrency, baseCurrency } = security;
  if (quoteCurrency.conversionRate === 0) {
    return refuse(
      OrderResponseErrorCode.ConversionRateZero,
      `${ticker} needs a conversion rate for ${quoteCurrency.symbol}, and there is none yet.`,
    );
  }
  const type = security.symbol.securityType;
  if (type !== SecurityType.Forex && type !== SecurityType.Crypto) return undefined;
  if (baseCurrency === undefined)
    return refuse(
      OrderResponseErrorCode.ForexBaseAndQuoteCurrenciesRequired,
      `${ticker} needs its base currency in the cash book.`,
    );
  if (baseCurrency.conversionRate !== 0) return undefined;
  return refuse(
    OrderResponseErrorCode.ForexConversionRateZero,
    `${ticker} needs conversion rates for ${baseCurrency.symbol} and ${quoteCurrency.symbol}, and one is missing.`,
  );
}

function refusalOfTime(request: OrderSpecification, marketOnCloseBuffer: number): OrderResponse | undefined {
  const { security, orderType } = request;
  if (orderType !== OrderType.MarketOnOpen && orderType !== OrderType.MarketOnClose) return undefined;
  const ticker = security.symbol.ticker;
  if (security.exchangeHours.isMarketAlwaysOpen) {
    throw new EngineError(
      TRANSACTION_ERRORS.MARKET_NEVER_CLOSES,
      `The market of ${ticker} never closes, so a ${orderType} order is not possible. Use a market or limit order.`,
      { data: { symbol: ticker } },
    );
  }
  if (orderType === OrderType.MarketOnOpen) {
    if (!security.isExchangeOpen || isDailyOnly(security)) return undefined;
    return refuse(
      OrderResponseErrorCode.MarketOnOpenNotAllowedDuringRegularHours,
      `A market on open order for ${ticker} cannot be placed while its market is open.`,
    );
  }
  if (!isTooLateForClose(security, marketOnCloseBuffer)) return undefined;
  return refuse(
    OrderResponseErrorCode.MarketOnCloseOrderTooLate,
    `A market on close order for ${ticker} must be placed at least ${marketOnCloseBuffer / 60_000} minutes before the close.`,
  );
}

/** True when the strategy receives only daily rows of the security. */
export function isDailyOnly(security: Security): boolean {
  const { subscriptions } = security;
  let count = 0;
  for (let i = 0; i < subscriptions.length; i++) {
    if (subscriptions[i].isInternal) continue;
    if (subscriptions[i].resolution !== Resolution.Daily) return false;
    count++;
  }
  return count > 0;
}

/** True inside the last `buffer` milliseconds before the next close. */
export function isTooLateForClose(security: Security, buffer: number): boolean {
  const { exchangeHours } = security;
  if (exchangeHours.isMarketAlwaysOpen) return false;
  const close = exchangeHours.nextMarketClose(security.localTime, false);
  return security.utcTime > exchangeHours.timeZone.toUtc(close) - buffer;
}

function refuse(code: OrderResponseErrorCode, message: string): OrderResponse {
  return OrderResponse.error(0, code, message);
}
