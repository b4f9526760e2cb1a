import { describe, expect, it } from 'vitest';
import { parameterTypes } from './parameter-types.ts';

describe('the types of parameters', () => {
  it('follow the declarations in config.json', () => {
    expect(
      parameterTypes({
        fast: { type: 'integer', default: 5, description: 'Days of the fast average.' },
        threshold: { default: 0.5 },
        'the side': { type: 'string', default: 'long', choices: ['long', "trader's"], description: 'ends */ here' },
        symbols: { default: ['AAPL'] },
        dry: { default: true },
        days: { default: 10, choices: [10, 20.5] },
      }),
    ).toBe(`/** The parameters of config.json; \`engine types\` writes this file. */
export interface StrategyParameters {
  /** Days of the fast average. */
  readonly fast: number;
  readonly threshold: number;
  /** ends * / here. */
  readonly 'the side': 'long' | 'trader\\'s';
  readonly symbols: readonly string[];
  readonly dry: boolean;
  readonly days: 10 | 20.5;
}
`);
  });

  it('do not exist without parameters', () => {
    expect(parameterTypes(undefined)).toBeUndefined();
    expect(parameterTypes({})).toBeUndefined();
  });
});
