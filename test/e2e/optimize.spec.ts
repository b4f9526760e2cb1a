import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trial } from '../../engine/host/search/trial.ts';
import { TrialLedger } from '../../engine/host/search/trial-ledger.ts';
import { temporaryFolder } from '../../engine/testkit/temporary-folder.ts';
import { engine, engineJson } from './command.ts';

const PERIOD = ['--start', '2004-01-05', '--end', '2006-12-29'];
const RANGES = ['--range', 'fast=5:10:5', '--range', 'slow=20:40:10'];

/** Holds a stock for some days of each month; ends its process for one of the values. */
const STRATEGY = `
import { Algorithm, Resolution } from 'tradewright';

export default class Fragile extends Algorithm {
  readonly stock = this.addEquity('AAPL', { resolution: Resolution.Daily });

  override onData() {
    const days = this.parameters.integer('days');
    if (days === 3) process.exit(7);
    if (this.time.day <= days) this.setHoldings(this.stock, 1);
    else this.liquidate(this.stock);
  }
}

export function objective({ figures, dailyReturns, parameters }) {
  return figures.totalOrders + dailyReturns.length / 1e6 + parameters.days / 1e9;
}
`;

const folder = temporaryFolder({
  'strategies/fragile/strategy.ts': STRATEGY,
  'strategies/fragile/config.json': {
    parameters: { days: { default: 5, min: 1, max: 5 } },
    start: '2004-01-05',
    end: '2004-12-31',
    cash: 100_000,
  },
});
const strategyFolder = (name: string): string => join(folder.path, 'strategies', name);

function trialsOf(name: string): Trial[] {
  using ledger = new TrialLedger(TrialLedger.pathOf(strategyFolder(name)));
  expect(ledger.brokenRow()).toBeUndefined();
  return ledger.studies().flatMap((study) => ledger.trials(study));
}

beforeAll(async () => {
  await engine(['copy', 'sma-crossover', 'mine'], folder.path);
});
afterAll(() => folder.remove());

describe('engine optimize', () => {
  it('gives each trial the result of a single backtest, keeps it, and writes a folder', async () => {
    const args = ['--strategy', 'mine', ...RANGES, ...PERIOD, '--sampler', 'grid', '--workers', '2'];
    const { code, document } = await engineJson(['optimize', ...args], folder.path);
    expect(code).toBe(0);
    expect(document).toMatchObject({ counts: { completed: 6 }, judgement: { trials: 6 } });
    expect(readdirSync(String(document.folder)).toSorted()).toEqual(['optimization.json', 'report.html', 'trials.csv']);
    const trials = trialsOf('mine');
    expect(trials.map(({ parameters: { fast, slow } }) => [fast, slow])).toEqual(
      [5, 10].flatMap((fast) => [20, 30, 40].map((slow) => [fast, slow])),
    );
    for (const trial of trials.slice(1, 3)) {
      const { fast, slow } = trial.parameters;
      const values = ['--param', `fast=${String(fast)}`, '--param', `slow=${String(slow)}`];
      const single = await engineJson(['backtest', '--strategy', 'mine', ...PERIOD, ...values], folder.path);
      const result = JSON.parse(readFileSync(join(String(single.document.folder), 'result.json'), 'utf8')) as {
        readonly figures: Trial['figures'];
        readonly statistics: Trial['statistics'];
        readonly hashes: { readonly code: string; readonly data: string };
      };
      expect(trial.figures).toEqual(result.figures);
      expect(trial.statistics).toEqual(result.statistics);
      expect([trial.codeHash, trial.dataHash]).toEqual([result.hashes.code, result.hashes.data]);
    }
  });

  it('answers the same command from the ledger, writes the best values and lets a copy inherit the trials', async () => {
    const args = ['--strategy', 'mine', ...RANGES, ...PERIOD, '--sampler', 'grid', '--apply'];
    const { document } = await engineJson(['optimize', ...args], folder.path);
    expect(trialsOf('mine')).toHaveLength(6);
    const { fast, slow } = (document.best as Trial).parameters;
    const config = JSON.parse(readFileSync(join(strategyFolder('mine'), 'config.json'), 'utf8')) as {
      readonly parameters: Readonly<Record<string, { readonly default: unknown }>>;
    };
    expect([config.parameters.fast.default, config.parameters.slow.default]).toEqual([fast, slow]);

    expect((await engine(['copy', 'mine', 'child'], folder.path)).code).toBe(0);
    expect(trialsOf('child')).toEqual(trialsOf('mine'));
    const more = ['--strategy', 'child', '--range', 'fast=6:8', ...PERIOD, '--sampler', 'grid', '--workers', '0'];
    const child = await engineJson(['optimize', ...more], folder.path);
    expect(child.document).toMatchObject({ counts: { completed: 3 }, judgement: { trials: 9 } });
    expect(trialsOf('mine')).toHaveLength(6);
  });

  it('opens a holdout once, and refuses a search over it before', async () => {
    expect((await engine(['copy', 'sma-crossover', 'held'], folder.path)).code).toBe(0);
    const common = ['--strategy', 'held', '--range', 'fast=5:6', ...PERIOD, '--sampler', 'grid', '--workers', '0'];
    const held = [...common, '--holdout', '2006-07-01'];
    expect((await engine(['optimize', ...held], folder.path)).stdout).toContain('2004-01-05 to 2006-06-30');
    const touching = await engine(['optimize', ...common], folder.path);
    expect([touching.code, touching.stderr]).toEqual([2, expect.stringContaining('SEARCH_HOLDOUT_TOUCHED')]);
    const opened = await engineJson(['optimize', ...held, '--open-holdout'], folder.path);
    expect(opened.document.holdout).toMatchObject({ period: { start: '2006-07-01', end: '2006-12-29' } });
    const again = await engine(['optimize', ...held, '--open-holdout'], folder.path);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('SEARCH_HOLDOUT_OPENED')]);
  });

  it('walks forward: searches each window, tests its best trial on the days that follow', async () => {
    expect((await engine(['copy', 'sma-crossover', 'walk'], folder.path)).code).toBe(0);
    const range = ['--range', 'fast=5:10:5', '--range', 'slow=20:40:20', '--sampler', 'grid', '--workers', '0'];
    const args = ['--strategy', 'walk', ...range, ...PERIOD, '--windows', '2', '--train-length', '2'];
    const { code, document } = await engineJson(['walk-forward', ...args], folder.path);
    expect(code).toBe(0);
    const windows = document.windows as readonly { readonly test: { readonly start: string }; readonly days: number }[];
    const equity = document.equity as { readonly time: readonly number[] };
    expect(equity.time).toHaveLength(1 + windows[0].days + windows[1].days);
    // the tests begin with the newest sample at the midnight of their first day, which a weekend may precede
    const days = (Date.parse(windows[0].test.start) - equity.time[0]) / 86_400_000;
    expect(days).toBeGreaterThan(-0.5);
    expect(days).toBeLessThan(4);
    expect(trialsOf('walk')).toHaveLength(8);
    expect(readdirSync(String(document.folder)).toSorted()).toEqual(['equity.csv', 'report.html', 'walk-forward.json']);
    const again = await engineJson(['walk-forward', ...args], folder.path);
    expect({ ...again.document, folder: '' }).toEqual({ ...document, folder: '' });
    expect(trialsOf('walk')).toHaveLength(8);
  });

  it('loses only the trial whose worker crashes, and takes the objective of the strategy', async () => {
    const args = ['--strategy', 'fragile', '--sampler', 'grid', '--objective', 'own', '--workers', '2'];
    const { code, document } = await engineJson(['optimize', ...args], folder.path);
    expect(code).toBe(0);
    expect(document.counts).toEqual({ completed: 4, failed: 1 });
    const [one, two, three, four, five] = trialsOf('fragile');
    expect(three).toMatchObject({ status: 'failed', reason: expect.stringContaining('ended 2 times') as string });
    for (const { value = 0, figures, sharpe, parameters } of [one, two, four, five])
      expect(value).toBeCloseTo(figures.totalOrders + sharpe!.count / 1e6 + Number(parameters.days) / 1e9, 12);
  });

  it.each([
    [['--strategy', 'mine', '--objective', 'sharpe'], 'SEARCH_UNKNOWN_OBJECTIVE', 2],
    [['--strategy', 'mine', '--range', 'fast=9:1'], 'SEARCH_BAD_RANGE', 2],
    [['--strategy', 'mine', '--constraint', 'fast~slow'], 'SEARCH_BAD_CONSTRAINT', 2],
    [['--strategy', 'mine', '--trials', '0'], 'HOST_BAD_NUMBER', 2],
    [['--strategy', 'buy-and-hold', '--param', 'resolution=daily'], 'SEARCH_NOTHING_TO_SEARCH', 2],
    [['--strategy', 'mine', '--ledger', 'no/such/folder/trials.sqlite', '--trials', '1'], 'SEARCH_LEDGER_UNUSABLE', 1],
  ])('refuses %s', async (args, fault, code) => {
    const outcome = await engine(['optimize', ...args], folder.path);
    expect([outcome.code, outcome.stderr]).toEqual([code, expect.stringContaining(fault)]);
    expect(existsSync(join(folder.path, 'no'))).toBe(false);
  });
});
