import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engine, engineJson } from './command.ts';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const page = (name: string): string => readFileSync(join(folder.path, 'risk_reports', name, 'report.html'), 'utf8');

describe('engine risk', () => {
  it('garch fits, diagnoses, forecasts and draws', async () => {
    const args = ['risk', 'garch', 'AAPL', '--start', '2003-01-01', '--horizon', '3'];
    const { code, document } = await engineJson(args, folder.path);
    expect(code).toBe(0);
    expect(document).toMatchObject({ symbol: 'AAPL', end: '2013-03-01', forecast: { method: 'analytic' } });
    const { alpha1, beta1 } = document.parameters as Record<string, number>;
    expect(alpha1 + beta1).toBeGreaterThan(0.9);
    expect(alpha1 + beta1).toBeLessThanOrEqual(1);
    expect(page('garch-AAPL')).toMatch(/Ljung-Box[\s\S]*<svg/);
  });

  it('correlation prints a symmetric matrix of stocks and an index', async () => {
    const { document } = await engineJson(['risk', 'correlation', 'AAPL,MSFT,index/usa/SPX'], folder.path);
    const matrix = document.matrix as number[][];
    expect(matrix.map((row, i) => row[i])).toEqual([1, 1, 1]);
    expect(matrix[0][1]).toBe(matrix[1][0]);
    expect(matrix[1][2]).toBeGreaterThan(0.5);
    expect(page('correlation')).toContain('<svg');
  });

  it('report measures, back-tests and stresses a strategy', async () => {
    const { code, document } = await engineJson(['risk', 'report', '--strategy', 'sma-crossover'], folder.path);
    expect(code).toBe(0);
    const tests = document.backTests as { method: string; level: number; violations: number; expected: number }[];
    expect(tests.map(({ method, level }) => `${method} ${level}`)).toEqual([
      'historical 0.95',
      'historical 0.99',
      'normal 0.95',
      'normal 0.99',
    ]);
    const [historical] = tests;
    expect(Math.abs(historical.violations - historical.expected)).toBeLessThan(0.2 * historical.expected);
    expect(document.largestDrawdown).toBeCloseTo(0.322, 2);
    for (const title of ['Contributions', 'Historical replays', 'Reverse stress', 'Exposure', 'Drawdown'])
      expect(page('sma-crossover')).toContain(title);
  });

  it('says what it lacks', async () => {
    const one = await engine(['risk', 'correlation', 'AAPL'], folder.path);
    expect([one.code, one.stderr]).toEqual([2, expect.stringContaining('needs two or more symbols')]);
    const none = await engine(['risk', 'garch', 'NOPE'], folder.path);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no daily bars of NOPE')]);
  });
});
