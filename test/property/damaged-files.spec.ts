import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resolution, SecurityType, TickType } from 'tradewright';
import { RecordLog } from 'tradewright/plugin';
import { MemoryLogFile, sampleRun } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { ColumnCache } from '../../engine/data/column-cache.ts';
import { CsvFolder } from '../../engine/data/formats/csv-folder.ts';
import { parseFactorFile, parseMapFile } from '../../engine/data/formats/lean-auxiliary-files.ts';
import { leanRowFormat } from '../../engine/data/formats/lean-row-format.ts';
import { parseLeanRows } from '../../engine/data/formats/lean-rows.ts';
import { readLeanZip } from '../../engine/data/formats/lean-zip.ts';
import { writeZip } from '../../engine/data/formats/zip-writer.ts';
import { SymbolPropertiesDatabase } from '../../engine/data/symbol-properties.ts';
import { LeanMarketHoursDatabase } from '../../engine/data/time/lean-market-hours.ts';
import { buildPlan } from '../../engine/host/build-plan.ts';
import { LiveFolder } from '../../engine/host/live/live-folder.ts';
import { openProject } from '../../engine/host/project.ts';
import { compareRuns } from '../../engine/host/results/compare-runs.ts';
import { readRun } from '../../engine/host/results/stored-run.ts';
import { Journal } from '../../engine/live/journal.ts';
import type { RowColumns } from '../../engine/model/columns.ts';
import { Decimal } from '../../engine/model/decimal.ts';
import { PaperAccount } from '../../plugins/brokerage-paper/paper-account.ts';
import { CsvResultHandler } from '../../plugins/results-files/csv-files.ts';
import { JsonResultHandler } from '../../plugins/results-files/result-json.ts';
import { reportPage } from '../../plugins/results-html/report-page.ts';
import { folder, PLANS, requireEqual, requireSound, survives, write } from './damage.ts';
import { CrashFiles } from './crash-files.ts';
import { busyRequest } from './busy-trader.ts';
import { runLiveOn } from './live-bench.ts';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const DAY = 86_400_000;
const FORMAT = leanRowFormat(SecurityType.Equity, Resolution.Daily, TickType.Trade);
const DAILY = Buffer.from(
  Array.from({ length: 40 }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1) + day * DAY).toISOString().slice(0, 10).replaceAll('-', '');
    return `${date} 00:00,${1_000_000 + day},1010000,990000,${1_005_000 + day},${100 * day}\n`;
  }).join(''),
);
const BARS = Buffer.from(
  `Date,Open,High,Low,Close,Volume\n${Array.from({ length: 40 }, (_, day) => `${new Date(Date.UTC(2020, 0, 1) + day * DAY).toISOString().slice(0, 10)},100.5,101,99.25,100.${10 + day},${day}00\n`).join('')}`,
);

function format(): NonNullable<typeof FORMAT> {
  if (FORMAT === undefined) throw new Error('The format of daily bars is missing.');
  return FORMAT;
}

describe('market data that are damaged', () => {
  it('zip: the same rows or a fault', () => {
    let expected: RowColumns | undefined;
    expect(
      survives(
        () => writeZip([{ name: 'x.csv', bytes: DAILY }]),
        (bytes, inside) => {
          const rows = readLeanZip(write(inside, 'x.zip', bytes), format(), 0);
          requireEqual(
            rows.values.map((column) => [...column]),
            (expected ??= rows).values.map((column) => [...column]),
          );
        },
      ),
    ).toBe(true);
  });

  it('rows of LEAN', () => {
    expect(
      survives(
        () => DAILY,
        (bytes) => requireSound(parseLeanRows(bytes, format(), { path: 'x.csv', date: 0 })),
      ),
    ).toBe(true);
  });

  it('CSV', () => {
    expect(
      survives(
        () => BARS,
        (bytes, inside) => {
          const bars = new CsvFolder(write(inside, 'csv/KO.csv', bytes));
          const file = bars.find('KO');
          if (file !== undefined) requireSound(bars.read(file, 'KO'));
        },
      ),
    ).toBe(true);
  });

  it('column cache: the same columns or none', () => {
    const key = { path: 'x.zip', variant: 'a', crc32: 1, compressedSize: 2, size: 3 };
    const columns = parseLeanRows(DAILY, format(), { path: 'x.csv', date: 0 });
    expect(
      survives(
        () => {
          const inside = join(folder.path, 'inside', 'cache');
          new ColumnCache(inside).write(key, columns);
          return readFileSync(join(inside, readdirSync(inside)[0]));
        },
        (bytes, inside) => {
          const cache = join(inside, 'cache');
          writeFileSync(join(cache, readdirSync(cache)[0]), bytes);
          const found = new ColumnCache(cache).read(key);
          if (found !== undefined)
            requireEqual(
              found.values.map((column) => [...column]),
              columns.values.map((column) => [...column]),
            );
        },
      ),
    ).toBe(true);
  });

  it('factor files', () => {
    expect(
      survives(
        () => Buffer.from('20000101,0.5,0.25,10\n20100101,0.9,0.5,20.5\n20501231,1,1,0\n'),
        (bytes) => {
          for (const row of parseFactorFile(bytes.toString('utf8'), 'x.csv'))
            for (const value of Object.values(row))
              if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
        },
      ),
    ).toBe(true);
  });

  it('map files', () => {
    expect(
      survives(
        () => Buffer.from('19980102,old,Q\n20100101,new,Q\n20501231,new,Q\n'),
        (bytes) => {
          for (const { date } of parseMapFile(bytes.toString('utf8'), 'x.csv'))
            if (!Number.isFinite(date)) throw new Error(`date ${date}`);
        },
      ),
    ).toBe(true);
  });

  it('market hours', () => {
    const open = [{ start: '09:30:00', end: '16:00:00', state: 'market' }];
    const days = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, open]));
    const entry = {
      dataTimeZone: 'America/New_York',
      exchangeTimeZone: 'America/New_York',
      sunday: [],
      saturday: [],
      ...days,
      holidays: ['1/1/2020'],
      earlyCloses: { '12/24/2020': '13:00:00' },
    };
    expect(
      survives(
        () => Buffer.from(JSON.stringify({ entries: { 'Equity-usa-[*]': entry } }, undefined, 2)),
        (bytes) => LeanMarketHoursDatabase.fromText(bytes.toString('utf8')).entry('usa', 'SPY', SecurityType.Equity),
      ),
    ).toBe(true);
  });

  it('symbol properties', () => {
    expect(
      survives(
        () =>
          Buffer.from(
            'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size,price_magnifier,strike_multiplier\noanda,EURUSD,forex,EUR/USD,USD,1,0.00001,1000,EURUSD,,,\n',
          ),
        (bytes) => {
          const properties = SymbolPropertiesDatabase.fromText(bytes.toString('utf8')).get(
            'oanda',
            'EURUSD',
            SecurityType.Forex,
            'USD',
          );
          for (const value of Object.values(properties))
            if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
        },
      ),
    ).toBe(true);
  });
});

describe('damaged files of runs', () => {
  it('result.json and orders.csv: read, compared and reported', async () => {
    const run = await sampleRun();
    const [json] = new JsonResultHandler().files(run);
    const [orders] = new CsvResultHandler().files(run);
    const content = (file: { content: unknown }): Buffer =>
      Buffer.from(Array.isArray(file.content) ? file.content.join('') : (file.content as string));
    const read = (documents: readonly [Buffer, Buffer], inside: string): void => {
      write(inside, 'run/result.json', documents[0]);
      write(inside, 'run/orders.csv', documents[1]);
      const found = readRun(join(inside, 'run'));
      compareRuns(found, found);
      expect(reportPage(found.run).join('')).not.toMatch(/<script>alert/);
    };
    expect(
      survives(
        () => content(json),
        (bytes, inside) => read([bytes, content(orders)], inside),
      ),
    ).toBe(true);
    expect(
      survives(
        () => content(orders),
        (bytes, inside) => read([content(json), bytes], inside),
      ),
    ).toBe(true);
  });

  it('journal and paper account: the written records, a prefix of them, or a fault', async () => {
    const files = new CrashFiles();
    await runLiveOn(busyRequest(), files);
    // a part is enough, because every position of a change is equally likely
    const journal = files.left.journal.slice(0, 20_000);
    const account = files.left.account.slice(0, 20_000);
    const texts = new RecordLog(new MemoryLogFile(journal)).records;
    expect(
      survives(
        () => journal,
        (bytes) => {
          const { records } = new Journal(new RecordLog(new MemoryLogFile(bytes)));
          requireEqual(
            records.map((record) => JSON.stringify(record)),
            texts.slice(0, records.length),
          );
        },
      ),
    ).toBe(true);
    const opening = JSON.parse(new RecordLog(new MemoryLogFile(account)).records[0]) as {
      runId: string;
      cash: { currency: string; amount: string }[];
    };
    const cash = opening.cash.map(({ currency, amount }) => ({ currency, amount: Decimal.parse(amount) }));
    const whole = new PaperAccount(new RecordLog(new MemoryLogFile(account)), opening.runId, cash);
    const ids = whole.executions.map(({ executionId }) => executionId);
    expect(
      survives(
        () => account,
        (bytes) => {
          const found = new PaperAccount(new RecordLog(new MemoryLogFile(bytes)), opening.runId, cash);
          const executions = found.executions.map(({ executionId }) => executionId);
          requireEqual(executions, ids.slice(0, executions.length));
        },
      ),
    ).toBe(true);
  });

  it('run.json', () => {
    const document = {
      format: 1,
      runId: 'tw1',
      strategy: 'mine',
      broker: 'paper',
      flags: { a: true },
      startedAt: '2026-01-01T00:00:00.000Z',
      state: 'unfinished',
      last: { time: '', orders: 0, equity: 1 },
    };
    expect(
      survives(
        () => Buffer.from(JSON.stringify(document, undefined, 2)),
        (bytes, inside) => {
          write(inside, 'live/20261121-094500-mine/run.json', bytes);
          for (const found of LiveFolder.list(join(inside, 'live')))
            expect([typeof found.document.strategy, typeof found.isFinished]).toEqual(['string', 'boolean']);
        },
      ),
    ).toBe(true);
  });
});

describe('damaged configurations', () => {
  const MANIFEST = {
    name: 'fees-odd',
    kind: 'fees',
    version: '1.0.0',
    engine: '*',
    description: 'Odd fees.',
    packages: { semver: '*' },
    provides: [{ contract: 'FeeModel', name: 'odd', description: 'Odd' }],
  };
  const CONFIG = {
    start: '2020-01-01',
    end: '2020-12-31',
    cash: 100_000,
    parameters: { fast: { type: 'integer', default: 10, min: 1 } },
    models: { fee: 'odd' },
  };
  const files = {
    'plugins/fees-odd/manifest.json': MANIFEST,
    'strategies/mine/config.json': CONFIG,
    'tradewright.json': {},
    'data/dataset.json': {
      description: 'Prices.',
      source: 'lean',
      benchmark: 'index/usa/SPX',
      caveats: ['Closes only.'],
    },
    'node_modules/semver/package.json': { name: 'semver', version: '1.0.0' },
  };

  it.each(Object.keys(files) as (keyof typeof files)[])('%s', (name) => {
    expect(
      survives(
        () => Buffer.from(JSON.stringify(files[name], undefined, 2)),
        (bytes, inside) => {
          const project = join(inside, 'project');
          for (const [other, value] of Object.entries(files)) write(project, other, Buffer.from(JSON.stringify(value)));
          write(project, 'strategies/mine/strategy.ts', Buffer.from(''));
          write(project, name, bytes);
          buildPlan(openProject(project, PACKAGE), { strategy: 'mine' });
        },
        PLANS,
      ),
    ).toBe(true);
  });
});
