import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FeeModel, OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { OrderType } from '../../../model/order-types.ts';
import { feeInReceivedCurrency, feeOf, isMaker, unitsOf, valueInQuoteCurrency } from './fee-arithmetic.ts';

/** Fee rates of makers and takers, as shares of the value. */
interface Rates {
  readonly maker: Decimal;
  readonly taker: Decimal;
}

const BINANCE: Rates = { maker: Decimal.parse('0.001'), taker: Decimal.parse('0.001') };
const BITFINEX: Rates = { maker: Decimal.parse('0.001'), taker: Decimal.parse('0.002') };
const ALPACA: Rates = { maker: Decimal.parse('0.0015'), taker: Decimal.parse('0.0025') };

/** The price that spot markets charge sells by: the limit price, else the bid. */
function sellPrice(security: SecurityView, order: OrderView): number {
  return order.type === OrderType.Limit ? order.limitPrice : security.bidPrice;
}

/** Binance spot, first tier (LEAN's BinanceFeeModel). */
export class BinanceFeeModel implements FeeModel {
  private readonly rates: Rates;

  constructor(maker?: number, taker?: number) {
    this.rates = {
      maker: maker === undefined ? BINANCE.maker : Decimal.of(maker),
      taker: taker === undefined ? BINANCE.taker : Decimal.of(taker),
    };
  }

  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    return feeInReceivedCurrency(
      security,
      order,
      isMaker(order) ? this.rates.maker : this.rates.taker,
      sellPrice(security, order),
    );
  }
}

/** Bitfinex, first tier (LEAN's BitfinexFeeModel). */
export class BitfinexFeeModel implements FeeModel {
  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    return feeInReceivedCurrency(
      security,
      order,
      isMaker(order) ? BITFINEX.maker : BITFINEX.taker,
      sellPrice(security, order),
    );
  }
}

/** Alpaca: no fees for equities, maker and taker fees for crypto (LEAN's AlpacaFeeModel). */
export class AlpacaFeeModel implements FeeModel {
  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    if (security.symbol.securityType !== SecurityType.Crypto) return FREE;
    const isResting = order.type === OrderType.Limit && !order.isMarketable;
    return feeInReceivedCurrency(security, order, isResting ? ALPACA.maker : ALPACA.taker, security.price);
  }
}

const FREE: OrderFee = { amount: Decimal.zero, currency: 'USD' };

/** Pairs with Coinbase's fees for stable coins. */
const STABLE_PAIRS = new Set(
  'DAIUSDC DAIUSD GYENUSD PAXUSD PAXUSDT MUSDUSD USDCEUR USDCGBP USDTEUR USDTGBP USDTUSD USDTUSDC USTEUR USTUSD USTUSDT WBTCBTC'.split(
    ' ',
  ),
);

/** Coinbase's fee schedules, each valid until an instant (UTC). */
const COINBASE: readonly { readonly until: number; readonly rates: Rates }[] = [
  { until: Date.UTC(2019, 2, 23, 1, 30), rates: { maker: Decimal.zero, taker: Decimal.parse('0.003') } },
  { until: Date.UTC(2019, 9, 8, 0, 30), rates: { maker: Decimal.parse('0.0015'), taker: Decimal.parse('0.0025') } },
  { until: Infinity, rates: { maker: Decimal.parse('0.006'), taker: Decimal.parse('0.008') } },
];
const COINBASE_STABLE: readonly { readonly until: number; readonly rates: Rates }[] = [
  { until: Date.UTC(2022, 5, 1), rates: { maker: Decimal.zero, taker: Decimal.parse('0.001') } },
  { until: Infinity, rates: { maker: Decimal.zero, taker: Decimal.parse('0.00001') } },
];

/** Coinbase, first tier of the schedule at the time of the order, in the quote currency (LEAN's CoinbaseFeeModel). */
export class CoinbaseFeeModel implements FeeModel {
  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    const list = STABLE_PAIRS.has(security.symbol.ticker) ? COINBASE_STABLE : COINBASE;
    const { rates } = list.find((entry) => order.timeUtc < entry.until) ?? list[list.length - 1];
    const price = order.quantity > 0 ? security.askPrice : security.bidPrice;
    const rate = isMaker(order) ? rates.maker : rates.taker;
    return feeOf(valueInQuoteCurrency(security, order, price).mul(rate), security.quoteCurrency.symbol);
  }
}

const OPTION_FEE = Decimal.parse('0.6');
const FUTURE_FEE = Decimal.parse('1.5');
const FOREIGN_TRADE_FEE = Decimal.fromInteger(5);

/** TradeStation: equities are free for residents of the United States, 5.00 for others (LEAN's TradeStationFeeModel). */
export class TradeStationFeeModel implements FeeModel {
  private readonly perTrade: Decimal;

  constructor(isUnitedStatesResident = true) {
    this.perTrade = isUnitedStatesResident ? Decimal.zero : FOREIGN_TRADE_FEE;
  }

  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    switch (security.symbol.securityType) {
      case SecurityType.Option:
        return feeOf(this.perTrade.add(unitsOf(order).mul(OPTION_FEE)), 'USD');
      case SecurityType.IndexOption:
        return feeOf(this.perTrade.add(unitsOf(order)), 'USD');
      case SecurityType.Future:
        return feeOf(unitsOf(order).mul(FUTURE_FEE), 'USD');
      default:
        return feeOf(this.perTrade, 'USD');
    }
  }
}
