import { describe, expect, it } from 'vitest';
import { requireSize } from './require-size.ts';

describe('requireSize', () => {
  it('accepts sizes above 0 and rejects others', () => {
    expect(requireSize('brick size', 0.5)).toBe(0.5);
    for (const size of [0, -1, NaN, Infinity])
      expect(() => requireSize('brick size', size)).toThrow(/brick size of a consolidator/);
  });
});
