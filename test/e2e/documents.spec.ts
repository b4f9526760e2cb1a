import { join } from 'node:path';
import { temporaryFolder, writeFiles } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../engine/host/manifest.ts';
import { schemaFaults } from '../../engine/host/schema.ts';
import { STRATEGY_CONFIG_SCHEMA } from '../../engine/host/strategy-config.ts';
import { readScenario } from '../golden/scenario.ts';
import { engineJson } from './command.ts';
import { blocks } from './document.ts';

describe('README.md', () => {
  it.each([
    ['README.md', 'sma-crossover'],
    ['strategies/momentum-rotation/README.md', 'momentum-rotation'],
    ['strategies/buy-and-hold/README.md', 'buy-and-hold'],
  ])('shows the pinned statistics of the scenario: %s', (document, strategy) => {
    const { expected } = readScenario(strategy);
    const shown = blocks(document, '').find((block) => block.startsWith(`${strategy}, `)) ?? '';
    const rows = [...shown.matchAll(/^(.+?) {2,}(\S+)$/gm)].map(([, name, value]) => [name, value]);
    expect(rows.length).toBeGreaterThan(5);
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(
        rows.map(([name]) => [name, name === 'OrderListHash' ? expected.orderListHash : expected.statistics[name]]),
      ),
    );
  });

  it('shows a strategy that runs', async () => {
    const [code] = blocks('README.md', 'ts');
    const parameters = { fast: { default: 5 }, slow: { default: 35 } };
    const { path, remove } = temporaryFolder({
      'strategies/shown/strategy.ts': code,
      'strategies/shown/config.json': { parameters, start: '2000-03-01', end: '2001-12-31', cash: 100_000 },
    });
    const { document } = await engineJson(['backtest', '--strategy', 'shown'], path);
    remove();
    expect(document['orders']).toBeGreaterThan(2);
  });
});

describe('the guides', () => {
  it('show a valid configuration', () => {
    const [config, provides] = blocks('docs/strategies.md', 'json').map((text) => JSON.parse(text) as unknown);
    expect(schemaFaults(config, STRATEGY_CONFIG_SCHEMA)).toEqual([]);
    expect(schemaFaults(provides, STRATEGY_CONFIG_SCHEMA)).toEqual([]);
  });

  it('show custom models that a strategy can bind', async () => {
    const [code] = blocks('docs/strategies.md', 'ts');
    const provides = JSON.parse(blocks('docs/strategies.md', 'json')[1]) as object;
    const strategy = `import { Algorithm, Resolution } from 'tradewright';
export default class Once extends Algorithm {
  readonly ibm = this.addEquity('IBM', Resolution.Daily);
  override onData() { if (!this.portfolio.invested) this.marketOrder(this.ibm, 1); }
}`;
    const { path, remove } = temporaryFolder({
      'idea/strategy.ts': strategy,
      'idea/module.ts': code,
      'idea/config.json': { ...provides, start: '2000-03-01', end: '2000-03-31', cash: 1_000 },
    });
    const { document } = await engineJson(['backtest', '--strategy', './idea'], path);
    remove();
    expect(document['statistics']).toMatchObject({ 'Total Fees': '$2.00' });
  });

  it('show a valid manifest and a matching module', async () => {
    const manifest = JSON.parse(blocks('docs/plugins.md', 'json')[0]) as Record<string, unknown>;
    const [code] = blocks('docs/plugins.md', 'ts');
    const { path, remove } = temporaryFolder({
      'plugins/fees-house/manifest.json': manifest,
      'plugins/fees-house/module.ts': code,
    });
    expect(readManifest(join(path, 'plugins', 'fees-house'), 'plugins/fees-house')).toEqual(manifest);
    writeFiles(path, { 'plugins/fees-house/manifest.json': { ...manifest, packages: {} } });
    const { document } = await engineJson(
      ['backtest', '--strategy', 'sma-crossover', '--end', '2000-12-31', '--fee-model', 'house:3'],
      path,
    );
    remove();
    const { 'Total Fees': fees } = document['statistics'] as Readonly<Record<string, string>>;
    expect(Number(fees.slice(1)) % 3).toBe(0);
    expect(fees).not.toBe('$0.00');
  });
});
