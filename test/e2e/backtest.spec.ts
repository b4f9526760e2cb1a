import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine, engineJson, PROJECT } from './command.ts';

interface Answer {
  readonly strategy: string;
  readonly status: string;
  readonly statistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
  readonly orders: number;
  readonly orderListHash: string;
  readonly finalEquity: number;
  readonly resultHash: string;
  readonly folder: string;
}

const PERIOD = ['--start', '2001-01-01', '--end', '2003-12-31'];

/** A strategy with its own fee model, which other strategies cannot use. */
const OWN_MODELS = {
  'strategies/own-fees/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class OwnFees extends Algorithm {
  readonly ibm = this.addEquity('IBM', Resolution.Daily);
  override onData() {
    if (!this.portfolio.invested) this.marketOrder(this.ibm, 100);
  }
}`,
  'strategies/own-fees/module.ts': `
import { ContainerModule } from 'inversify';
import { ConstantFeeModel, FeeModelFactory } from 'tradewright';
export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory).toConstantValue({ create: () => new ConstantFeeModel(77) }).whenNamed('seventy-seven');
});`,
  'strategies/own-fees/config.json': {
    start: '2001-01-01',
    end: '2001-03-31',
    cash: 100_000,
    provides: [{ contract: 'FeeModel', name: 'seventy-seven', description: 'A lot' }],
    models: { fee: 'seventy-seven' },
  },
};

let folder: TemporaryFolder;

beforeAll(() => {
  folder = temporaryFolder(OWN_MODELS);
  cpSync(join(PROJECT, 'strategies', 'sma-crossover'), join(folder.path, 'elsewhere', 'idea'), { recursive: true });
});

afterAll(() => folder.remove());

async function backtestIn(path: string, ...args: string[]): Promise<{ code: number | null; document: Answer }> {
  const { code, document } = await engineJson(['backtest', ...args], path);
  return { code, document: document as unknown as Answer };
}

const backtest = async (...args: string[]) => await backtestIn(folder.path, ...args);

describe('engine backtest', () => {
  it('prints the statistics for people and writes the results', async () => {
    const { code, stdout } = await engine(['backtest', '--strategy', 'sma-crossover', ...PERIOD], folder.path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sma-crossover, 2001-01-01 to 2003-12-31\n\nTotal Orders {2,}\d+\n/);
    expect(stdout).toMatch(/\nOrderListHash {2,}[0-9a-f]{32}\n/);
    const [, run] = /\nResults: (\S+)\n$/.exec(stdout) ?? [];
    expect(run).toMatch(/^backtests\/\d{8}-\d{6}-sma-crossover$/);
    expect(readdirSync(join(folder.path, run)).sort()).toEqual([
      'equity.csv',
      'orders.csv',
      'report.html',
      'result.json',
    ]);
  });

  it('prints one JSON document with the whole result', async () => {
    const { code, document } = await backtest(
      '--strategy',
      'sma-crossover',
      ...PERIOD,
      '--param',
      'fast=10',
      '--cash',
      '50000',
      '--output',
      'out',
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ strategy: 'sma-crossover', status: 'completed' });
    expect(document.statistics['Start Equity']).toBe('50000');
    expect(Object.keys(document.statistics)).toHaveLength(27);
    expect(document.orderListHash).toMatch(/^[0-9a-f]{32}$/);
    expect(document.resultHash).toMatch(/^[0-9a-f]{64}$/);
    const text = readFileSync(join(document.folder, 'result.json'), 'utf8');
    const { dataPoints, orders, orderListHash, finalEquity, resultHash } = document;
    expect(JSON.parse(text)).toMatchObject({
      dataPoints,
      orders,
      orderListHash,
      finalEquity,
      resultHash,
      parameters: { fast: 10, slow: 35 },
    });
  });

  it('writes the same bytes for the same inputs, except for timings, and no absolute path', async () => {
    const texts: string[] = [];
    for (const output of ['one', 'two']) {
      const { document } = await backtest('--strategy', 'sma-crossover', ...PERIOD, '--output', output);
      texts.push(readFileSync(join(document.folder, 'result.json'), 'utf8'));
      expect(readFileSync(join(document.folder, 'orders.csv'), 'utf8').split('\n')).toHaveLength(document.orders + 2);
    }
    const [one, two] = texts.map((text) => text.slice(0, text.indexOf('"timings"')));
    expect(one).toBe(two);
    expect(texts[0]).not.toContain(folder.path);
    expect(texts[0]).not.toContain(PROJECT);
  });

  it('runs a folder outside the repository with the same result', async () => {
    const inside = await backtest('--strategy', 'sma-crossover', ...PERIOD);
    const outside = await backtest('--strategy', './elsewhere/idea', ...PERIOD);
    expect(outside.document).toMatchObject({ strategy: 'idea', resultHash: inside.document.resultHash });
  });

  it("uses a strategy's own models, and changes the fills of an unchanged strategy by a flag", async () => {
    const own = await backtest('--strategy', 'own-fees');
    expect(own.document.statistics['Total Fees']).toBe('$77.00');
    const flagged = await backtest(
      '--strategy',
      'own-fees',
      '--fee-model',
      'constant:5',
      '--slippage-model',
      'constant:0.01',
    );
    expect(flagged.document.statistics['Total Fees']).toBe('$5.00');
    expect(flagged.document.finalEquity).not.toBe(own.document.finalEquity);
  });

  it('gives the same result without other strategies, and loads none of them', async () => {
    const alone = temporaryFolder();
    cpSync(join(folder.path, 'strategies', 'own-fees'), join(alone.path, 'strategies', 'own-fees'), {
      recursive: true,
    });
    const { document } = await backtestIn(alone.path, '--strategy', 'own-fees');
    writeFiles(alone.path, {
      'strategies/broken/strategy.ts': 'throw new Error("loaded");',
      'strategies/broken/config.json': '{',
    });
    const beside = await backtestIn(alone.path, '--strategy', 'own-fees');
    alone.remove();
    const among = await backtest('--strategy', 'own-fees');
    expect(document.resultHash).toMatch(/^[0-9a-f]{64}$/);
    expect([beside.document.resultHash, among.document.resultHash]).toEqual([document.resultHash, document.resultHash]);
  });

  it('gives the same result with windows of one row', async () => {
    const results = await Promise.all(
      [['--chunk-rows', '1'], []].map(
        async (flags) => (await backtest('--strategy', 'sma-crossover', ...PERIOD, ...flags)).document.resultHash,
      ),
    );
    expect(results[0]).toBe(results[1]);
  });
});
