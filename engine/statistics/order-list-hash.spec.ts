import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { orderJson } from './order-json.ts';
import type { HashedOrder } from './order-json.ts';
import { orderListHash } from './order-list-hash.ts';

const d = (text: string): Decimal => Decimal.parse(text);

function order(changes: Partial<HashedOrder> = {}): HashedOrder {
  return {
    id: 1,
    type: 0,
    symbol: { value: 'SPY', id: 'SPY R735QTJ8XC9X' },
    securityType: 1,
    price: d('144.77307790400'),
    priceCurrency: 'USD',
    timeUtc: Date.UTC(2013, 9, 7, 13, 31),
    quantity: d('688.00'),
    status: 3,
    tag: '',
    timeInForce: { kind: 'GoodTilCanceled' },
    submission: { bidPrice: d('144.7'), askPrice: d('144.9'), lastPrice: d('144.77307790400') },
    priceAdjustmentMode: 1,
    ...changes,
  };
}

/** The text before `"id"`. */
function head(changes: Partial<HashedOrder>): string {
  const json = orderJson(order(changes));
  return json.slice(0, json.indexOf('"id":1,"contingentId"'));
}

describe('orderJson', () => {
  it('writes all members in declared order', () => {
    expect(orderJson(order({ lastFillTimeUtc: Date.UTC(2013, 9, 7, 13, 31, 0, 250) }))).toBe(
      '{"type":0,"id":1,"contingentId":0,"brokerId":["1"],' +
        '"symbol":{"value":"SPY","id":"SPY R735QTJ8XC9X","permtick":"SPY"},"price":144.7731,"priceCurrency":"USD",' +
        '"time":"2013-10-07T13:31:00Z","createdTime":"2013-10-07T13:31:00Z","lastFillTime":"2013-10-07T13:31:00.25Z",' +
        '"quantity":688.0,"status":3,"tag":"","properties":{"timeInForce":{}},"securityType":1,"direction":0,' +
        '"value":99603.8928,"orderSubmissionData":{"bidPrice":144.7,"askPrice":144.9,"lastPrice":144.77307790400},' +
        '"isMarketable":true,"priceAdjustmentMode":1}',
    );
  });

  it('puts the members of the order type first', () => {
    const prices = {
      limitPrice: d('100.10'),
      stopPrice: d('1234.56785'),
      triggerPrice: d('99'),
      trailingAmount: d('0.05'),
    };
    expect(head({ ...prices, type: 1 })).toBe('{"limitPrice":100.1,"type":1,');
    expect(head({ ...prices, type: 2 })).toBe('{"stopPrice":1234.5678,"type":2,');
    expect(head({ ...prices, type: 3, stopTriggered: true })).toBe(
      '{"stopPrice":1234.5678,"stopTriggered":true,"limitPrice":100.1,"type":3,',
    );
    expect(head({ ...prices, type: 4 })).toBe('{"type":4,');
    expect(head({ ...prices, type: 7 })).toBe(
      '{"type":7,"triggerPrice":99.0,"limitPrice":100.1,"triggerTouched":false,',
    );
    expect(head({ ...prices, type: 11, trailingAsPercentage: true })).toBe(
      '{"trailingAmount":0.05,"trailingAsPercentage":true,"type":11,"stopPrice":1234.5678,',
    );
  });

  it('moves the quantity of combo orders to the front and adds their group', () => {
    const group = { id: 1, quantity: d('-2'), count: 2, limitPrice: d('1.90'), orderIds: [1, 2] };
    const json = orderJson(order({ type: 10, limitPrice: d('1.50'), group }));
    expect(json.startsWith('{"type":10,"limitPrice":1.50,"quantity":688.0,"id":1,')).toBe(true);
    expect(json).toContain(
      '"groupOrderManager":{"id":1,"quantity":-2.0,"count":2,"limitPrice":1.90,"orderIds":[1,2],"direction":1},"priceAdjustmentMode"',
    );
    expect(json.match(/"quantity":688/g)).toHaveLength(1);
  });

  it("writes times in force, and a broker's own properties before them", () => {
    expect(orderJson(order({ timeInForce: { kind: 'Day' } }))).toContain(
      '"properties":{"timeInForce":{"$type":"QuantConnect.Orders.TimeInForces.DayTimeInForce"}}',
    );
    const expiry = Date.UTC(2013, 9, 10);
    const properties = { PostOnly: true, Account: null };
    const exchange = { Code: 'NSE', SecurityTypes: [1] };
    expect(orderJson(order({ timeInForce: { kind: 'GoodTilDate', expiry }, properties, exchange }))).toContain(
      '"properties":{"PostOnly":true,"Account":null,"timeInForce":{"$type":"QuantConnect.Orders.TimeInForces.GoodTilDateTimeInForce",' +
        '"Expiry":"2013-10-10T00:00:00"},"Exchange":{"Code":"NSE","SecurityTypes":[1]}}',
    );
  });

  it('omits times that never occurred', () => {
    const json = orderJson(order({ tag: null, submission: null, brokerIds: [], canceledTimeUtc: NaN }));
    expect(json).toContain('"brokerId":[],');
    expect(json).toContain('"orderSubmissionData":null,');
    expect(json).not.toMatch(/"tag"|canceledTime|lastUpdateTime|groupOrderManager/);
  });

  it('escapes texts, and writes the underlying of an option', () => {
    const underlying = { value: 'GOOG', id: 'GOOCV VP83T1ZUHROL' };
    const json = orderJson(order({ tag: 'a "b"\n\u2028', symbol: { value: 'G', id: 'X', underlying } }));
    expect(json).toContain(String.raw`"tag":"a \"b\"\n\u2028"`);
    expect(json).toContain('"permtick":"G","underlying":{"value":"GOOG","id":"GOOCV VP83T1ZUHROL","permtick":"GOOG"}}');
  });

  it('says which limit orders took liquidity', () => {
    const marketable = (quantity: string, limitPrice: string): boolean =>
      orderJson(order({ type: 1, quantity: d(quantity), limitPrice: d(limitPrice) })).includes('"isMarketable":true');
    expect(marketable('1', '144.9')).toBe(true);
    expect(marketable('1', '144.89')).toBe(false);
    expect(marketable('-1', '144.7')).toBe(true);
    expect(marketable('-1', '144.71')).toBe(false);
    expect(marketable('0', '144.71')).toBe(false);
  });
});

describe('orderListHash', () => {
  it('is the hash of an empty text without orders', () => {
    expect(orderListHash([])).toBe('d41d8cd98f00b204e9800998ecf8427e');
  });

  it('does not depend on the order of the list', () => {
    const orders = [order(), order({ id: 2, quantity: d('-5') })];
    expect(orderListHash(orders.toReversed())).toBe(orderListHash(orders));
    expect(orderListHash(orders)).not.toBe(orderListHash([orders[0]]));
  });
});
