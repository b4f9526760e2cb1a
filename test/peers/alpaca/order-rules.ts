import { Decimal } from '../../../engine/model/decimal.ts';
import type { BookOrderType, BookTimeInForce, Side } from '../book.ts';
import { newYorkTime } from '../sessions.ts';
import type { PeerAsset } from './assets.ts';

/** A refusal as Alpaca words it: the HTTP status, and the code and message of the body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

const unprocessable = (message: string): Refusal => new Refusal(422, 42210000, message);

/** The body of `POST /v2/orders` as it arrives; everything is a text or absent. */
export interface OrderBody {
  readonly symbol?: string;
  readonly qty?: string;
  readonly notional?: string;
  readonly side?: string;
  readonly type?: string;
  readonly time_in_force?: string;
  readonly limit_price?: string;
  readonly stop_price?: string;
  readonly trail_price?: string;
  readonly trail_percent?: string;
  readonly extended_hours?: boolean;
  readonly client_order_id?: string;
  readonly order_class?: string;
  readonly take_profit?: { readonly limit_price?: string };
  readonly stop_loss?: { readonly stop_price?: string; readonly limit_price?: string };
}

/** An order whose form is right. */
export interface CheckedOrder {
  readonly symbol: string;
  readonly quantity: Decimal | undefined;
  readonly notional: Decimal | undefined;
  readonly side: Side;
  readonly type: BookOrderType;
  readonly timeInForce: BookTimeInForce;
  readonly limitPrice: Decimal | undefined;
  readonly stopPrice: Decimal | undefined;
  readonly trailAmount: Decimal | undefined;
  readonly trailPercent: Decimal | undefined;
  readonly extendedHours: boolean;
  readonly orderClass: 'simple' | 'bracket' | 'oco' | 'oto';
  readonly takeProfit: Decimal | undefined;
  readonly stopLoss: { readonly stopPrice: Decimal; readonly limitPrice: Decimal | undefined } | undefined;
}

const SIDES = ['buy', 'sell'] as const;
const TYPES = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'] as const;
const TIMES = ['day', 'gtc', 'opg', 'cls', 'ioc', 'fok'] as const;
const CLASSES = ['simple', 'bracket', 'oco', 'oto'] as const;

function word<Word extends string>(name: string, value: string | undefined, words: readonly Word[]): Word {
  const found = words.find((candidate) => candidate === value);
  if (found === undefined)
    throw unprocessable(value === undefined ? `${name} is required` : `invalid ${name}: ${value}`);
  return found;
}

function decimal(name: string, value: string | undefined): Decimal | undefined {
  if (value === undefined) return undefined;
  const parsed = typeof value === 'string' && /^\d*\.?\d+$/.test(value) ? Decimal.tryParse(value) : undefined;
  if (parsed === undefined || parsed.sign <= 0) throw unprocessable(`${name} must be > 0`);
  if (parsed.normalize().scale > 9) throw unprocessable(`${name} must have no more than 9 decimal places`);
  return parsed;
}

/** A price in the increments of US equities: two decimals from one dollar, four below. */
function price(name: string, value: string | undefined, asset: PeerAsset): Decimal | undefined {
  const parsed = decimal(name, value);
  if (parsed === undefined || asset.class === 'crypto') return parsed;
  if (parsed.normalize().scale > (parsed.gte(Decimal.one) ? 2 : 4))
    throw unprocessable(`invalid ${name} ${value}. sub-penny increment does not fulfill minimum pricing criteria`);
  return parsed;
}

/** Checks the form of an order. @throws Refusal as Alpaca words it */
export function checkForm(body: OrderBody, asset: PeerAsset): CheckedOrder {
  const order: CheckedOrder = {
    symbol: asset.symbol,
    quantity: decimal('qty', body.qty),
    notional: decimal('notional', body.notional),
    side: word('side', body.side, SIDES),
    type: word('type', body.type, TYPES),
    timeInForce: word('time_in_force', body.time_in_force, TIMES),
    limitPrice: price('limit_price', body.limit_price, asset),
    stopPrice: price('stop_price', body.stop_price, asset),
    trailAmount: price('trail_price', body.trail_price, asset),
    trailPercent: decimal('trail_percent', body.trail_percent),
    extendedHours: body.extended_hours ?? false,
    orderClass: word('order_class', body.order_class || 'simple', CLASSES),
    takeProfit: price('take_profit.limit_price', body.take_profit?.limit_price, asset),
    stopLoss: stopLossOf(body, asset),
  };
  if ((order.quantity === undefined) === (order.notional === undefined))
    throw unprocessable('qty or notional is required, and not both');
  if ((body.client_order_id?.length ?? 0) > 128) throw unprocessable('client_order_id must be at most 128 characters');
  checkPrices(order);
  checkClass(order);
  return order;
}

function stopLossOf({ stop_loss }: OrderBody, asset: PeerAsset): CheckedOrder['stopLoss'] {
  if (stop_loss === undefined) return undefined;
  const stopPrice = price('stop_loss.stop_price', stop_loss.stop_price, asset);
  if (stopPrice === undefined) throw unprocessable('stop_loss.stop_price is required');
  return { stopPrice, limitPrice: price('stop_loss.limit_price', stop_loss.limit_price, asset) };
}

function checkPrices({ type, limitPrice, stopPrice, trailAmount, trailPercent, orderClass }: CheckedOrder): void {
  const needsLimit = (type === 'limit' && orderClass !== 'oco') || type === 'stop_limit';
  if (needsLimit && limitPrice === undefined) throw unprocessable(`${type} orders require limit price`);
  if (type === 'market' && limitPrice !== undefined) throw unprocessable('market orders require no limit price');
  const needsStop = type === 'stop' || type === 'stop_limit';
  if (needsStop && stopPrice === undefined) throw unprocessable(`${type} orders require stop price`);
  if (type === 'trailing_stop' && (trailAmount === undefined) === (trailPercent === undefined))
    throw unprocessable('trailing stop orders require one of trail_price and trail_percent');
}

function checkClass({ orderClass, takeProfit, stopLoss, type, quantity, timeInForce }: CheckedOrder): void {
  if (orderClass === 'simple') return;
  if (timeInForce !== 'day' && timeInForce !== 'gtc') throw unprocessable('complex orders must be day or gtc');
  if (quantity === undefined || quantity.normalize().scale > 0)
    throw unprocessable('fractional orders must be simple orders');
  if (orderClass === 'oto' ? takeProfit === undefined && stopLoss === undefined : takeProfit === undefined || !stopLoss)
    throw unprocessable(`${orderClass} orders require ${orderClass === 'oto' ? 'a leg' : 'take_profit and stop_loss'}`);
  if (orderClass === 'oco' && type !== 'limit') throw unprocessable('oco orders must be limit orders');
}

/** Checks an order against the rules of its asset and the time of day. @throws Refusal */
export function checkRules(order: CheckedOrder, asset: PeerAsset, utc: number): void {
  if (!asset.isTradable) throw unprocessable(`asset ${asset.symbol} is not active`);
  if (order.extendedHours && (order.type !== 'limit' || order.timeInForce !== 'day'))
    throw unprocessable('extended hours order must be DAY limit orders');
  if (asset.class === 'crypto') {
    if (!['gtc', 'ioc'].includes(order.timeInForce)) throw unprocessable('invalid crypto time_in_force');
    if (!['market', 'limit', 'stop_limit'].includes(order.type))
      throw unprocessable('invalid order type for crypto order');
    return;
  }
  const isFractional = order.notional !== undefined || (order.quantity?.normalize().scale ?? 0) > 0;
  if (isFractional && !asset.isFractionable) throw unprocessable(`asset ${asset.symbol} is not fractionable`);
  if (isFractional && order.timeInForce !== 'day') throw unprocessable('fractional orders must be DAY orders');
  const { time } = newYorkTime(utc);
  if (order.timeInForce === 'opg' && time >= '09:28:00' && time < '19:00:00')
    throw unprocessable('opg orders must be submitted after 7:00pm and before 9:28am');
  if (order.timeInForce === 'cls' && time >= '15:50:00' && time < '19:00:00')
    throw unprocessable('cls orders must be submitted after 7:00pm and before 3:50pm');
}
