import { describe, expect, it } from 'vitest';
import { type AlgorithmParity, differencesOf, type ExpectedResult, isSameFigure, parityOf } from './comparison.ts';
import { departuresFrom, readKnownDifferences } from './known-differences.ts';
import { PORTED_ALGORITHMS } from './index.ts';
import { runLeanParity } from './runner.ts';

const EXPECTED: ExpectedResult = {
  name: 'Example',
  dataPoints: 72,
  historyDataPoints: 0,
  statistics: { 'Total Orders': '1', 'Sharpe Ratio': '-0', 'Total Fees': '$3.49', OrderListHash: 'abc' },
};
const ACTUAL = {
  dataPoints: 72,
  historyDataPoints: 0,
  statistics: { 'Total Orders': '1', 'Sharpe Ratio': '0', 'Total Fees': '$3.49' },
  orderListHash: 'abc',
};

describe('the comparison of two figures', () => {
  it.each([
    ['0.1', '0.1', true],
    ['-0', '0', true],
    ['0', '-0', true],
    ['0.10', '0.1', false],
    ['-0%', '0%', false],
    ['0', undefined, false],
  ])('%s and %s: %s', (expected, actual, same) => {
    expect(isSameFigure(expected, actual)).toBe(same);
  });
});

describe('the comparison of two results', () => {
  it('finds no differences between equal results', () => {
    expect(differencesOf(EXPECTED, ACTUAL)).toEqual([]);
  });

  it('names every figure that differs or is missing', () => {
    const statistics = { 'Total Orders': '2', 'Sharpe Ratio': '0' };
    expect(differencesOf(EXPECTED, { ...ACTUAL, statistics, dataPoints: 71, orderListHash: 'abd' })).toEqual([
      { what: 'Total Orders', expected: '1', actual: '2' },
      { what: 'Total Fees', expected: '$3.49', actual: '(missing)' },
      { what: 'OrderListHash', expected: 'abc', actual: 'abd' },
      { what: 'DataPoints', expected: '72', actual: '71' },
    ]);
  });

  it('omits figures that LEAN does not check', () => {
    const unchecked = { ...EXPECTED, dataPoints: -1, historyDataPoints: -1 };
    expect(differencesOf(unchecked, { ...ACTUAL, dataPoints: 1, historyDataPoints: 2 })).toEqual([]);
  });
});

describe('the verdict on an algorithm', () => {
  const difference = (what: string) => ({ what, expected: 'a', actual: 'b' });

  it('does not depend on the hash of the order list or the data points of history', () => {
    const parity = parityOf('Example', [difference('OrderListHash'), difference('HistoryDataPoints')], { seconds: 1 });
    expect(parity).toMatchObject({ equal: true, dataPointsEqual: true, orderListHashEqual: false });
  });

  it.each(['DataPoints', 'Sharpe Ratio'])('depends on %s', (what) => {
    expect(parityOf('Example', [difference(what)], { seconds: 1 }).equal).toBe(false);
  });

  it('is unequal for a failed run', () => {
    const parity = parityOf('Example', [], { seconds: 1, error: 'it stopped' });
    expect(parity).toMatchObject({
      equal: false,
      dataPointsEqual: false,
      orderListHashEqual: false,
      error: 'it stopped',
    });
  });
});

describe('the list of known differences', () => {
  const known = { Example: { cause: 'a cause', figures: ['Total Fees', 'Error'] } };
  const ran = (whats: readonly string[], error?: string): AlgorithmParity =>
    parityOf(
      'Example',
      whats.map((what) => ({ what, expected: 'a', actual: 'b' })),
      { seconds: 1, error },
    );

  it('matches equal differences', () => {
    expect(departuresFrom(known, [ran(['Total Fees'], 'it stopped')])).toEqual([]);
  });

  it('reports unlisted differences', () => {
    expect(departuresFrom(known, [ran(['Total Fees', 'Beta'], 'it stopped')])).toEqual([
      'Example: Beta differs, but is not in the list of known differences.',
    ]);
  });

  it('reports listed differences that no longer exist', () => {
    expect(departuresFrom(known, [ran([])])).toEqual([
      'Example: Total Fees is listed as a known difference, but it is equal.',
      'Example: Error is listed as a known difference, but it is equal.',
    ]);
  });

  it('ignores algorithms that did not run', () => {
    expect(departuresFrom(known, [])).toEqual([]);
  });

  it('contains only ported algorithms, each with a cause and its figures', () => {
    const names = new Set(PORTED_ALGORITHMS.map(({ name }) => name));
    for (const [name, { cause, figures }] of Object.entries(readKnownDifferences())) {
      expect(names).toContain(name);
      expect(cause).not.toBe('');
      expect(figures).not.toEqual([]);
    }
  });
});

describe('the list of ported algorithms', () => {
  it('contains each name once', () => {
    const names = PORTED_ALGORITHMS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(PORTED_ALGORITHMS)('loads $name', async ({ name, load }) => {
    const loaded = await load();
    expect(loaded.default.name).toBe(name);
  });
});

describe('a run of the comparison', () => {
  const nowhere = { dataFolder: 'nowhere', expectedFile: 'nowhere.json' };

  it('refuses an unknown name and suggests the nearest', async () => {
    await expect(runLeanParity({ ...nowhere, only: 'BasicTemplatAlgorithm' })).rejects.toMatchObject({
      code: 'PARITY_UNKNOWN_ALGORITHM',
      message: 'There is no ported algorithm "BasicTemplatAlgorithm". Did you mean "BasicTemplateAlgorithm"?',
    });
  });

  it('refuses missing expected results', async () => {
    await expect(runLeanParity(nowhere)).rejects.toMatchObject({ code: 'PARITY_BAD_EXPECTED_FILE' });
  });
});
