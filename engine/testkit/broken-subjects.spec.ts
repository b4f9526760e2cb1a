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
import { RISK_RULE_CASES } from './risk-rule-conformance.ts';
import { SERIES_SOURCE_CASES } from './series-source-conformance.ts';

/** What of a suite a subject does not do. */
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

/** The failures of a data source over five days. */
async function ofSource(create: () => DataSource): Promise<string[]> {
  return await failures(DATA_SOURCE_CASES, { create, held, broken: 'What is in memory is not broken.' });
}

describe('the suite of data sources', () => {
  it('finds rows out of order', async () => {
    expect(await ofSource(() => new MemoryDataSource({ AAA: days.toReversed() }, Resolution.Daily))).toContain(
      'hands out rows in the order of time, each within the days asked for',
    );
  });

  it('finds days that nobody asked for', async () => {
    class Generous extends MemoryDataSource {
      override open(request: RowRequest): ReturnType<MemoryDataSource['open']> {
        return super.open({ ...request, fromDate: 0, toDate: request.toDate + DAY * 100 });
      }
    }
    expect(await ofSource(() => new Generous({ AAA: days }, Resolution.Daily))).toEqual([
      'gives of fewer days the rows of those days',
    ]);
  });

  it('finds bars that cannot be', async () => {
    const bad = days.map((day) => ({ ...day, low: 11.5 }));
    expect(await ofSource(() => new MemoryDataSource({ AAA: bad }, Resolution.Daily))).toEqual([
      'has bars that can be',
    ]);
  });

  it('finds a source that throws for what it does not hold', async () => {
    class Strict extends MemoryDataSource {
      override open(request: RowRequest): ReturnType<MemoryDataSource['open']> {
        if (request.symbol.ticker !== 'AAA') throw new RangeError(request.symbol.ticker);
        return super.open(request);
      }
    }
    expect(await ofSource(() => new Strict({ AAA: days }, Resolution.Daily))).toEqual([
      'gives nothing for what it does not hold',
    ]);
  });

  it('finds a broken file that is passed over', async () => {
    const create = (): DataSource => new MemoryDataSource({ AAA: days }, Resolution.Daily);
    expect(await failures(DATA_SOURCE_CASES, { create, held, broken: create })).toEqual([
      'answers a broken file with a fault that says what to do',
    ]);
  });
});

describe('the suite of result writers', () => {
  async function ofFiles(files: (record: RunRecord) => ResultFile[]): Promise<string[]> {
    return await failures(RESULT_HANDLER_CASES, { create: (): ResultHandler => ({ files }) });
  }

  it('finds names that are the engine’s, lead elsewhere, or stand twice', async () => {
    const what = 'makes files with names of their own, in no folder';
    for (const name of ['../x.txt', 'a/b.txt', '.hidden.txt'])
      expect(await ofFiles(() => [{ name, content: '' }])).toEqual([what]);
    const file = { name: 'x.txt', content: '' };
    expect(await ofFiles(() => [file, file])).toEqual([what]);
  });

  it('finds a clock, a change of the run, and a want of orders', async () => {
    expect(await ofFiles(() => [{ name: 'x.txt', content: new Date().toISOString() }])).toEqual([
      'makes the same of the same run, whatever the clock says',
    ]);
    expect(
      await ofFiles((record) => {
        (record as { strategy: string }).strategy = 'mine';
        return [{ name: 'x.txt', content: '' }];
      }),
    ).toContain('leaves the run as it is');
    expect(await ofFiles(({ orders }) => [{ name: 'x.txt', content: orders[0].tag }])).toEqual([
      'writes a run without orders, an interrupted one and one with odd texts',
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
        'leaves orders alone whose price is out of reach',
        'decides nothing where there are no data yet',
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
      'fills a market order in its direction, at a price, and no more of it than there is',
    );
  });

  it('find fees without a currency, and fees that differ from asking to asking', async () => {
    const fees = (getOrderFee: FeeModel['getOrderFee']) =>
      failures(FEE_MODEL_CASES, { create: () => ({ getOrderFee }) });
    expect(await fees(() => ({ amount: Decimal.one, currency: '' }))).toContain(
      'charges an amount in a currency, whichever way and however much is ordered',
    );
    let count = 0;
    expect(await fees(() => ({ amount: Decimal.of(++count), currency: 'USD' }))).toContain(
      'charges the same again and leaves the order as it is',
    );
  });

  it('find slippage in favour of the order, and one that is no number', async () => {
    const moves = (amount: number) =>
      failures(SLIPPAGE_MODEL_CASES, { create: (): SlippageModel => ({ getSlippage: () => amount }) });
    expect(await moves(-0.01)).toContain('moves the price by a finite amount, never in favour of the order');
    expect(await moves(NaN)).toContain('moves nothing by what is no number where there are no data yet');
  });

  it('find settlement that loses cash', async () => {
    const losing: SettlementModel = {
      applyFunds(account, _security, _utc, currency, amount) {
        if (amount.sign < 0) account.addSettled(currency, amount);
      },
      scan() {},
    };
    expect(await failures(SETTLEMENT_MODEL_CASES, { create: () => losing })).toEqual(
      expect.arrayContaining(['loses nothing and invents nothing: all is settled in the end']),
    );
  });

  it('find buying power that refuses the way out, gives no sentence, or sizes what it refuses', async () => {
    class Closed extends SecurityMarginModel {
      override refusal(): string | undefined {
        return 'no';
      }
    }
    expect(await failures(BUYING_POWER_MODEL_CASES, { create: () => new Closed(2) })).toEqual(
      expect.arrayContaining([
        'lets a small order go, and gives whole sentences when it refuses',
        'lets go what closes a position',
        'sizes a target in whole lots, in its direction, so that it does not refuse it',
      ]),
    );
  });

  it('find rules that refuse without a sentence, and lend in a cash account', async () => {
    class Curt extends DefaultBrokerageModel {
      override refusalToSubmit(): string {
        return 'no';
      }

      override getLeverage(): number {
        return 4;
      }
    }
    expect(await failures(BROKERAGE_MODEL_CASES, { create: () => new Curt('cash') })).toEqual([
      'lends at least once what is there, and in a cash account no more',
      'takes an order, or refuses it with a whole sentence',
    ]);
  });
});

describe('the suite of risk rules', () => {
  const refusal = { code: 'LIMIT', value: 1, limit: 0, message: 'It is too much.' };

  it('finds a rule that does not let a position be closed', async () => {
    const create = (): RiskRule => ({ id: 'never', check: () => refusal });
    expect(await failures(RISK_RULE_CASES, { create })).toEqual([
      'does not refuse for want of data',
      'lets a position be closed',
    ]);
  });

  it('finds refusals without a sentence and rules that change their minds', async () => {
    let count = 0;
    const create = (): RiskRule => ({
      id: 'fickle',
      check: (order, context) =>
        Number.isNaN(context.orderValue(order)) || order.quantity < 0 || count++ % 2 === 0
          ? undefined
          : { ...refusal, message: 'no' },
    });
    expect(await failures(RISK_RULE_CASES, { create })).toEqual([
      'refuses with a code in capitals, numbers and a sentence',
      'gives the same answer to the same question',
    ]);
  });
});

describe('the suite of series sources', () => {
  const columns = { value: new Float64Array([1, 2]), asOf: new Float64Array([1, 2]) };

  it('finds rows out of order and a source that does not throw', async () => {
    const create = (): SeriesSource => ({ read: () => ({ ...columns, publishedAt: new Float64Array([3, 2]) }) });
    expect(await failures(SERIES_SOURCE_CASES, { create, broken: create })).toEqual([
      'has columns that fit together, in the order of publication',
      'refuses what cannot be read with a whole sentence',
    ]);
  });

  it('finds a source that reads something else each time', async () => {
    let count = 0;
    const create = (): SeriesSource => ({
      read: () => ({ ...columns, publishedAt: new Float64Array([2, 3 + count++]) }),
    });
    const broken = (): SeriesSource => ({
      read: () => {
        throw new EngineError(DATA_ERRORS.BAD_SERIES, 'The series is broken.');
      },
    });
    expect(await failures(SERIES_SOURCE_CASES, { create, broken })).toEqual(['reads the same again']);
  });
});
