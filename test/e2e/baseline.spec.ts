import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder, type TemporaryFolder, writeFiles } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, CHROMIUM } from './chromium.ts';
import { engine, engineJson, outcomeOf, startEngine } from './command.ts';

interface Answer {
  readonly status: string;
  readonly folder: string;
  readonly resultHash: string;
  readonly finalEquity: number;
  readonly statistics: Readonly<Record<string, string>>;
  readonly baseline?: Omit<Answer, 'folder' | 'baseline'> & {
    readonly strategy: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
}

const PERIOD = ['--start', '2001-01-02', '--end', '2002-12-31', '--cash', '50000'];
const SMA = ['--strategy', 'sma-crossover', ...PERIOD];

/** Sets in its class what others set in their configuration, and has its own fee model. */
const OWN_WAYS = {
  'strategies/own/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Own extends Algorithm {
  readonly ibm = this.addEquity('IBM', Resolution.Daily);
  override initialize() {
    this.setStartDate(2001, 3, 1);
    this.setEndDate(2001, 9, 28);
    this.setCash(70_000);
  }
  override onData() {
    if (!this.portfolio.invested) this.marketOrder(this.ibm, 100);
  }
}`,
  'strategies/own/module.ts': `
import { ContainerModule } from 'inversify';
import { ConstantFeeModel, FeeModelFactory } from 'tradewright';
export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory).toConstantValue({ create: () => new ConstantFeeModel(77) }).whenNamed('seventy-seven');
});`,
  'strategies/own/config.json': {
    provides: [{ contract: 'FeeModel', name: 'seventy-seven', description: 'A lot' }],
    models: { fee: 'seventy-seven', slippage: 'constant:0.01' },
    baseline: './held',
  },
  'strategies/own/held/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Held extends Algorithm {
  readonly ibm = this.addEquity('IBM', Resolution.Daily);
  override onData() {
    if (!this.portfolio.invested) this.marketOrder(this.ibm, 100);
  }
}`,
};

/** A slow baseline, and one that fails. */
const BAD_BASELINES = {
  'strategies/slow/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Slow extends Algorithm {
  readonly stock = this.addEquity('IBM', Resolution.Daily);
  override onData() {
    this.log('at work');
    for (const end = Date.now() + 20; Date.now() < end; );
  }
}`,
  'strategies/failing/strategy.ts': `
import { Algorithm, Resolution } from 'tradewright';
export default class Failing extends Algorithm {
  readonly stock = this.addEquity('IBM', Resolution.Daily);
  override onData() {
    throw new Error('no more');
  }
}`,
};

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

async function backtest(...flags: string[]): Promise<Answer> {
  const { code, document } = await engineJson(['backtest', ...flags], folder.path);
  expect(code).toBe(0);
  return document as unknown as Answer;
}

describe('engine backtest --baseline', () => {
  it('runs the baseline with the same days, cash, data and models, and does not affect the run itself', async () => {
    const models = ['--fee-model', 'percent:0.001', '--slippage-model', 'constant:0.0005'];
    const plain = await backtest(...SMA, ...models);
    const measured = await backtest(...SMA, ...models, '--baseline', 'buy-and-hold');
    const alone = await backtest('--strategy', 'buy-and-hold', ...PERIOD, ...models, '--param', 'symbols=AAPL,MSFT');
    expect(measured.resultHash).toBe(plain.resultHash);
    expect(plain.baseline).toBeUndefined();
    expect(measured.baseline).toMatchObject({
      strategy: 'buy-and-hold',
      parameters: { symbols: ['AAPL', 'MSFT'], resolution: 'daily' },
      statistics: alone.statistics,
      finalEquity: alone.finalEquity,
      resultHash: alone.resultHash,
    });
  });

  it('prints both side by side', async () => {
    const { stdout } = await engine(['backtest', ...SMA, '--baseline', 'buy-and-hold'], folder.path);
    expect(stdout).toMatch(/\n {4,}sma-crossover {2,}buy-and-hold\n/);
    expect(stdout).toMatch(/\nStart Equity {2,}50000 {2,}50000\n/);
  });

  it('passes parameters to the baseline', async () => {
    const flags = ['--baseline', 'buy-and-hold', '--baseline-param', 'symbols=IBM'];
    expect((await backtest(...SMA, ...flags)).baseline?.parameters).toEqual({ symbols: ['IBM'], resolution: 'daily' });
  });

  it('accepts the former names of the flags', async () => {
    const flags = ['--yardstick', 'buy-and-hold', '--yardstick-param', 'symbols=IBM'];
    expect((await backtest(...SMA, ...flags)).baseline?.parameters).toEqual({ symbols: ['IBM'], resolution: 'daily' });
  });

  it('uses days and cash of the class, the path of the configuration, and no model that the strategy binds', async () => {
    writeFiles(folder.path, OWN_WAYS);
    const { statistics, baseline } = await backtest('--strategy', 'own');
    expect(statistics).toMatchObject({ 'Start Equity': '70000', 'Total Fees': '$77.00' });
    expect(baseline?.statistics).toMatchObject({ 'Start Equity': '70000', 'Total Fees': '$1.00' });
    const { equity, baseline: stored } = JSON.parse(
      readFileSync(
        join(folder.path, 'backtests', readdirSync(join(folder.path, 'backtests'))[0], 'result.json'),
        'utf8',
      ),
    ) as Readonly<Record<string, { time: number[]; equity: { time: number[] } }>>;
    expect(stored.equity.time).toEqual(equity.time);
    // the same slippage, with a difference of 76 dollars in fees
    expect(Number(baseline?.finalEquity)).toBeCloseTo((await backtest('--strategy', 'own')).finalEquity + 76, 6);
  });

  it('runs without the configured baseline when a flag disables it', async () => {
    writeFiles(folder.path, OWN_WAYS);
    expect((await backtest('--strategy', 'own', '--baseline', 'none')).baseline).toBeUndefined();
  });

  it('shows the baseline in the report, which engine report reproduces', async () => {
    const { folder: run, baseline } = await backtest(...SMA, '--baseline', 'buy-and-hold');
    const page = readFileSync(join(run, 'report.html'), 'utf8');
    for (const [name, value] of Object.entries(baseline?.statistics ?? {}))
      expect(page).toMatch(new RegExp(`<th scope="row">${name}</th><td>[^<]*</td><td>${RegExp.escape(value)}</td>`));
    writeFileSync(join(run, 'report.html'), '');
    await engine(['report', run, '--no-open'], folder.path);
    expect(readFileSync(join(run, 'report.html'), 'utf8')).toBe(page);
    // the format of runs of earlier versions
    const document = readFileSync(join(run, 'result.json'), 'utf8');
    expect(document).toContain('"baseline":');
    writeFileSync(join(run, 'result.json'), document.replace('"baseline":', '"yardstick":'));
    writeFileSync(join(run, 'report.html'), '');
    await engine(['report', run, '--no-open'], folder.path);
    expect(readFileSync(join(run, 'report.html'), 'utf8')).toBe(page);
  });

  it.runIf(CHROMIUM !== undefined)(
    'draws the equity of the baseline with those of the strategy and the benchmark',
    async () => {
      const { folder: run } = await backtest(...SMA, '--baseline', 'buy-and-hold');
      const browser = await Browser.start();
      await browser.open(pathToFileURL(join(run, 'report.html')).href);
      const dom = await browser.evaluate<string>('document.documentElement.outerHTML');
      const { said } = browser;
      await browser.close();
      const chart = /id="chart-equity"[^]*?<\/svg>/.exec(dom)?.[0] ?? '';
      expect(said).toEqual([]);
      expect([...chart.matchAll(/<path class="line" d="M[^"]{200}/g)]).toHaveLength(3);
      expect(dom).toMatch(/id="equity-legend">.*strategy.*buy-and-hold.*SPX, from the same start/);
    },
  );

  it('shows the source of the setting in the plan', async () => {
    const { stdout } = await engine(['explain', '--strategy', 'momentum-rotation'], folder.path);
    expect(stdout).toMatch(
      /\nbaseline +buy-and-hold +strategies\/momentum-rotation\/config\.json +strategies\/buy-and-hold\n/,
    );
    expect(stdout).toMatch(/\nbaseline symbols +AAPL,AMD,\S+ +the strategy's parameter\n/);
  });

  it('leaves partial results when it is interrupted during the baseline', async () => {
    writeFiles(folder.path, BAD_BASELINES);
    const child = startEngine(['backtest', ...SMA, '--baseline', 'slow', '--no-progress'], folder.path);
    let isSent = false;
    const { code, stdout, stderr } = await outcomeOf(child, (said) => {
      if (isSent || !said.includes('slow: at work')) return;
      isSent = true;
      // the handler of Ctrl-C is installed shortly after the start
      setTimeout(() => child.kill('SIGINT'), 2_500);
    });
    expect(code).toBe(130);
    expect(stdout).toMatch(/^sma-crossover, 2001-01-02 to 2002-12-31, PARTIAL\n/);
    expect(stderr).toContain('RUN_INTERRUPTED: ');
  });

  it.each([
    [
      ['--baseline', 'buy-and-hald'],
      2,
      'HOST_UNKNOWN_STRATEGY: There is no strategy "buy-and-hald". Did you mean "buy-and-hold"?',
    ],
    [
      ['--baseline-param', 'symbols=IBM'],
      2,
      'HOST_BAD_PARAMETER: --baseline-param symbols=IBM was given without a baseline. Add --baseline NAME.',
    ],
    [
      ['--baseline', 'buy-and-hold', '--baseline-param', 'symbol=IBM'],
      2,
      'HOST_UNKNOWN_PARAMETER: The strategy has no parameter "symbol". Did you mean "symbols"?',
    ],
    [
      ['--baseline', 'buy-and-hold', '--baseline-param', 'symbols'],
      2,
      'HOST_BAD_PARAMETER: --baseline-param symbols gives no value. ',
    ],
    [
      ['--baseline', 'buy-and-hold', '--baseline-param', 'symbols=IBN'],
      1,
      'HOST_UNKNOWN_SYMBOL: The baseline buy-and-hold: The data hold nothing of the equity "IBN" (usa). ',
    ],
    [
      ['--baseline', 'failing'],
      1,
      'RUN_STRATEGY_FAILED: The baseline failing: The strategy failing threw at 2001-01-02 16:00:00 at',
    ],
  ] as const)('reports the fault of %j and writes nothing', async (flags, exitCode, message) => {
    writeFiles(folder.path, BAD_BASELINES);
    const { code, stdout, stderr } = await engine(['backtest', ...SMA, ...flags], folder.path);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toContain(message);
    const results = join(folder.path, 'backtests');
    expect(existsSync(results) ? readdirSync(results) : []).toEqual([]);
  });
});
