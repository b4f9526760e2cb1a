import { describe, expect, it } from 'vitest';
import type { DataSource, RowRequest } from '../api/data-source.ts';
import type { ResultFile, ResultHandler, RunRecord } from '../api/result-handler.ts';
import type { FeeModel, FillContext, FillModel, SettlementModel, SlippageModel } from '../api/security-models.ts';
import { TickType } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { DefaultBrokerageModel } from '../transactions/models/brokerage/default-brokerage-model.ts';
import { SecurityMarginModel } from '../transactions/models/buying-power/security-margin-model.ts';
import { EquityFillModel } from '../transactions/models/fill/equity-fill-model.ts';
import type { OrderView } from '../api/order-view.ts';
import type { ExitRule } from '../api/exit-rule.ts';
import type { SizingModel } from '../api/sizing-model.ts';
import type { RiskRule } from '../api/risk-rule.ts';
import type { SeriesSource } from '../api/series-source.ts';
import { DATA_ERRORS } from '../data/errors.ts';
import { EngineError } from '../model/engine-error.ts';
import { BROKERAGE_MODEL_CASES, BUYING_POWER_MODEL_CASES, SETTLEMENT_MODEL_CASES } from './account-conformance.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { DATA_SOURCE_CASES } from './data-source-conformance.ts';
import { MemoryDataSource } from './memory-data-source.ts';
import { FEE_MODEL_CASES, FILL_MODEL_CASES, SLIPPAGE_MODEL_CASES } from './model-conformance.ts';
import { RESULT_HANDLER_CASES } from './result-handler-conformance.ts';
import { EXIT_RULE_CASES } from './exit-rule-conformance.ts';
import { LIVE_FEED_CASES } from './live-feed-conformance.ts';
import { MemoryLiveFeed } from './memory-live-feed.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { SIZING_MODEL_CASES } from './sizing-model-conformance.ts';
import { RISK_RULE_CASES } from './risk-rule-conformance.ts';
import { SERIES_SOURCE_CASES } from './series-source-conformance.ts';

/** The titles of the cases of a suite that a subject fails. */
async function failures<Subject>(cases: SuiteCases<Subject>, subject: Subject): Promise<string[]> {
  const failed: string[] = [];
  for (const [what, test] of Object.entries(cases)) {
    try {
      await test(subject);
    } catch {
      failed.push(what);
    }
  }
  return failed;
}

const DAY = 86_400_000;
const FIRST = Date.UTC(2004, 0, 2);
const prices = { open: 10, high: 12, low: 9, close: 11, volume: 5 };
const days = [0, 1, 2, 3, 4].map((day) => ({ time: FIRST + day * DAY, ...prices }));
const held = {
  symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA TEST'),
  resolution: Resolution.Daily,
  tickType: TickType.Trade,
  fromDate: FIRST,
  toDate: FIRST + 4 * DAY,
};

/** The failed cases of a data source with five days. */
async function ofSource(create: () => DataSource): Promise<string[]> {
  return await failures(DATA_SOURCE_CASES, { create, held, broken: 'Data in memory cannot be broken.' });
}

describe('the suite of data sources', () => {
  it('finds rows out of order', async () => {
    expect(await ofSource(() => new MemoryDataSource({ AAA: days.toReversed() }, Resolution.Daily))).toContain(
      'returns rows in chronological order, each within the requested days',
    );
  });

  it('finds days outside the request', async () => {
    class Generous extends MemoryDataSource {
      override open(request: RowRequest): ReturnType<MemoryDataSource['open']> {
        return super.open({ ...request, fromDate: 0, toDate: request.toDate + DAY * 100 });
      }
    }
    expect(await ofSource(() => new Generous({ AAA: days }, Resolution.Daily))).toEqual([
      'returns for fewer days the rows of those days',
    ]);
  });

  it('finds invalid bars', async () => {
    const bad = days.map((day) => ({ ...day, low: 11.5 }));
    expect(await ofSource(() => new MemoryDataSource({ AAA: bad }, Resolution.Daily))).toEqual(['returns valid bars']);
  });

  it('finds a source that throws for series that it does not have', async () => {
    class Strict extends MemoryDataSource {
      override open(request: RowRequest): ReturnType<MemoryDataSource['open']> {
        if (request.symbol.ticker !== 'AAA') throw new RangeError(request.symbol.ticker);
        return super.open(request);
      }
    }
    expect(await ofSource(() => new Strict({ AAA: days }, Resolution.Daily))).toEqual([
      'returns nothing for series that it does not have',
    ]);
  });

  it('finds a broken file that is ignored', async () => {
    const create = (): DataSource => new MemoryDataSource({ AAA: days }, Resolution.Daily);
    expect(await failures(DATA_SOURCE_CASES, { create, held, broken: create })).toEqual([
      'reports a broken file by a fault that says what to do',
    ]);
  });
});

describe('the suite of result writers', () => {
  async function ofFiles(files: (record: RunRecord) => ResultFile[]): Promise<string[]> {
    return await failures(RESULT_HANDLER_CASES, { create: (): ResultHandler => ({ files }) });
  }

  it('finds names that belong to the engine, lead outside the folder, or are used twice', async () => {
    const what = 'writes files with unique names, outside folders';
    for (const name of ['../x.txt', 'a/b.txt', '.hidden.txt'])
      expect(await ofFiles(() => [{ name, content: '' }])).toEqual([what]);
    const file = { name: 'x.txt', content: '' };
    expect(await ofFiles(() => [file, file])).toEqual([what]);
  });

  it('finds use of the clock, changes to the run, and a dependence on orders', async () => {
    expect(await ofFiles(() => [{ name: 'x.txt', content: new Date().toISOString() }])).toEqual([
      'writes the same for the same run, regardless of the clock',
    ]);
    expect(
      await ofFiles((record) => {
        (record as { strategy: string }).strategy = 'mine';
        return [{ name: 'x.txt', content: '' }];
      }),
    ).toContain('does not change the run');
    expect(await ofFiles(({ orders }) => [{ name: 'x.txt', content: orders[0].tag }])).toEqual([
      'writes a run without orders, an interrupted run and a run with unusual texts',
    ]);
  });
});

describe('the suites of models', () => {
  it('find fills beyond the order, on the wrong side of a limit, and without data', async () => {
    const fills = (fill: (order: OrderView, context: FillContext) => void) =>
      failures(FILL_MODEL_CASES, {
        create: (): FillModel => ({ fill: (_security, order, context) => fill(order, context) }),
      });
    const always = await fills((order, context) => {
      context.quantity = order.quantity;
      context.price = 1000;
    });
    expect(always).toEqual(
      expect.arrayContaining([
        'fills a limit order at its price or a better one',
        'does not fill orders whose price is not reached',
        'does not fill while there are no data',
      ]),
    );
    const inner = new EquityFillModel();
    const turned: FillModel = {
      fill(security, order, context) {
        inner.fill(security, order, context);
        context.quantity = -context.quantity;
      },
    };
    expect(await failures(FILL_MODEL_CASES, { create: () => turned })).toContain(
      'fills a market order in its direction, at a price, up to its quantity',
    );
  });

  it('find fees without a currency, and fees that differ between calls', async () => {
    const fees = (getOrderFee: FeeModel['getOrderFee']) =>
      failures(FEE_MODEL_CASES, { create: () => ({ getOrderFee }) });
    expect(await fees(() => ({ amount: Decimal.one, currency: '' }))).toContain(
      'charges an amount in a currency for any direction and quantity',
    );
    let count = 0;
    expect(await fees(() => ({ amount: Decimal.of(++count), currency: 'USD' }))).toContain(
      'charges the same for the same order and does not change it',
    );
  });

  it('find slippage in favour of the order, and slippage that is NaN', async () => {
    const moves = (amount: number) =>
      failures(SLIPPAGE_MODEL_CASES, { create: (): SlippageModel => ({ getSlippage: () => amount }) });
    expect(await moves(-0.01)).toContain('changes the price by a finite amount, never in favour of the order');
    expect(await moves(NaN)).toContain('does not return NaN while there are no data');
  });

  it('find settlement that loses cash', async () => {
    const losing: SettlementModel = {
      applyFunds(account, _security, _utc, currency, amount) {
        if (amount.sign < 0) account.addSettled(currency, amount);
      },
      scan() {},
    };
    expect(await failures(SETTLEMENT_MODEL_CASES, { create: () => losing })).toEqual(
      expect.arrayContaining(['conserves cash, all of which is settled in the end']),
    );
  });

  it('find buying power that rejects closing orders, gives no sentence, or sizes targets that it rejects', async () => {
    class Closed extends SecurityMarginModel {
      override refusal(): string | undefined {
        return 'no';
      }
    }
    expect(await failures(BUYING_POWER_MODEL_CASES, { create: () => new Closed(2) })).toEqual(
      expect.arrayContaining([
        'accepts a small order, and rejects with whole sentences',
        'accepts an order that closes a position',
        'sizes a target in whole lots, in its direction, to a quantity that it accepts',
      ]),
    );
  });

  it('find models that reject without a sentence, or offer leverage in a cash account', async () => {
    class Curt extends DefaultBrokerageModel {
      override refusalToSubmit(): string {
        return 'no';
      }

      override getLeverage(): number {
        return 4;
      }
    }
    expect(await failures(BROKERAGE_MODEL_CASES, { create: () => new Curt('cash') })).toEqual([
      'offers a leverage of at least 1, and of exactly 1 in a cash account',
      'accepts an order, or rejects it with a whole sentence',
    ]);
  });
});

describe('the suite of risk rules', () => {
  const refusal = { code: 'LIMIT', value: 1, limit: 0, message: 'It is too much.' };

  it('finds a rule that does not allow closing a position', async () => {
    const create = (): RiskRule => ({ id: 'never', check: () => refusal });
    expect(await failures(RISK_RULE_CASES, { create })).toEqual([
      'does not reject for lack of data',
      'allows closing a position',
    ]);
  });

  it('finds rejections without a sentence and rules with inconsistent results', async () => {
    let count = 0;
    const create = (): RiskRule => ({
      id: 'fickle',
      check: (order, context) =>
        Number.isNaN(context.orderValue(order)) || order.quantity < 0 || count++ % 2 === 0
          ? undefined
          : { ...refusal, message: 'no' },
    });
    expect(await failures(RISK_RULE_CASES, { create })).toEqual([
      'rejects with a code in capitals, numbers and a sentence',
      'gives the same result for the same order',
    ]);
  });
});

describe('the suites of exit rules and sizing models', () => {
  it('find a stop on the wrong side, and a rule that closes positions for lack of data', async () => {
    const create = (): ExitRule => ({
      id: 'wrong',
      stopPrice: ({ entryPrice, side }) => entryPrice * (1 + side),
      closeReason: ({ past }) => (past.seriesValue('mood') > 0 ? undefined : 'no mood'),
    });
    expect(await failures(EXIT_RULE_CASES, { create })).toEqual([
      'has its stop on the losing side of the best price and its target on the winning side of the entry',
      'has no price and closes nothing for lack of data',
    ]);
  });

  it('find a model that sizes up for lack of data', async () => {
    const create = (): SizingModel => ({
      id: 'bold',
      size: ({ stopPrice }) => ({ share: stopPrice === undefined ? 1 : 0.1, note: '' }),
    });
    expect(await failures(SIZING_MODEL_CASES, { create })).toEqual([
      'does not size up for lack of data, and says what it lacks',
    ]);
  });
});

describe('the suite of series sources', () => {
  const columns = { value: new Float64Array([1, 2]), asOf: new Float64Array([1, 2]) };

  it('finds rows out of order and a source that does not throw', async () => {
    const create = (): SeriesSource => ({ read: () => ({ ...columns, publishedAt: new Float64Array([3, 2]) }) });
    expect(await failures(SERIES_SOURCE_CASES, { create, broken: create })).toEqual([
      'has consistent columns in the order of publication',
      'rejects unreadable input with a whole sentence',
    ]);
  });

  it('finds a source that reads different rows each time', async () => {
    let count = 0;
    const create = (): SeriesSource => ({
      read: () => ({ ...columns, publishedAt: new Float64Array([2, 3 + count++]) }),
    });
    const broken = (): SeriesSource => ({
      read: () => {
        throw new EngineError(DATA_ERRORS.BAD_SERIES, 'The series is broken.');
      },
    });
    expect(await failures(SERIES_SOURCE_CASES, { create, broken })).toEqual(['reads the same rows again']);
  });
});

describe('the suite of live feeds', () => {
  const minute = 60_000;
  const bar = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
  const bars = { SPY: [0, 1, 2, 3].map((index) => ({ ...bar, time: index * minute })) };
  const subscription = {
    id: 1,
    symbol: new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY'),
    resolution: Resolution.Minute,
    tickType: TickType.Trade,
    extendedMarketHours: false,
  };
  const subjectOf = (create: () => MemoryLiveFeed) => ({ create, subscription, fromUtc: 0, toUtc: 4 * minute });

  it('passes a feed that keeps the contract', async () => {
    const create = (): MemoryLiveFeed => new MemoryLiveFeed(bars, new SimulatedClock(0));
    expect(await failures(LIVE_FEED_CASES, subjectOf(create))).toEqual([]);
  });

  it('finds a feed that repeats the row at a seam and subscribes to anything', async () => {
    class Repeating extends MemoryLiveFeed {
      override async subscribe(): Promise<boolean> {
        return true;
      }

      override history(
        wish: typeof subscription,
        fromUtc: number,
        toUtc: number,
      ): ReturnType<MemoryLiveFeed['history']> {
        return super.history(wish, fromUtc - minute, toUtc);
      }
    }
    const create = (): MemoryLiveFeed => new Repeating(bars, new SimulatedClock(0));
    expect(await failures(LIVE_FEED_CASES, subjectOf(create))).toEqual([
      'neither loses nor repeats a row where one span ends and the next begins',
      'subscribes to what it has, and says what it does not have',
    ]);
  });
});
