import { describe, expect, it } from 'vitest';
import { changedLines, migrateCode, migrateConfig } from './migrate-code.ts';

function migrated(text: string): string {
  const once = migrateCode(new Map([['strategy.ts', text]]), 'strategies/one').files.get('strategy.ts') ?? '';
  const twice = migrateCode(new Map([['strategy.ts', once]]), 'strategies/one').files.get('strategy.ts');
  expect(twice).toBe(once);
  return once;
}

const body = (lines: string): string =>
  `import { Algorithm, minutes } from 'tradewright';\nexport default class S extends Algorithm {\n  override onData(): void {\n    ${lines}\n  }\n}\n`;

describe('a migration', () => {
  it.each([
    [
      'this.consolidate(this.spy, minutes(5), (bar) => {});',
      'this.consolidate(this.spy, { minutes: 5 }, (bar) => {});',
    ],
    ['this.consolidate(this.spy, 5 * MINUTE, f);', 'this.consolidate(this.spy, { milliseconds: 5 * MINUTE }, f);'],
    ['this.consolidate(this.spy, { count: 3 }, f);', 'this.consolidate(this.spy, { count: 3 }, f);'],
    [
      'this.indicators.sma(this.spy, 20, { period: minutes(15) });',
      'this.indicators.sma(this.spy, 20, { period: { minutes: 15 } });',
    ],
    ['this.timeRules.every(minutes(10));', 'this.timeRules.every({ minutes: 10 });'],
    [
      "this.historyQuoteBars('EURUSD', { bars: 5 }, Resolution.Hour);",
      "this.history('EURUSD', { type: 'quote', bars: 5 }, Resolution.Hour);",
    ],
    ['this.historyTicks(this.spy, request);', "this.history(this.spy, { ...request, type: 'tick' });"],
    ['const [ticket] = this.setHoldings(this.spy, 1);', 'const ticket = this.setHoldings(this.spy, 1);'],
    ['[leg.entry] = this.setHoldings(leg.security, 0.5, {});', 'leg.entry = this.setHoldings(leg.security, 0.5, {});'],
    ['const ticket = this.liquidate(this.spy)[0];', 'const ticket = this.liquidate(this.spy);'],
    [
      'tickets.push(...this.setHoldings(this.spy, 1));',
      'tickets.push(...[this.setHoldings(this.spy, 1)].filter((ticket) => ticket !== undefined));',
    ],
    [
      'const [ticket] = this.setHoldings([{ symbol: a, share: 1 }]);',
      'const [ticket] = this.setHoldings([{ symbol: a, share: 1 }]);',
    ],
    ['const [one] = this.liquidate();', 'const [one] = this.liquidate();'],
    ['if (event.status === 3) this.quit();', "if (event.status === 'Filled') this.quit();"],
    ['if (other.count === 3) this.quit();', 'if (other.count === 3) this.quit();'],
  ])('of %s', (before, after) => {
    expect(migrated(body(before))).toBe(body(after));
  });

  it('removes functions that returned a name, with their import', () => {
    expect(
      migrated(
        "import { Algorithm, resolutionName } from 'tradewright';\nconst name = resolutionName(config.resolution);\n",
      ),
    ).toBe("import { Algorithm } from 'tradewright';\nconst name = config.resolution;\n");
  });

  it.each([
    ['{ "yardstick": "other" }', '{ "baseline": "other" }'],
    [
      '{ "parameters": { "yardstick": {} }, "yardstick" : "x" }',
      '{ "parameters": { "yardstick": {} }, "baseline" : "x" }',
    ],
    ['{ "parameters": { "yardstick": {} } }', '{ "parameters": { "yardstick": {} } }'],
    ['{ "yardstick": "a", "baseline": "b" }', '{ "yardstick": "a", "baseline": "b" }'],
    ['{ "yardstick": ', '{ "yardstick": '],
    ['null', 'null'],
  ])('of the configuration %s', (before, after) => {
    expect(migrateConfig(before)).toBe(after);
    expect(migrateConfig(after)).toBe(after);
  });

  it('returns the lines that change', () => {
    expect(changedLines('a\nb\nc', 'a\nB\nc\nd')).toEqual(['- 2: b', '+ 2: B', '+ 4: d']);
  });

  it('rejects a source that does not parse', () => {
    expect(() => migrated('class {{')).toThrow('strategies/one/strategy.ts:1 cannot be understood');
  });
});
