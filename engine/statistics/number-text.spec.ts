import { describe, expect, it } from 'vitest';
import { doubleText, roundDouble } from './number-text.ts';

describe('roundDouble', () => {
  it.each([
    [17.30449, 3, 17.304],
    [0.0125, 3, 0.012],
    [0.0375, 3, 0.038],
    [-2.5, 0, -2],
    [-19.0001, 3, -19],
    [1e17, 3, 1e17],
  ])('rounds %d to %d places', (value, places, expected) => {
    expect(roundDouble(value, places)).toBe(expected);
  });

  it('keeps the sign of numbers that it rounds to zero', () => {
    expect(roundDouble(-0.0004, 3)).toBe(-0);
    expect(roundDouble(0.0004, 3)).toBe(0);
  });
});

describe('doubleText', () => {
  it.each([
    [0.1, '0.1'],
    [-19, '-19'],
    [0, '0'],
    [-0, '-0'],
    [123456789012345, '123456789012345'],
    [1e15, '1E+15'],
    [-1.25e21, '-1.25E+21'],
    [1e-5, '1E-05'],
    [0.001, '0.001'],
  ])('prints %d as .NET does', (value, expected) => {
    expect(doubleText(value)).toBe(expected);
  });
});
