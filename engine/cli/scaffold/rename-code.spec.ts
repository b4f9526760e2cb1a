import { describe, expect, it } from 'vitest';
import { renameCode } from './rename-code.ts';
import { renameText } from './rename-text.ts';
import { Renaming } from './renaming.ts';

const SMA = new Renaming('sma-crossover', 'my-idea');

/** One source after renaming. */
function renamed(text: string, renaming = SMA, path = 'strategy.ts'): string | undefined {
  return renameCode(new Map([[path, text]]), renaming, 'strategies/x').files.get(path);
}

describe('renameCode', () => {
  it('renames a class with all references, including other files', () => {
    const { files } = renameCode(
      new Map([
        [
          'strategy.ts',
          `import { SmaCrossoverLeg } from './sma-crossover-leg.ts';\nexport default class SmaCrossover {\n  leg = new SmaCrossoverLeg();\n}\n`,
        ],
        ['sma-crossover-leg.ts', `export class SmaCrossoverLeg {\n  isSmaCrossover = true;\n}\n`],
        [
          'strategy.spec.ts',
          `import SmaCrossover from './strategy.ts';\ndescribe('sma-crossover', () => new SmaCrossover().leg.isSmaCrossover);\n`,
        ],
      ]),
      SMA,
      'strategies/sma-crossover',
    );
    expect(Object.fromEntries(files)).toEqual({
      'strategy.ts': `import { MyIdeaLeg } from './my-idea-leg.ts';\nexport default class MyIdea {\n  leg = new MyIdeaLeg();\n}\n`,
      'sma-crossover-leg.ts': `export class MyIdeaLeg {\n  isMyIdea = true;\n}\n`,
      'strategy.spec.ts': `import MyIdea from './strategy.ts';\ndescribe('my-idea', () => new MyIdea().leg.isMyIdea);\n`,
    });
  });

  it('renames in comments, texts, templates and patterns', () => {
    const text = [
      '/** The SMA crossover, {@link SmaCrossover}. */',
      `const a = { smaCrossover: 'sma-crossover', other: \`an SmaCrossover \${1} sma_crossover\` };`,
      '// SMA_CROSSOVER',
      'const b = /sma-crossover/.test(a.smaCrossover);',
    ];
    expect(renamed(text.join('\n'))?.split('\n')).toEqual([
      '/** The My idea, {@link MyIdea}. */',
      `const a = { myIdea: 'my-idea', other: \`an MyIdea \${1} my_idea\` };`,
      '// MY_IDEA',
      'const b = /my-idea/.test(a.myIdea);',
    ]);
  });

  it('returns the lines of string literals, except those in comments, imports and specs', () => {
    const text = `import './sma-crossover.ts';\n// sma-crossover\nexport const tag = 'sma-crossover';\n`;
    const sources = new Map([
      ['strategy.ts', text],
      ['strategy.spec.ts', text],
    ]);
    expect(renameCode(sources, SMA, 'x').runningTexts).toEqual(['strategy.ts:3']);
  });

  it('keeps foreign names: imports, packages, members of the base class', () => {
    const text = [
      `import { Algorithm, OrderEvent as Event, type OrderEventKind } from 'tradewright';`,
      `import 'order-event';`,
      `export default class OrderEventTrader extends Algorithm {`,
      `  override onOrderEvent(orderEvent: Event): OrderEventKind { return new Order(Event, orderEvent.kind); }`,
      `}`,
    ];
    expect(renamed(text.join('\n'), new Renaming('order-event', 'mine'))?.split('\n')).toEqual([
      `import { Algorithm, OrderEvent as Event, type OrderEventKind } from 'tradewright';`,
      `import 'order-event';`,
      `export default class MineTrader extends Algorithm {`,
      `  override onOrderEvent(mine: Event): OrderEventKind { return new Order(Event, mine.kind); }`,
      `}`,
    ]);
  });

  it('renames members in shorthand, quoted and destructured form', () => {
    const text = [
      `interface State { smaCrossover: number }`,
      `export function f(smaCrossover: number, { smaCrossover: other }: State) {`,
      `  const bag = { smaCrossover, 'sma_crossover': 2, 'sma-crossover': 3 };`,
      `  const { smaCrossover: taken, ...rest } = bag;`,
      `  return bag.smaCrossover + bag.sma_crossover + bag['sma-crossover'] + rest.sma_crossover + taken + other;`,
      `}`,
    ];
    expect(renamed(text.join('\n'))?.split('\n')).toEqual([
      `interface State { myIdea: number }`,
      `export function f(myIdea: number, { myIdea: other }: State) {`,
      `  const bag = { myIdea, 'my_idea': 2, 'my-idea': 3 };`,
      `  const { myIdea: taken, ...rest } = bag;`,
      `  return bag.myIdea + bag.my_idea + bag['my-idea'] + rest.my_idea + taken + other;`,
      `}`,
    ]);
  });

  it('supports a new name that contains the old one', () => {
    expect(renamed('export default class SmaCrossover {}', new Renaming('sma-crossover', 'sma-crossover-2'))).toBe(
      'export default class SmaCrossover2 {}',
    );
  });

  it('renames a one-word name only where it cannot be an ordinary word', () => {
    const trend = new Renaming('trend', 'mine');
    const text = `// The trend.\nexport default class Trend { trend = 'trend'; leg?: TrendLeg; TREND = 1 }\ninterface TrendLeg {}\n`;
    expect(renamed(text, trend)).toBe(
      `// The trend.\nexport default class Mine { trend = 'trend'; leg?: MineLeg; TREND = 1 }\ninterface MineLeg {}\n`,
    );
    const spec = `import Trend from './strategy.ts';\ndescribe('trend', () => it('has a trend', () => new Trend('trend')));`;
    expect(renamed(spec, trend, 'a.spec.ts')).toBe(
      `import Mine from './strategy.ts';\ndescribe('mine', () => it('has a trend', () => new Mine('trend')));`,
    );
  });

  it('rejects a source that does not parse, with its line', () => {
    expect(() => renamed('class {\n  broken(: void {}\n}')).toThrow(
      /^strategies\/x\/strategy\.ts:2 cannot be understood: .* Correct it there first\.$/,
    );
  });

  it('rejects a name that already means something else in the code', () => {
    const text = `import { Algorithm } from 'tradewright';\nexport default class SmaCrossover extends Algorithm {}`;
    expect(() => renamed(text, new Renaming('sma-crossover', 'algorithm'))).toThrow(
      'Under the name "algorithm" something in the code would be called Algorithm, which already means something else there.',
    );
  });
});

describe('a one-word name instead of one with several words', () => {
  it('is rejected when it would mean two things', () => {
    const text = `export default class SmaCrossover { smaCrossover = 1; sma_crossover = 2; }`;
    expect(() => renamed(text, new Renaming('sma-crossover', 'mine'))).toThrow(
      'something in the code would be called mine',
    );
  });
});

describe('renameText', () => {
  it('renames a name of several words everywhere', () => {
    expect(renameText('# sma-crossover\n\nAn SMA crossover.', SMA)).toBe('# my-idea\n\nAn My idea.');
  });

  it('renames a one-word name only in commands, paths, headings and code, but no parameters', () => {
    const trend = new Renaming('trend', 'mine');
    const text = '# Trend\n\nA trend, `trend`.\n\n    engine backtest --strategy trend\n    strategies/trend/x trend-x';
    expect(renameText(text, trend)).toBe(
      '# Mine\n\nA trend, `mine`.\n\n    engine backtest --strategy mine\n    strategies/mine/x trend-x',
    );
    expect(renameText('`trend`', trend, new Set(['trend']))).toBe('`trend`');
  });
});
