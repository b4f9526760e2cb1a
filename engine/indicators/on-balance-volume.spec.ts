import { describe, expect, it } from 'vitest';
import { OnBalanceVolume } from './on-balance-volume.ts';
import { contractViolations, valuesOfBars } from './spec-support.ts';

describe('OnBalanceVolume', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new OnBalanceVolume())).toEqual([]);
  });

  it('adds the volume of bars that close higher and subtracts the volume of bars that close lower', () => {
    const bars = [
      [1, 1, 1, 10, 100],
      [1, 1, 1, 11, 30],
      [1, 1, 1, 11, 999],
      [1, 1, 1, 9, 50],
    ] as const;
    expect(valuesOfBars(new OnBalanceVolume(), bars)).toEqual([100, 130, 130, 80]);
  });
});
