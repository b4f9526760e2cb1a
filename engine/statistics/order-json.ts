import { Decimal } from '../model/decimal.ts';

/** LEAN's numbers of the order types (Common/Orders/OrderTypes.cs) on which the field order depends. */
const LIMIT = 1;
const STOP_MARKET = 2;
const STOP_LIMIT = 3;
const LIMIT_IF_TOUCHED = 7;
const COMBO_MARKET = 8;
const COMBO_LIMIT = 9;
const COMBO_LEG_LIMIT = 10;
const TRAILING_STOP = 11;

/** An instrument as the hash includes it. */
export interface HashedSymbol {
  /** The ticker of the day, such as "SPY". */
  readonly value: string;
  /** The security identifier, such as "SPY R735QTJ8XC9X". */
  readonly id: string;
  readonly underlying?: HashedSymbol;
}

/** Time in force of the order. `expiry` is wall-clock milliseconds. */
export type HashedTimeInForce =
  | { readonly kind: 'GoodTilCanceled' }
  | { readonly kind: 'Day' }
  | { readonly kind: 'GoodTilDate'; readonly expiry: number };

/** A property of a broker's order as plain JSON. */
export type HashedValue = string | number | boolean | null | readonly HashedValue[] | HashedProperties;

/** Properties of a broker's order, by LEAN's names and in the order in which LEAN's class declares them. */
export interface HashedProperties {
  readonly [name: string]: HashedValue;
}

/** The common properties of the legs of a combo order. */
export interface HashedOrderGroup {
  readonly id: number;
  readonly quantity: Decimal;
  readonly count: number;
  readonly limitPrice: Decimal;
  readonly orderIds: readonly number[];
}

/**
 * The properties of an order that the order list hash includes, independent of the class of orders. Enumerations are
 * LEAN's numbers, times are UTC instants in milliseconds; NaN or absent means "never".
 */
export interface HashedOrder {
  readonly id: number;
  readonly type: number;
  readonly contingentId?: number;
  /** The id as text when absent. */
  readonly brokerIds?: readonly string[];
  readonly symbol: HashedSymbol;
  readonly securityType: number;
  /** Average fill price; any scale. */
  readonly price: Decimal;
  /** Quote currency of the symbol; empty before the order reaches the transaction handler. */
  readonly priceCurrency: string;
  readonly timeUtc: number;
  readonly lastFillTimeUtc?: number;
  readonly lastUpdateTimeUtc?: number;
  readonly canceledTimeUtc?: number;
  /** Signed; any scale. */
  readonly quantity: Decimal;
  readonly status: number;
  readonly tag: string | null;
  readonly timeInForce: HashedTimeInForce;
  /** Order properties that a broker adds to the common ones, such as `{ PostOnly: false }`. */
  readonly properties?: HashedProperties;
  /** The exchange to route to: Code, Name, Market and SecurityTypes; absent for the broker's choice. */
  readonly exchange?: HashedProperties;
  /**
   * Prices at submission with exactly the scale that LEAN's arithmetic gives them; null when the order was never
   * submitted.
   */
  readonly submission: { readonly bidPrice: Decimal; readonly askPrice: Decimal; readonly lastPrice: Decimal } | null;
  readonly group?: HashedOrderGroup;
  readonly priceAdjustmentMode: number;
  readonly limitPrice?: Decimal;
  readonly stopPrice?: Decimal;
  readonly triggerPrice?: Decimal;
  readonly trailingAmount?: Decimal;
  readonly trailingAsPercentage?: boolean;
  readonly stopTriggered?: boolean;
  readonly triggerTouched?: boolean;
}

/** JSON text as Newtonsoft writes it: like JSON.stringify, but also escapes U+0085, U+2028 and U+2029. */
function textJson(text: string): string {
  const json = JSON.stringify(text);
  if (!/[\u0085\u2028\u2029]/.test(json)) return json;
  return json
    .replaceAll('\u0085', String.raw`\u0085`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

function valueJson(value: HashedValue): string {
  if (typeof value === 'string') return textJson(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(valueJson).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${textJson(name)}:${valueJson(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly HashedValue[] {
  return Array.isArray(value);
}

/** ISO 8601; a fraction of a second is written only when it is not 0, without trailing zeros. */
function timeJson(milliseconds: number, suffix: 'Z' | ''): string {
  const text = new Date(milliseconds).toISOString();
  if (milliseconds % 1000 === 0) return `"${text.slice(0, -'.000Z'.length)}${suffix}"`;
  const [seconds, fraction] = text.slice(0, -1).split('.');
  const digits = fraction.replace(/0+$/, '');
  return `"${seconds}${digits === '' ? '' : `.${digits}`}${suffix}"`;
}

function optionalTime(name: string, milliseconds: number | undefined): string {
  if (milliseconds === undefined || Number.isNaN(milliseconds)) return '';
  return `"${name}":${timeJson(milliseconds, 'Z')},`;
}

function rounded(price: Decimal | undefined): string {
  return (price ?? Decimal.zero).smartRound().toJsonNumber();
}

/** The members that an order type adds to an order, including the type, those of the most derived class first. */
function ownMembers(order: HashedOrder): string {
  const type = `"type":${order.type},`;
  switch (order.type) {
    case LIMIT:
      return `"limitPrice":${rounded(order.limitPrice)},${type}`;
    case STOP_MARKET:
      return `"stopPrice":${rounded(order.stopPrice)},${type}`;
    case STOP_LIMIT:
      return `"stopPrice":${rounded(order.stopPrice)},"stopTriggered":${order.stopTriggered ?? false},"limitPrice":${rounded(order.limitPrice)},${type}`;
    case TRAILING_STOP:
      return `"trailingAmount":${rounded(order.trailingAmount)},"trailingAsPercentage":${order.trailingAsPercentage ?? false},${type}"stopPrice":${rounded(order.stopPrice)},`;
    case LIMIT_IF_TOUCHED:
      return `${type}"triggerPrice":${rounded(order.triggerPrice)},"limitPrice":${rounded(order.limitPrice)},"triggerTouched":${order.triggerTouched ?? false},`;
    case COMBO_LEG_LIMIT:
      return `${type}"limitPrice":${(order.limitPrice ?? Decimal.zero).toJsonNumber()},`;
    default:
      return type;
  }
}

function symbolJson({ value, id, underlying }: HashedSymbol): string {
  const ticker = textJson(value);
  const below = underlying === undefined ? '' : `,"underlying":${symbolJson(underlying)}`;
  return `{"value":${ticker},"id":${textJson(id)},"permtick":${ticker}${below}}`;
}

function timeInForceJson(timeInForce: HashedTimeInForce): string {
  if (timeInForce.kind === 'GoodTilCanceled') return '{}';
  const type = `"$type":"QuantConnect.Orders.TimeInForces.${timeInForce.kind}TimeInForce"`;
  return timeInForce.kind === 'Day' ? `{${type}}` : `{${type},"Expiry":${timeJson(timeInForce.expiry, '')}}`;
}

/** The members of a broker's properties precede the common ones. */
function propertiesJson({ properties = {}, exchange, timeInForce }: HashedOrder): string {
  const own = Object.entries(properties).map(([name, value]) => `${textJson(name)}:${valueJson(value)},`);
  const route = exchange === undefined ? '' : `,"Exchange":${valueJson(exchange)}`;
  return `{${own.join('')}"timeInForce":${timeInForceJson(timeInForce)}${route}}`;
}

function submissionJson({ submission }: HashedOrder): string {
  if (submission === null) return 'null';
  const { bidPrice, askPrice, lastPrice } = submission;
  return `{"bidPrice":${bidPrice.toJsonNumber()},"askPrice":${askPrice.toJsonNumber()},"lastPrice":${lastPrice.toJsonNumber()}}`;
}

/** 0 buy, 1 sell, 2 hold. */
function direction(quantity: Decimal): number {
  if (quantity.sign > 0) return 0;
  return quantity.sign < 0 ? 1 : 2;
}

/** Whether the order takes liquidity: market orders, and limit orders that were marketable at submission. */
function isMarketable({ type, limitPrice, quantity, submission }: HashedOrder): boolean {
  if (type !== LIMIT) return type === 0 || type === COMBO_MARKET;
  if (submission === null || limitPrice === undefined) return false;
  const limit = limitPrice.smartRound();
  return quantity.sign > 0 ? limit.gte(submission.askPrice) : quantity.sign < 0 && limit.lte(submission.bidPrice);
}

function groupJson({ group }: HashedOrder): string {
  if (group === undefined) return '';
  const { id, quantity, count, limitPrice, orderIds } = group;
  return `"groupOrderManager":{"id":${id},"quantity":${quantity.toJsonNumber()},"count":${count},"limitPrice":${limitPrice.toJsonNumber()},"orderIds":[${orderIds.join(',')}],"direction":${direction(quantity)}},`;
}

function isCombo({ type }: HashedOrder): boolean {
  return type === COMBO_MARKET || type === COMBO_LIMIT || type === COMBO_LEG_LIMIT;
}

/** An order in LEAN's JSON form: the members of the derived class, then those of the base class, in declared order. */
export function orderJson(order: HashedOrder): string {
  const created = timeJson(order.timeUtc, 'Z');
  const price = order.price.smartRound();
  const quantity = order.quantity.normalize();
  const quantityJson = `"quantity":${quantity.toJsonNumber()},`;
  const brokerIds = (order.brokerIds ?? [String(order.id)]).map(textJson).join(',');
  return [
    '{',
    ownMembers(order),
    isCombo(order) ? quantityJson : '',
    `"id":${order.id},"contingentId":${order.contingentId ?? 0},"brokerId":[${brokerIds}],`,
    `"symbol":${symbolJson(order.symbol)},`,
    `"price":${price.toJsonNumber()},"priceCurrency":${textJson(order.priceCurrency)},`,
    `"time":${created},"createdTime":${created},`,
    optionalTime('lastFillTime', order.lastFillTimeUtc),
    optionalTime('lastUpdateTime', order.lastUpdateTimeUtc),
    optionalTime('canceledTime', order.canceledTimeUtc),
    isCombo(order) ? '' : quantityJson,
    `"status":${order.status},`,
    order.tag === null ? '' : `"tag":${textJson(order.tag)},`,
    `"properties":${propertiesJson(order)},`,
    `"securityType":${order.securityType},"direction":${direction(quantity)},`,
    `"value":${quantity.mul(price).toJsonNumber()},`,
    `"orderSubmissionData":${submissionJson(order)},"isMarketable":${isMarketable(order)},`,
    groupJson(order),
    `"priceAdjustmentMode":${order.priceAdjustmentMode}}`,
  ].join('');
}
