import { describe, expect, it } from 'vitest';
import { faultOfFit, oddFit } from '../../quant/volatility/spec-support.ts';

const COUNT = 1000;

describe('volatility fits', () => {
  it(`of ${COUNT} unusual series give a result or a reason`, () => {
    const faults: string[] = [];
    for (let number = 0; number < COUNT; number++) {
      const { name, returns, specification } = oddFit(number);
      const fault = faultOfFit(returns, specification);
      if (fault !== undefined) faults.push(`${name}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});
