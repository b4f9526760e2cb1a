import { BarSizeSetting, EventName, TickByTickDataType, WhatToShow } from '@stoqey/ib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '../clock.ts';
import { guardLoopback, type LoopbackGuard } from '../loopback.ts';
import { closeCleanly, contract, order, startPeer, TestClient } from './client.ts';
import type { TwsPeer } from './tws-peer.ts';

let guard: LoopbackGuard;
let peer: TwsPeer;
let clock: VirtualClock;
let client: TestClient;

beforeAll(() => (guard = guardLoopback()));
afterAll(() => guard.restore());
beforeEach(async () => {
  ({ peer, clock } = await startPeer());
  client = new TestClient(peer.port);
  await client.connect();
});
afterEach(async () => {
  client.close();
  await closeCleanly(peer, clock);
});

describe('contracts', () => {
  it('are found by symbol or id, and decode', async () => {
    client.api.reqContractDetails(1, contract('AAPL'));
    client.api.reqContractDetails(2, { conId: 272093 });
    client.api.reqContractDetails(3, contract('NONE'));
    await client.next(EventName.error);
    const [apple, microsoft] = client.all(EventName.contractDetails).map(([, details]) => details);
    expect(apple).toMatchObject({
      contract: { symbol: 'AAPL', conId: 265598, primaryExch: 'NASDAQ', currency: 'USD' },
      minTick: 0.01,
      minSize: 1,
      stockType: 'COMMON',
      timeZoneId: 'US/Eastern',
    });
    expect(microsoft).toMatchObject({ contract: { symbol: 'MSFT' } });
    expect(client.errors).toEqual([[3, 200]]);
  });
});

describe('the account', () => {
  it('reports values, positions and what changes them', async () => {
    client.api.reqAccountUpdates(true, 'DU1234567');
    client.api.reqPositions();
    client.api.reqAccountSummary(8, 'All', 'NetLiquidation,BuyingPower');
    await client.next(EventName.accountSummaryEnd);
    expect(client.all(EventName.accountSummary).map(([, , tag, value]) => [tag, value])).toEqual([
      ['NetLiquidation', '100000.00'],
      ['BuyingPower', '400000.00'],
    ]);
    expect(client.all(EventName.position)).toEqual([]);
    client.api.placeOrder(1, contract('AAPL'), order('BUY', 10, 'MKT'));
    const { values } = await client.next(EventName.position);
    expect([values[0], values[2], values[3]]).toEqual(['DU1234567', 10, 100.01]);
    const { values: portfolio } = await client.next(EventName.updatePortfolio);
    expect(portfolio.slice(1, 5)).toEqual([10, 100, 1000, 100.01]);
    expect(client.all(EventName.updateAccountValue)).toContainEqual(['NetLiquidation', '99998.90', 'USD', 'DU1234567']);
    client.api.placeOrder(2, contract('AAPL'), order('SELL', 10, 'MKT'));
    expect((await client.next(EventName.position, 2)).values[2]).toBe(0);
    client.api.reqPnL(9, 'DU1234567', '');
    await client.next(EventName.pnl);
    expect(client.errors).toEqual([]);
  });
});

describe('market data', () => {
  it('comes as ticks of price and size, of a subscription or once', async () => {
    client.api.reqMktData(1, contract('AAPL'), '', false, false);
    client.api.reqMktData(2, contract('MSFT'), '', true, false);
    await client.next(EventName.tickSnapshotEnd);
    expect(client.all(EventName.tickPrice).map((values) => values.slice(0, 3))).toEqual([
      [1, 1, 99.99],
      [1, 2, 100.01],
      [1, 4, 100],
      [2, 1, 199.99],
      [2, 2, 200.01],
      [2, 4, 200],
    ]);
    peer.market.trade('AAPL', '100.5', '7');
    await client.next(EventName.tickPrice, 7);
    expect(client.all(EventName.tickSize)).toContainEqual([1, 5, 7]);
    peer.market.setHalted('AAPL', true);
    expect((await client.next(EventName.tickGeneric)).values).toEqual([1, 49, 1]);
    client.api.cancelMktData(1);
    client.api.cancelMktData(1);
    await client.next(EventName.error);
    expect(client.errors).toEqual([[1, 300]]);
  });

  it('has limits and permissions', async () => {
    peer.marketDataLines = 1;
    client.api.reqMktData(1, contract('AAPL'), '', false, false);
    client.api.reqMktData(1, contract('AAPL'), '', false, false);
    client.api.reqMktData(2, contract('AAPL'), '', false, false);
    await client.next(EventName.error, 2);
    peer.marketDataLines = 5;
    peer.hasMarketData = false;
    client.api.reqMktData(3, contract('AAPL'), '', false, false);
    await client.next(EventName.error, 3);
    expect(client.errors).toEqual([
      [1, 102],
      [2, 101],
      [3, 354],
    ]);
    client.api.reqMarketDataType(3);
    client.api.reqMktData(3, contract('AAPL'), '', false, false);
    expect((await client.next(EventName.marketDataType, 2)).values).toEqual([3, 3]);
  });

  it('comes tick by tick and as bars of five seconds', async () => {
    client.api.reqTickByTickData(1, contract('AAPL'), TickByTickDataType.AllLast, 0, false);
    client.api.reqTickByTickData(2, contract('AAPL'), TickByTickDataType.BidAsk, 0, false);
    client.api.reqRealTimeBars(3, contract('AAPL'), 5, WhatToShow.TRADES, true);
    client.api.reqCurrentTime();
    await client.next(EventName.currentTime);
    peer.market.move('AAPL', '101');
    clock.advance(10_000);
    await client.next(EventName.realtimeBar, 2);
    expect(client.all(EventName.tickByTickAllLast)[0]?.slice(0, 5)).toEqual([1, 2, '1773151200', 101, 100]);
    expect(client.all(EventName.tickByTickBidAsk)[0]?.slice(0, 4)).toEqual([2, '1773151200', 100.99, 101.01]);
    expect(client.all(EventName.realtimeBar).map(([, time, open]) => [time, open])).toEqual([
      [1_773_151_200, 101],
      [1_773_151_205, 101],
    ]);
  });
});

describe('history', () => {
  const request = (reqId: number, duration = '1 D', keepsUpToDate = false, symbol = 'AAPL'): void =>
    void client.api.reqHistoricalData(
      reqId,
      contract(symbol),
      '',
      duration,
      BarSizeSetting.MINUTES_ONE,
      WhatToShow.TRADES,
      1,
      2,
      keepsUpToDate,
    );

  it('answers bars, and keeps them up to date', async () => {
    clock.advance(60_000);
    peer.market.move('AAPL', '101');
    peer.market.move('AAPL', '99');
    clock.advance(60_000);
    request(1, '1 D', true);
    await client.next(EventName.historicalData, 3);
    expect(client.all(EventName.historicalData).map((values) => values.slice(0, 6))).toEqual([
      [1, '1773151200', 100, 100, 100, 100],
      [1, '1773151260', 101, 101, 99, 99],
      [1, expect.stringMatching(/^finished/), -1, -1, -1, -1],
    ]);
    peer.market.move('AAPL', '102');
    expect((await client.next(EventName.historicalDataUpdate)).values.slice(0, 6)).toEqual([
      1,
      '1773151320',
      102,
      102,
      102,
      102,
    ]);
  });

  it('has a pace: an equal request within 15 seconds and a sixth within 2 are refused', async () => {
    clock.advance(60_000);
    request(1);
    request(2);
    for (let id = 3; id < 8; id += 1) request(id, `${id} D`);
    await client.next(EventName.error, 2);
    expect(client.errors).toEqual([
      [2, 162],
      [7, 162],
    ]);
    clock.advance(15_000);
    request(8);
    await client.next(EventName.historicalData, 12);
    expect(client.all(EventName.historicalData).at(-1)?.[0]).toBe(8);
  });

  it('says when there is none', async () => {
    request(1, '1 D', false, 'MSFT');
    request(2, '1 X');
    await client.next(EventName.error, 2);
    expect(client.errors).toEqual([
      [1, 162],
      [2, 321],
    ]);
  });
});
