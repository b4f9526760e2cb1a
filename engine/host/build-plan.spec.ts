import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineError } from '../model/engine-error.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { buildPlan } from './build-plan.ts';
import type { Plan, RunFlags } from './plan.ts';
import { openProject } from './project.ts';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const STRATEGY = 'export default class {}';
const CONFIG = {
  parameters: { fast: { default: 5, min: 2, max: 50 }, symbols: { default: ['AAPL'] } },
  start: '2001-01-01',
  cash: 50_000,
  models: { fee: 'constant:1' },
};
const MANIFEST = {
  name: 'fees-odd',
  kind: 'fees',
  version: '1.0.0',
  description: 'Odd fees.',
  engine: '^0.1.0',
  provides: [{ contract: 'FeeModel', name: 'odd', description: 'Odd' }],
};

let remove = (): void => {};
afterEach(() => remove());

function planOf(files: Record<string, unknown>, flags: Partial<RunFlags> = {}): Plan {
  const folder = temporaryFolder({ 'strategies/mine/strategy.ts': STRATEGY, ...files });
  remove = folder.remove;
  return buildPlan(openProject(folder.path, PACKAGE), { strategy: 'mine', ...flags });
}

function faultOf(files: Record<string, unknown>, flags: Partial<RunFlags> = {}): EngineError {
  try {
    planOf(files, flags);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('There was no fault.');
}

function reasons({ lines }: Plan): Record<string, string> {
  return Object.fromEntries(lines.map(({ what, value, reason }) => [what, `${value} (${reason})`]));
}

describe('buildPlan', () => {
  it('uses defaults without any settings', () => {
    const plan = planOf({});
    expect(reasons(plan)).toMatchObject({
      data: 'data (default: the embedded sample)',
      'data source': 'lean (data/dataset.json)',
      'fee model': "the brokerage model's (default)",
      benchmark: 'index/usa/SPX@daily (data/dataset.json)',
      seed: '1 (default)',
      output: 'backtests (default)',
    });
    expect(plan.plugins.map(({ manifest }) => manifest.name)).toEqual(['data-lean', 'results-files', 'results-html']);
    expect(plan.benchmark).toEqual({
      securityType: SecurityType.Index,
      ticker: 'SPX',
      market: 'usa',
      resolution: Resolution.Daily,
    });
    expect([plan.startDate, plan.cash]).toEqual([undefined, undefined]);
  });

  it("applies tradewright.json, then the strategy's config.json, then flags", () => {
    const files = {
      'strategies/mine/config.json': CONFIG,
      'tradewright.json': { cash: 1, end: '2005-05-05', seed: 7, output: 'results' },
    };
    const plan = planOf(files, { start: '2002-02-02', feeModel: 'percent:0.001', param: ['fast=10'] });
    expect(reasons(plan)).toMatchObject({
      start: '2002-02-02 (flag --start)',
      end: '2005-05-05 (tradewright.json)',
      cash: '50000 (strategies/mine/config.json)',
      seed: '7 (tradewright.json)',
      'fee model': 'percent:0.001 (flag --fee-model)',
      'parameter fast': '10 (flag --param fast=10)',
      'parameter symbols': 'AAPL (strategies/mine/config.json)',
      output: 'results (tradewright.json)',
    });
    expect(plan).toMatchObject({
      parameters: { fast: 10, symbols: ['AAPL'] },
      cash: 50_000,
      startDate: Date.UTC(2002, 1, 2),
      endDate: Date.UTC(2005, 4, 5),
    });
    expect(plan.models.fee).toMatchObject({ name: 'percent', parts: ['0.001'] });
    expect(plan.plugins.map(({ manifest }) => manifest.name)).toEqual([
      'data-lean',
      'models-lean',
      'results-files',
      'results-html',
    ]);
  });

  it('finds a strategy by path, also outside the project', () => {
    const elsewhere = temporaryFolder({ 'idea/strategy.ts': STRATEGY });
    const plan = planOf({}, { strategy: join(elsewhere.path, 'idea') });
    elsewhere.remove();
    expect(plan.strategy).toMatchObject({ name: 'idea', folder: join(elsewhere.path, 'idea') });
  });

  it('uses plugins of the working folder and of the folders in tradewright.json, with their settings', () => {
    const manifest = { ...MANIFEST, configuration: { type: 'object', properties: { rate: { type: 'number' } } } };
    const other = {
      ...MANIFEST,
      name: 'fees-other',
      provides: [{ contract: 'FeeModel', name: 'other', description: 'Other' }],
    };
    const files = {
      'plugins/fees-odd/manifest.json': manifest,
      'elsewhere/fees-other/manifest.json': other,
      'tradewright.json': { pluginFolders: ['elsewhere/fees-other'], plugins: { 'fees-odd': { rate: 2 } } },
    };
    const plan = planOf(files, { feeModel: 'odd' });
    expect(plan.plugins.map(({ manifest: { name } }) => name)).toEqual([
      'data-lean',
      'fees-odd',
      'results-files',
      'results-html',
    ]);
    expect(plan.configurations['fees-odd']).toEqual({ rate: 2 });
    expect(faultOf(files, { feeModel: 'othre' }).message).toBe(
      'No plugin provides the FeeModel "othre". Did you mean "other"?',
    );
  });

  it('lets a strategy provide its own models, for itself only', () => {
    const own = { provides: [{ contract: 'FeeModel', name: 'half', description: 'Half' }], models: { fee: 'half' } };
    const plan = planOf({ 'strategies/mine/config.json': own, 'strategies/mine/module.ts': '' });
    expect(plan.lines.find(({ what }) => what === 'fee model')).toMatchObject({
      value: 'half',
      provider: 'strategies/mine/module.ts',
    });
    expect(
      faultOf({ 'strategies/other/strategy.ts': STRATEGY, 'strategies/other/config.json': own }, { feeModel: 'half' })
        .code,
    ).toBe('HOST_UNKNOWN_PROVIDER');
  });

  it('loads the dependencies of a plugin before it', () => {
    const files = { 'plugins/fees-odd/manifest.json': { ...MANIFEST, requires: ['models-lean'] } };
    expect(planOf(files, { feeModel: 'odd' }).plugins.map(({ manifest }) => manifest.name)).toEqual([
      'data-lean',
      'models-lean',
      'fees-odd',
      'results-files',
      'results-html',
    ]);
  });
});

describe('a plan with faults', () => {
  it.each<[string, Partial<RunFlags>, string, number, string]>([
    [
      'unknown strategy',
      { strategy: 'mien' },
      'HOST_UNKNOWN_STRATEGY',
      2,
      'There is no strategy "mien". Did you mean "mine"?',
    ],
    [
      'folder without strategy',
      { strategy: './strategies' },
      'HOST_UNKNOWN_STRATEGY',
      2,
      'The folder strategies contains no strategy.ts. Name a folder that does.',
    ],
    [
      'unknown parameter',
      { param: ['fats=3'] },
      'HOST_UNKNOWN_PARAMETER',
      2,
      'The strategy has no parameter "fats". Did you mean "fast"?',
    ],
    [
      'parameter without value',
      { param: ['fast'] },
      'HOST_BAD_PARAMETER',
      2,
      '--param fast gives no value. Write --param name=value, for example --param fast=10.',
    ],
    [
      'parameter out of range',
      { param: ['fast=99'] },
      'HOST_BAD_PARAMETER',
      2,
      'The parameter "fast" is "99", but must be a whole number from 2 to 50. Give such a value.',
    ],
    [
      'impossible date',
      { start: '2005-02-30' },
      'HOST_BAD_DATE',
      2,
      'The start (flag --start) is "2005-02-30", which is not a date. Write it as yyyy-mm-dd, for example 2005-01-31.',
    ],
    [
      'reversed dates',
      { start: '2005-01-02', end: '2005-01-01' },
      'HOST_BAD_DATE',
      2,
      'The start 2005-01-02 (flag --start) lies after the end 2005-01-01 (flag --end). Give a start that does not.',
    ],
    [
      'negative cash',
      { cash: '-5' },
      'HOST_BAD_CASH',
      2,
      'The cash (flag --cash) is "-5", but must be a positive amount. Give for example 100000.',
    ],
    [
      'cash that is no number',
      { cash: 'much' },
      'HOST_BAD_CASH',
      2,
      'The cash (flag --cash) is "much", but must be a positive amount. Give for example 100000.',
    ],
    [
      'chunk of no rows',
      { chunkRows: '0' },
      'HOST_BAD_NUMBER',
      2,
      '--chunk-rows is "0", but must be a whole number from 1 to 1000000000. Give such a number.',
    ],
    [
      'unknown model',
      { slippageModel: 'constnt' },
      'HOST_UNKNOWN_PROVIDER',
      3,
      'No plugin provides the SlippageModel "constnt". Did you mean "constant"?',
    ],
    [
      'unknown data source',
      { dataSource: 'leen' },
      'HOST_UNKNOWN_PROVIDER',
      3,
      'No plugin provides the DataSource "leen". Did you mean "lean"?',
    ],
    [
      'unknown data',
      { data: 'closs' },
      'HOST_UNKNOWN_DATA',
      2,
      'There is no data folder "closs". Did you mean "closes"?',
    ],
    ['bad benchmark', { benchmark: 'a/b/c/d' }, 'HOST_BAD_BENCHMARK', 2, 'The benchmark is "a/b/c/d".'],
  ])('%s', (_what, flags, code, exitCode, message) => {
    const fault = faultOf({ 'strategies/mine/config.json': CONFIG }, flags);
    expect(fault).toMatchObject({ code, exitCode });
    expect(fault.message).toContain(message);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'config that is no JSON',
      { 'strategies/mine/config.json': '{\n "cash": ,\n}' },
      'HOST_CONFIGURATION_UNREADABLE',
      'strategies/mine/config.json is not JSON: line 2, column 10 is not understood. Correct it there.',
    ],
    [
      'config value of the wrong type',
      { 'strategies/mine/config.json': { cash: 'much' } },
      'HOST_CONFIGURATION_INVALID',
      'strategies/mine/config.json: cash is "much", but must be a number above 0. Correct it there.',
    ],
    [
      'config default out of range',
      { 'strategies/mine/config.json': { parameters: { fast: { default: 1, min: 2 } } } },
      'HOST_CONFIGURATION_INVALID',
      'strategies/mine/config.json: parameters.fast.default is 1, but must be a whole number of at least 2.',
    ],
    [
      'unknown key',
      { 'tradewright.json': { csh: 1 } },
      'HOST_CONFIGURATION_INVALID',
      'tradewright.json: csh is not known; did you mean "cash"',
    ],
    [
      'settings of an unknown plugin',
      { 'tradewright.json': { plugins: { 'data-laen': {} } } },
      'HOST_UNKNOWN_PLUGIN',
      'tradewright.json configures the plugin "data-laen", which is not there. Did you mean "data-lean"?',
    ],
    [
      'settings that do not fit',
      { 'tradewright.json': { plugins: { 'data-lean': { cache: 3 } } } },
      'HOST_CONFIGURATION_INVALID',
      'plugins.data-lean.cache is 3, but must be true or false',
    ],
    [
      'manifest with faults',
      { 'plugins/fees-odd/manifest.json': { ...MANIFEST, name: 'odd', engine: 'new' } },
      'HOST_MANIFEST_INVALID',
      `name is "odd", but must be its folder's name "fees-odd"; name is "odd", but must begin with the kind "fees-"; engine is "new", but must be a range`,
    ],
    [
      'same name twice',
      {
        'plugins/fees-odd/manifest.json': {
          ...MANIFEST,
          provides: [{ contract: 'FeeModel', name: 'none', description: 'x' }],
        },
      },
      'HOST_DUPLICATE_PROVIDER',
      'fees-odd and models-lean both provide the FeeModel "none".',
    ],
    [
      'plugin for another engine',
      { 'plugins/fees-odd/manifest.json': { ...MANIFEST, engine: '^9.0.0' } },
      'HOST_ENGINE_RANGE',
      'The plugin fees-odd 1.0.0 was made for engine ^9.0.0, but this is',
    ],
    [
      'package that is not installed',
      { 'plugins/fees-odd/manifest.json': { ...MANIFEST, packages: { 'no-such-package': '1.2.3' } } },
      'HOST_MISSING_PACKAGE',
      'Run: npm install no-such-package@1.2.3',
    ],
    [
      'plugin that is required and not there',
      { 'plugins/fees-odd/manifest.json': { ...MANIFEST, requires: ['models-laen'] } },
      'HOST_UNKNOWN_PLUGIN',
      'The plugin fees-odd needs the plugin "models-laen", which is not there. Did you mean "models-lean"?',
    ],
  ])('%s', (_what, files, code, message) => {
    const fault = faultOf(
      files,
      'plugins/fees-odd/manifest.json' in files &&
        code !== 'HOST_MANIFEST_INVALID' &&
        code !== 'HOST_DUPLICATE_PROVIDER'
        ? { feeModel: 'odd' }
        : {},
    );
    expect(fault).toMatchObject({ code, exitCode: 3 });
    expect(fault.message).toContain(message);
  });

  it('reports all faults at once', () => {
    const fault = faultOf(
      { 'strategies/mine/config.json': CONFIG },
      { cash: '-1', start: 'x', param: ['fats=1', 'fast=z'], feeModel: 'constnt' },
    );
    expect(fault).toMatchObject({ code: 'HOST_SEVERAL_FAULTS', exitCode: 3 });
    expect((fault.data['faults'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'HOST_UNKNOWN_PARAMETER',
      'HOST_BAD_PARAMETER',
      'HOST_BAD_DATE',
      'HOST_BAD_CASH',
      'HOST_UNKNOWN_PROVIDER',
    ]);
    expect(faultOf({}, { cash: '-1', start: 'x' })).toMatchObject({ code: 'HOST_SEVERAL_WRONG_INPUTS', exitCode: 2 });
  });
});
