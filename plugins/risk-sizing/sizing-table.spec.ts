import { sizingModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { SIZES } from './sizing-table.ts';

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  fixed: ['1000'],
  percent: ['0.1'],
  kelly: [],
  'optimal-f': [],
  'volatility-target': ['0.1', '1', '0', 'sample'],
  'vix-scaled': ['0.1'],
  'risk-per-trade': ['0.01', '0.3'],
  'meta-label': ['0.1'],
};

for (const [name, create] of Object.entries(SIZES))
  sizingModelConformance(name, { create: () => create(ARGUMENTS[name]) });

describe('the arguments of sizing models', () => {
  it('have defaults', () => {
    expect(Object.entries(SIZES).map(([name, create]) => create(ARGUMENTS[name]).id)).toEqual([
      'fixed:1000',
      'percent:0.1',
      'kelly:0.5,0.25,30',
      'optimal-f:0.25,30',
      'volatility-target:0.1,1,0,sample',
      'vix-scaled:0.1,20,vix',
      'risk-per-trade:0.01,0.3',
      'meta-label:0.1',
    ]);
  });

  it('are refused with an example where they are no numbers', () => {
    expect(() => SIZES.percent([])).toThrow('Write it such as percent:0.1.');
    expect(() => SIZES['volatility-target'](['0.1', '1', '0', 'guess'])).toThrow('Write it such as');
    expect(() => SIZES.percent(['-1'])).toThrow('not a number above 0');
  });
});
