import { describe, expect, it } from 'vitest';
import { schemaFaults } from './schema.ts';
import type { Schema } from './schema.ts';

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
};

describe('schemaFaults', () => {
  it('finds nothing in what fits', () => {
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

  it('tells all faults at once', () => {
    expect(schemaFaults({ cash: -1, days: 0 }, SCHEMA)).toHaveLength(3);
  });
});
