import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('JSON of files', () => {
  it('is read as it is', () => {
    expect(parseJson('{"a":[1,{"b":"[[[{\\"[\\\\"}]}')).toEqual({ a: [1, { b: '[[[{"[\\' }] });
    expect(parseJson(`[${'[1],'.repeat(1000)}1]`)).toHaveLength(1001);
  });

  it.each(['[', '{"a":'])('is refused where it is nested too deep, whole or broken (%s)', (open) => {
    const close = open === '[' ? ']' : '}';
    expect(() => parseJson(`${open.repeat(100_000)}1${close.repeat(100_000)}`)).toThrow(SyntaxError);
    expect(() => parseJson(open.repeat(100_000))).toThrow(SyntaxError);
  });
});
