import { exitRuleConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { EXITS } from './exit-table.ts';

const ARGUMENTS: Readonly<Record<keyof typeof EXITS, readonly string[]>> = {
  'percent-stop': ['0.05'],
  'percent-target': ['0.1'],
  'fixed-stop': ['2.5'],
  'fixed-target': ['5'],
  'break-even': ['0.03'],
  'trailing-stop': ['0.02', '0.03'],
  'atr-stop': ['3', '14', 'trailing'],
  'garch-stop': [],
  'time-stop': ['30'],
  'event-stop': ['sentiment', '-0.5'],
};

for (const [name, create] of Object.entries(EXITS))
  exitRuleConformance(name, { create: () => create(ARGUMENTS[name]) });

describe('the arguments of exits', () => {
  it('are those of the rule', () => {
    expect(Object.entries(EXITS).map(([name, create]) => create(ARGUMENTS[name]).id)).toEqual([
      'percent-stop:0.05',
      'percent-target:0.1',
      'fixed-stop:2.5',
      'fixed-target:5',
      'break-even:0.03',
      'trailing-stop:0.02,0.03',
      'atr-stop:3,14,trailing',
      'garch-stop:2,5,2',
      'time-stop:30',
      'event-stop:sentiment,-0.5',
    ]);
  });

  it('are refused with an example where they are no numbers', () => {
    expect(() => EXITS['percent-stop'](['much'])).toThrow('Write it such as percent-stop:0.05.');
    expect(() => EXITS['percent-stop']([])).toThrow('Write it such as');
    expect(() => EXITS['percent-stop'](['5'])).toThrow('above 0 and below 1');
  });
});
