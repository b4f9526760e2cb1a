import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { engine, engineJson } from './command.ts';

/** A contract that the engine does not contain: a plugin declares it, another provides it, a strategy requests it. */
const { path: folder, remove } = temporaryFolder({});
cpSync(fileURLToPath(new URL('own-contract', import.meta.url)), folder, { recursive: true });
afterAll(remove);

const STRATEGY = ['--strategy', 'signal-follower'];

async function lineOf(what: string, ...flags: readonly string[]): Promise<unknown> {
  const { code, document } = await engineJson(['explain', ...STRATEGY, ...flags], folder);
  expect(code).toBe(0);
  return (document['plan'] as { what: string }[]).filter((line) => line.what === what);
}

async function ordersOf(...flags: readonly string[]): Promise<unknown> {
  const { code, document } = await engineJson(['backtest', ...STRATEGY, ...flags], folder);
  expect(code).toBe(0);
  const { choices } = JSON.parse(readFileSync(join(String(document['folder']), 'result.json'), 'utf8')) as {
    choices: Record<string, string>;
  };
  return { orders: document['orders'], equity: document['orderListHash'], choices };
}

describe('a contract of a plugin', () => {
  it('is in the plan with the provider and the reason for it', async () => {
    const provider = 'signals-calendar 1.0.0';
    expect(await lineOf('SignalSource')).toEqual([
      { what: 'SignalSource', value: 'calendar', reason: 'the only provider', provider },
    ]);
    expect(await lineOf('SignalFilter')).toEqual([
      { what: 'SignalFilter', value: 'none', reason: 'default', provider: '' },
    ]);
    expect(
      await lineOf('SignalFilter', '--provider', 'signalFilters=cap:0.5', '--provider', 'signalFilters=long-only'),
    ).toEqual([
      { what: 'SignalFilter', value: 'cap:0.5', reason: 'flag --provider', provider },
      { what: 'SignalFilter', value: 'long-only', reason: 'flag --provider', provider },
    ]);
  });

  it('serves the strategy that requests it, and is named in the results', async () => {
    const plain = await ordersOf();
    expect(plain).toMatchObject({ orders: 7, choices: { signalSource: 'calendar' } });
    const summers = await ordersOf('--provider', 'signalSource=calendar:5');
    expect(summers).toMatchObject({ orders: 6, choices: { signalSource: 'calendar:5' } });
    const halves = await ordersOf('--provider', 'signalFilters=cap:0.5');
    expect(halves).toMatchObject({ orders: 7, choices: { signalFilters: 'cap:0.5' } });
    expect(halves).not.toMatchObject({ equity: (plain as { equity: string }).equity });
  });

  it('uses the selection and the settings of tradewright.json', async () => {
    const file = join(folder, 'tradewright.json');
    writeFileSync(
      file,
      JSON.stringify({
        providers: { signalSource: 'calendar:2', signalFilters: ['long-only'] },
        plugins: { 'signals-calendar': { share: 0.25 } },
      }),
    );
    const reason = 'tradewright.json';
    expect(await lineOf('SignalSource')).toMatchObject([{ value: 'calendar:2', reason }]);
    expect(await lineOf('SignalSource', '--provider', 'signalSource=calendar')).toMatchObject([
      { value: 'calendar', reason: 'flag --provider' },
    ]);
    expect(await ordersOf()).toMatchObject({ choices: { signalSource: 'calendar:2', signalFilters: 'long-only' } });
    writeFileSync(file, '{}');
  });

  it('is listed with the declaring plugin, the providers and the way to select one', async () => {
    const { code, document } = await engineJson(['plugins'], folder);
    expect(code).toBe(0);
    const contracts = document['contracts'] as { name: string }[];
    expect(contracts.find(({ name }) => name === 'SignalSource')).toEqual({
      name: 'SignalSource',
      key: 'signalSource',
      description: 'Returns the target share of a symbol in the portfolio',
      declaredBy: 'signals-base',
      choice: 'one',
      chosenBy: '--provider signalSource=NAME',
      types: 'signal-source.ts',
      conformance: 'signalSourceConformance',
      providers: ['calendar'],
    });
    expect(contracts.find(({ name }) => name === 'FeeModel')).toMatchObject({
      declaredBy: 'the engine',
      chosenBy: '--fee-model NAME',
    });
    const { stdout } = await engine(['plugins'], folder);
    expect(stdout).toContain('  declares SignalSource, SignalFilter\n');
    expect(stdout).toMatch(/SignalSource +signals-base +one +--provider signalSource=NAME/);
  });

  it.each([
    [
      'signalSource=calender',
      3,
      'HOST_UNKNOWN_PROVIDER: No plugin provides the SignalSource "calender". Did you mean "calendar"?',
    ],
    [
      'signalSorce=calendar',
      3,
      'HOST_UNKNOWN_CONTRACT: The providers (flag --provider) name signalSorce, which is no contract. Did you mean "signalSource"?',
    ],
    [
      'feeModel=none',
      3,
      'HOST_UNKNOWN_CONTRACT: The providers (flag --provider) name feeModel, which has a setting of its own. Choose it by --fee-model.',
    ],
    ['signalSource', 2, 'HOST_BAD_PROVIDER: --provider signalSource names no provider. Write --provider contract=name'],
  ])('is refused for the selection %s', async (provider, code, message) => {
    const outcome = await engine(['explain', ...STRATEGY, '--provider', provider], folder);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });

  it('is a fault of a strategy that requests it without declaring its use', async () => {
    const file = join(folder, 'strategies', 'signal-follower', 'config.json');
    const config = readFileSync(file, 'utf8');
    writeFileSync(file, config.replace('"uses": ["SignalSource"],', ''));
    const { code, stderr } = await engine(['backtest', ...STRATEGY], folder);
    writeFileSync(file, config);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^HOST_NOT_CHOSEN: The plan of the run has no provider of the contract SignalSource\. Name it under "uses" in config\.json/m,
    );
    expect(stderr).toContain('strategy.ts:7');
  });

  it('can be created from a template', async () => {
    const made = await engineJson(['new', 'plugin', 'contract', 'corner-shop'], folder);
    expect(made.document['next']).toContain(
      'npx engine explain --strategy sma-crossover --provider cornerShopSource=corner-shop',
    );
    const provider = 'contracts-corner-shop 0.1.0';
    expect(await lineOf('CornerShopSource', '--provider', 'cornerShopSource=corner-shop:0.5')).toEqual([
      { what: 'CornerShopSource', value: 'corner-shop:0.5', reason: 'flag --provider', provider },
    ]);
  });
});
