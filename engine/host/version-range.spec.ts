import { describe, expect, it } from 'vitest';
import { isVersionRange, satisfiesRange } from './version-range.ts';

describe('satisfiesRange', () => {
  it.each([
    ['0.1.0', '^0.1.0', true],
    ['0.1.9', '^0.1.0', true],
    ['0.2.0', '^0.1.0', false],
    ['1.9.0', '^1.2.3', true],
    ['2.0.0', '^1.2.3', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['0.2.5', '>=0.1.0 <0.3.0', true],
    ['0.3.0', '>=0.1.0 <0.3.0', false],
    ['1.0.0', '1.0.0', true],
    ['1.0.1', '<=1.0.0', false],
    ['1.0.1', '>1.0.0', true],
    ['9.9.9', '*', true],
    ['0.1.0', 'latest', false],
  ])('%s in %s: %s', (version, range, expected) => expect(satisfiesRange(version, range)).toBe(expected));

  it('knows what is no range', () => {
    expect(['^1.0.0', '>=1.0.0 <2.0.0', '*', '1', 'next', ''].map(isVersionRange)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
