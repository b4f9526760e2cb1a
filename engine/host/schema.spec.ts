import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Manifest } from './manifest.ts';
import { objectSchema, schemaFaults, withoutFurtherKeys } from './schema.ts';
import type { Schema, Static } from './schema.ts';
import type { StrategyConfig } from './strategy-config.ts';

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    start: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a date written yyyy-mm-dd' },
    kind: { type: 'string', enum: ['one', 'two'] },
    cash: { type: 'number', exclusiveMinimum: 0 },
    days: { type: 'integer', minimum: 1, maximum: 9 },
    isOn: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' }, minItems: 1 },
    either: { anyOf: [{ type: 'number' }, { type: 'boolean' }] },
    free: { type: 'object', additionalProperties: { type: 'number' } },
  },
  required: ['name'],
  additionalProperties: false,
};

describe('schemaFaults', () => {
  it('finds no fault in valid values', () => {
    const value = {
      name: 'x',
      start: '2005-01-31',
      kind: 'two',
      cash: 0.5,
      days: 9,
      isOn: false,
      list: ['a'],
      either: true,
      free: { a: 1 },
    };
    expect(schemaFaults(value, SCHEMA)).toEqual([]);
  });

  it.each([
    [[], 'The file is [], but must be an object'],
    [{}, 'name is missing'],
    [{ name: 3 }, 'name is 3, but must be a text'],
    [{ name: 'x', strat: 1 }, 'strat is not known; did you mean "start"?'],
    [
      { name: 'x', zzzzzzzz: 1 },
      'zzzzzzzz is not known; the keys are: name, start, kind, cash, days, isOn, list, either, free',
    ],
    [{ name: 'x', start: '31.1.2005' }, 'start is "31.1.2005", but must be a date written yyyy-mm-dd'],
    [{ name: 'x', kind: 'three' }, 'kind is "three", but must be one of one, two'],
    [{ name: 'x', cash: 0 }, 'cash is 0, but must be a number above 0'],
    [{ name: 'x', cash: '5' }, 'cash is "5", but must be a number above 0'],
    [{ name: 'x', days: 1.5 }, 'days is 1.5, but must be a whole number from 1 to 9'],
    [{ name: 'x', isOn: 'yes' }, 'isOn is "yes", but must be true or false'],
    [{ name: 'x', list: [] }, 'list has 0 items, but needs at least 1'],
    [{ name: 'x', list: ['a', 2] }, 'list[1] is 2, but must be a text'],
    [{ name: 'x', either: 'a' }, 'either is "a", but must be a number or true or false'],
    [{ name: 'x', free: { a: 'b' } }, 'free.a is "b", but must be a number'],
  ])('of %j says %j', (value, fault) => expect(schemaFaults(value, SCHEMA)).toEqual([fault]));

  it('reports all faults at once', () => {
    expect(schemaFaults({ cash: -1, days: 0 }, SCHEMA)).toHaveLength(3);
  });
});

describe('keywords beyond those of the engine', () => {
  it.each<[Schema, unknown, string]>([
    [{ type: 'string', minLength: 3 }, 'ab', 'x is "ab": String is too short (2 < 3)'],
    [{ const: 5 }, 6, 'x is 6, but must be 5'],
    [{ type: ['string', 'null'] }, 1, 'x is 1, but must be a text or null'],
    [{ type: 'number', maximum: 5 }, 6, 'x is 6, but must be a number of at most 5'],
    [
      {
        anyOf: [
          { type: 'number', minimum: 1 },
          { type: 'object', required: ['a'] },
        ],
      },
      {},
      'x.a is missing',
    ],
    [
      { $defs: { day: { type: 'integer', minimum: 1 } }, $ref: '#/$defs/day' },
      0,
      'x is 0, but must be a whole number of at least 1',
    ],
  ])('%j of %j', (schema, value, fault) => expect(schemaFaults(value, schema, 'x')).toEqual([fault]));

  it('restores key names that JSON pointers escape', () => {
    const schema = { type: 'object', additionalProperties: { type: 'number' } };
    expect(schemaFaults({ 'a/b~c #%d': 'e' }, schema)).toEqual(['a/b~c #%d is "e", but must be a number']);
  });
});

describe('withoutFurtherKeys', () => {
  it('closes objects with declared members at every depth, unless they are open', () => {
    const inner = { type: 'object', properties: { a: { type: 'number' } } };
    const schema = withoutFurtherKeys({
      type: 'object',
      properties: { inner, open: { ...inner, additionalProperties: true } },
    });
    expect(schemaFaults({ inner: { b: 1 }, open: { b: 1 }, other: 1 }, schema)).toEqual([
      'inner.b is not known; the keys are: a',
      'other is not known; the keys are: inner, open',
    ]);
  });
});

describe('the types', () => {
  it('match the schemas', () => {
    const schema = objectSchema({ name: { type: 'string' }, list: { type: 'array', items: { type: 'number' } } }, [
      'name',
    ]);
    expectTypeOf<Static<typeof schema>>().toEqualTypeOf<{ readonly name: string; readonly list?: readonly number[] }>();
    expectTypeOf<StrategyConfig['cash']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<NonNullable<StrategyConfig['models']>['fee']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Manifest['provides'][number]['contract']>().toEqualTypeOf<string>();
    expectTypeOf<NonNullable<Manifest['contracts']>[number]['choice']>().toEqualTypeOf<'one' | 'named' | 'many'>();
    expect(schema.required).toEqual(['name']);
  });
});
