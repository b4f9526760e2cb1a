import { describe, expect, it } from 'vitest';
import { withDefaults } from './apply-parameters.ts';
import { dailyEquity, dailyReturns, daysPerYear, splitAt } from './daily-equity.ts';
import { checkObjective, objectiveValue, parseConstraint } from './objective.ts';
import { parameterSpace } from './parameter-space.ts';

const DECLARATIONS = {
  fast: { default: 5, min: 1, max: 20 },
  share: { default: 0.5, min: 0, max: 1 },
  kind: { default: 'a', choices: ['a', 'b', 'c'] },
  isLong: { default: true },
  symbols: { type: 'list', default: ['A'] },
  free: { default: 3 },
} as const;
const VALUES = { fast: 5, share: 0.5, kind: 'a', isLong: true, symbols: ['A'], free: 3 };

function spaceOf(ranges: readonly string[] = [], fixed: readonly string[] = []) {
  return parameterSpace({ declarations: DECLARATIONS, values: VALUES, fixed, ranges });
}

describe('parameterSpace', () => {
  it('varies what has a range or choices and is not fixed', () => {
    expect(spaceOf().parameters).toEqual([
      { name: 'fast', dimension: { kind: 'number', min: 1, max: 20, step: 1 } },
      { name: 'share', dimension: { kind: 'number', min: 0, max: 1, step: undefined } },
      { name: 'kind', choices: ['a', 'b', 'c'], dimension: { kind: 'choice', count: 3 } },
      { name: 'isLong', choices: [false, true], dimension: { kind: 'choice', count: 2 } },
    ]);
    expect(spaceOf([], ['share', 'kind']).parameters.map(({ name }) => name)).toEqual(['fast', 'isLong']);
  });

  it('varies only what has a range of the command line', () => {
    const space = spaceOf(['fast=2:20:6', 'kind=c,a', 'free=1:2']);
    expect(space.parameters.map(({ dimension }) => dimension)).toEqual([
      { kind: 'number', min: 2, max: 20, step: 6 },
      { kind: 'choice', count: 2 },
      { kind: 'number', min: 1, max: 2, step: 1 },
    ]);
    const values = space.valuesOf(Float64Array.of(8, 0, 2));
    expect(values).toEqual({ ...VALUES, fast: 8, kind: 'c', free: 2 });
    expect([...space.pointOf(values)]).toEqual([8, 0, 2]);
  });

  it.each([
    [['fast=9:2'], 'ascending order'],
    [['fast=1:5:0.5'], 'whole numbers'],
    [['fast=1:50'], 'from 1 to 20'],
    [['fast'], 'has no range'],
    [['none=1:2'], 'no parameter "none"'],
    [['fast=1:2', 'fast=3:4'], 'two ranges'],
    [['kind=x,a'], 'of a, b, c'],
  ])('refuses %s', (ranges, message) => {
    expect(() => spaceOf(ranges)).toThrow(message);
  });

  it('refuses a search of nothing', () => {
    expect(() => spaceOf([], ['fast', 'share', 'kind', 'isLong'])).toThrow('No parameter of the strategy');
  });
});

describe('objectives and constraints', () => {
  it('are figures, negated by a minus', () => {
    expect(objectiveValue('sharpeRatio', { sharpeRatio: 2 })).toBe(2);
    expect(objectiveValue('-drawdown', { drawdown: 0.2 })).toBe(-0.2);
    expect(objectiveValue('sharpeRatio', {})).toBeNaN();
    expect(() => checkObjective('own')).not.toThrow();
    expect(() => checkObjective('sharpRatio')).toThrow('sharpeRatio');
  });

  it('compare parameters, figures and numbers', () => {
    const before = parseConstraint('fast < share', ['fast', 'share']);
    expect([before.isOfParameters, before.isKept({ fast: 1, share: 2 }), before.isKept({ fast: 2, share: 2 })]).toEqual(
      [true, true, false],
    );
    const after = parseConstraint('drawdown<=0.2', ['fast']);
    expect([after.isOfParameters, after.isKept({ drawdown: 0.2 }), after.isKept({ drawdown: 0.3 })]).toEqual([
      false,
      true,
      false,
    ]);
    expect(parseConstraint('fast>=-1', ['fast']).isKept({ fast: 0 })).toBe(true);
    expect(() => parseConstraint('fast=3', ['fast'])).toThrow('cannot be read');
    expect(() => parseConstraint('fats<3', ['fast'])).toThrow('there is no "fats"');
  });
});

describe('withDefaults', () => {
  const text = `{
  "parameters": {
    "symbols": { "type": "list", "default": ["AAPL", "MSFT"], "description": "a \\"list\\"" },
    "fast":   { "min": 1, "default": 5, "max": 20 },
    "fastest": { "default": 5 }
  },
  "cash": 5
}
`;

  it('changes defaults and nothing else', () => {
    const { text: changed, names } = withDefaults(text, { fast: 12, symbols: ['X'], fastest: 5 });
    expect(names).toEqual(['fast', 'symbols']);
    expect(changed).toBe(
      text.replace('["AAPL", "MSFT"]', '["X"]').replace('"default": 5, "max"', '"default": 12, "max"'),
    );
  });

  it('keeps the values right where the format cannot be kept', () => {
    const odd = '{"note":{"fast":{"default":1}},"parameters":{"fast":{"default":5}}}';
    expect(JSON.parse(withDefaults(odd, { fast: 7 }).text)).toEqual({
      note: { fast: { default: 1 } },
      parameters: { fast: { default: 7 } },
    });
  });
});

describe('daily equity', () => {
  const day = 86_400_000;

  it('takes the last sample of each day of the grid', () => {
    const equity = {
      time: Float64Array.of(0, day / 2, day, day, 2 * day, 3 * day),
      value: Float64Array.of(100, 101, 102, 110, 99, 99),
    };
    const empty = new Float64Array(0);
    const daily = { time: Float64Array.of(0, day, 2 * day), equity: empty, long: empty, short: empty, prices: [] };
    const days = dailyEquity({ equity, daily });
    expect(days).toEqual({ time: daily.time, equity: Float64Array.of(100, 110, 99) });
    expect([...dailyReturns(days)].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.1, -0.1]);
    expect(daysPerYear(days)).toBeCloseTo(365.25, 9);
    expect([...dailyReturns({ equity: Float64Array.of(1, 0, 5) })]).toEqual([-1, 0]);
  });

  it.each([-9, 0, 5])('is divided at the midnight of a time zone %d hours after UTC', (hours) => {
    const time = Float64Array.from({ length: 6 }, (_, index) => index * day + hours * 3_600_000);
    const days = { time, equity: Float64Array.of(1, 2, 3, 4, 5, 6) };
    const [before, after] = splitAt(days, 2 * day);
    // the sample of the third midnight holds what the two days before have come to
    expect([...before.equity]).toEqual([1, 2, 3]);
    expect([...after.equity]).toEqual([3, 4, 5, 6]);
    expect(dailyReturns(before).length + dailyReturns(after).length).toBe(dailyReturns(days).length);
    expect(splitAt(days, 99 * day)[1].equity).toHaveLength(1);
  });
});
