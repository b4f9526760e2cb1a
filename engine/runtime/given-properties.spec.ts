import { describe, expect, it } from 'vitest';
import { SymbolPropertiesDatabase } from '../data/symbol-properties.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import type { Algorithm } from './algorithm.ts';
import type { Security } from '../securities/security.ts';

const DAY = 86_400_000;
const times = starts('2024-03-04', '2024-03-08', DAY);
const market = (ticker: string) =>
  new MemoryMarket({
    series: [{ ticker, resolution: Resolution.Daily, rows: tradeColumns(times.map((time) => [time, 100])) }],
  });

async function added(
  ticker: string,
  add: (algorithm: Algorithm) => Security,
  symbolProperties = SymbolPropertiesDatabase.fromText(),
): Promise<Security> {
  let security: Security | undefined;
  const initialize = (algorithm: Algorithm): void => void (security = add(algorithm));
  await runScript(market(ticker), { initialize }, { start: '2024-03-04', end: '2024-03-07', symbolProperties });
  return security as Security;
}

const resolution = Resolution.Daily;
const shown = ({ properties, baseCurrency }: Security): unknown[] => [
  baseCurrency?.symbol,
  properties.quoteCurrency,
  properties.lotSize.toNumber(),
  properties.minimumPriceVariation.toNumber(),
  properties.contractMultiplier.toNumber(),
];

describe('a pair that is not in the tables', () => {
  it.each<[string, (algorithm: Algorithm) => Security]>([
    ['FOOUSDT', (own) => own.addCrypto('FOOUSDT', { resolution, market: 'binance' })],
    ['BTCFOO', (own) => own.addCrypto('BTCFOO', { resolution })],
    ['EURFOO', (own) => own.addForex('EURFOO', { resolution })],
    ['WHEATUSD', (own) => own.addCfd('WHEATUSD', { resolution })],
  ])('is refused with what to do: %s', async (ticker, add) => {
    await expect(added(ticker, add)).rejects.toMatchObject({
      code: 'RUN_UNKNOWN_PROPERTIES',
      message: expect.stringMatching(
        `^Nothing is known of the \\w+ ${ticker} on the market .*symbol-properties-database.csv.*properties: \\{`,
      ) as string,
    });
  });

  it('uses the properties that the strategy gives', async () => {
    const properties = { quoteCurrency: 'usdt', lotSize: 0.5, minimumPriceVariation: 0.25, contractMultiplier: 10 };
    const security = await added('FOOUSDT', (own) =>
      own.addCrypto('FOOUSDT', { resolution, market: 'binance', properties }),
    );
    expect(shown(security)).toEqual(['FOO', 'USDT', 0.5, 0.25, 10]);
  });

  it('uses a row of the data folder, which may set some properties and leave the others unchanged', async () => {
    const database = SymbolPropertiesDatabase.fromText(
      'market,symbol,type\nkraken,FOOUSDT,crypto,Foo,USDT,1,0.001,0.01\n',
    );
    const security = await added(
      'FOOUSDT',
      (own) => own.addCrypto('FOOUSDT', { resolution, market: 'kraken' }),
      database,
    );
    expect(shown(security)).toEqual(['FOO', 'USDT', 0.01, 0.001, 1]);
  });

  it.each([{ lotSize: 0 }, { minimumPriceVariation: -1 }, { contractMultiplier: NaN }])('refuses %j', async (wrong) => {
    const properties = { quoteCurrency: 'USD', lotSize: 1, minimumPriceVariation: 1, ...wrong };
    await expect(added('FOOUSD', (own) => own.addCrypto('FOOUSD', { resolution, properties }))).rejects.toMatchObject({
      code: 'RUN_UNKNOWN_PROPERTIES',
    });
  });
});

it('a strategy can override some of the known properties', async () => {
  const security = await added('BTCUSD', (own) =>
    own.addCrypto('BTCUSD', { resolution, properties: { lotSize: 0.25 } }),
  );
  expect(shown(security)).toEqual(['BTC', 'USD', 0.25, 0.01, 1]);
});

describe('the built-in tables', () => {
  const database = SymbolPropertiesDatabase.fromText();

  it.each(['coinbase', 'binance', 'binanceus', 'kraken', 'bitfinex', 'bybit'])(
    'contain the common coins of %s',
    (name) => {
      const tickers = database.tickers(name, SecurityType.Crypto);
      expect(tickers.length).toBeGreaterThan(50);
      for (const ticker of tickers) {
        const { quoteCurrency, lotSize, minimumPriceVariation } = database.get(
          name,
          ticker,
          SecurityType.Crypto,
          'XXX',
        );
        expect(ticker.endsWith(quoteCurrency), ticker).toBe(true);
        expect([lotSize.sign, minimumPriceVariation.sign]).toEqual([1, 1]);
      }
    },
  );

  it('contain the common currency pairs', () => {
    const step = (ticker: string): number =>
      database.get('oanda', ticker, SecurityType.Forex, 'XXX').minimumPriceVariation.toNumber();
    expect(database.tickers('oanda', SecurityType.Forex).length).toBeGreaterThan(70);
    expect(['EURUSD', 'USDJPY', 'EURHUF', 'USDKRW'].map(step)).toEqual([0.00001, 0.001, 0.001, 0.01]);
  });
});
