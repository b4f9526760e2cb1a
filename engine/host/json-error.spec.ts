import { describe, expect, it } from 'vitest';
import { jsonErrorOf } from './json-error.ts';

describe('jsonErrorOf', () => {
  it.each([
    ['{\n "cash": ,\n}', 2, 10],
    ['{\n "cash": 1,\n}', 3, 1],
    ['{"a": 1 "b": 2}', 1, 9],
    ['{"a": [1, 2\n', 2, 1],
    ['{"a": 01}', 1, 7],
    ["{'a': 1}", 1, 2],
    ['{"a": "x\ny"}', 1, 7],
    ['{} extra', 1, 4],
    ['', 1, 1],
    ['{"a": {"b": [true, nul]}}', 1, 20],
  ])('of %j', (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonErrorOf(text)).toMatchObject({ line, column });
  });

  it.each([
    ['{\n "cash": 1,\n}', 'the comma before it is one too many'],
    ['{"a": [1, ]}', 'the comma before it is one too many'],
    ['// cash\n{}', 'JSON has no comments'],
    ['{"a": 1 /* one */}', 'JSON has no comments'],
    ["{'a': 1}", 'strings need double quotes'],
    ['{"a": [1, 2\n', 'the file ends too early'],
    [' \n', 'the file is empty'],
    ['{"a": 01}', ''],
  ])('reports the usual mistake in %j', (text, hint) => {
    expect(jsonErrorOf(text).hint).toBe(hint);
  });
});
