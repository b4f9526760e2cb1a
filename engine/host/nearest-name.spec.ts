import { describe, expect, it } from 'vitest';
import { editDistance, nearestName, suggestion } from './nearest-name.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['fast', 'fast', 0],
    ['fsat', 'fast', 1],
    ['fas', 'fast', 1],
    ['slow', 'fast', 4],
    ['', 'abc', 3],
  ])('of %j and %j is %i', (one, other, distance) => expect(editDistance(one, other)).toBe(distance));
});

describe('nearestName', () => {
  const names = ['sma-crossover', 'buy-and-hold', 'fast', 'slow'];
  it.each([
    ['sma-crosover', 'sma-crossover'],
    ['SMA_Crossover', 'sma-crossover'],
    ['fsat', 'fast'],
    ['buyandhold', 'buy-and-hold'],
    ['momentum', undefined],
    ['xyz', undefined],
  ])('of %j is %j', (name, nearest) => expect(nearestName(name, names)).toBe(nearest));

  it('lists the names when none is near', () => {
    expect(suggestion('xyz', ['fast', 'slow'], 'parameters')).toBe('The parameters are: fast, slow.');
    expect(suggestion('xyz', [], 'parameters')).toBe('There are no parameters.');
    expect(suggestion('slwo', ['fast', 'slow'], 'parameters')).toBe('Did you mean "slow"?');
  });
});
