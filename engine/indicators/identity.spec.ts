import { describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';
import { contractViolations, valuesOf } from './spec-support.ts';

describe('Identity', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new Identity())).toEqual([]);
  });

  it('is the input', () => {
    expect(valuesOf(new Identity('close'), [3, 1, 2])).toEqual([3, 1, 2]);
  });
});
