import { describe, expect, it } from 'vitest';
import { jsonErrorPlace } from './json-error.ts';

describe('jsonErrorPlace', () => {
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
    expect(jsonErrorPlace(text)).toEqual({ line, column });
  });
});
