import { describe, expect, it } from 'vitest';
import { declarationFault, parameterType, parseParameter } from './parameter-values.ts';
import type { ParameterDeclaration } from './strategy-config.ts';

const DECLARED: Record<string, ParameterDeclaration> = {
  fast: { default: 5, min: 2, max: 50 },
  threshold: { default: 0.005, min: 0 },
  symbols: { default: ['AAPL'] },
  mode: { type: 'string', default: 'long', choices: ['long', 'short'] },
  isOn: { default: true },
};
const CHOSEN: Record<string, ParameterDeclaration> = {
  days: { default: 10, choices: [10, 20] },
  share: { default: 0.5, choices: [0.25, 0.5] },
  coins: { default: ['BTC'], choices: ['BTC', 'ETH'] },
};

describe('parseParameter', () => {
  it.each([
    ['fast', '10', 10],
    ['threshold', '0.01', 0.01],
    ['symbols', 'AAPL, MSFT', ['AAPL', 'MSFT']],
    ['mode', 'short', 'short'],
    ['isOn', 'false', false],
    ['days', '20', 20],
    ['share', '0.25', 0.25],
    ['coins', 'ETH,BTC', ['ETH', 'BTC']],
  ])('reads %s=%s', (name, text, value) =>
    expect(parseParameter(name, text, { ...DECLARED, ...CHOSEN })).toEqual(value),
  );

  it.each([
    ['fast', 'ten', 'The parameter "fast" is "ten", but must be a whole number from 2 to 50. Give such a value.'],
    ['fast', '2.5', 'The parameter "fast" is "2.5", but must be a whole number from 2 to 50. Give such a value.'],
    ['fast', '51', 'The parameter "fast" is "51", but must be a whole number from 2 to 50. Give such a value.'],
    ['fast', '', 'The parameter "fast" is "", but must be a whole number from 2 to 50. Give such a value.'],
    ['fast', 'NaN', 'The parameter "fast" is "NaN", but must be a whole number from 2 to 50. Give such a value.'],
    ['threshold', '-1', 'The parameter "threshold" is "-1", but must be a number of at least 0. Give such a value.'],
    [
      'threshold',
      'Infinity',
      'The parameter "threshold" is "Infinity", but must be a number of at least 0. Give such a value.',
    ],
    ['symbols', 'AAPL,', 'The parameter "symbols" is "AAPL,", but must be a list with commas. Give such a value.'],
    ['mode', 'flat', 'The parameter "mode" is "flat", but must be a text, of long, short. Give such a value.'],
    ['days', '15', 'The parameter "days" is "15", but must be a whole number, of 10, 20. Give such a value.'],
    ['share', '0.3', 'The parameter "share" is "0.3", but must be a number, of 0.25, 0.5. Give such a value.'],
    ['coins', 'ADA', 'The parameter "coins" is "ADA", but must be a list with commas, of BTC, ETH. Give such a value.'],
    ['isOn', 'yes', 'The parameter "isOn" is "yes", but must be true or false. Give such a value.'],
    ['fats', '1', 'The strategy has no parameter "fats". Did you mean "fast"?'],
  ])('refuses %s=%s', (name, text, message) =>
    expect(() => parseParameter(name, text, { ...DECLARED, ...CHOSEN })).toThrow(message),
  );
});

describe('declarations', () => {
  it('infer their type from the default', () => {
    expect(Object.values(DECLARED).map(parameterType)).toEqual(['integer', 'number', 'list', 'string', 'boolean']);
    expect(parameterType({ default: 1, step: 0.5 })).toBe('number');
  });

  it('must have a valid default', () => {
    expect(declarationFault('fast', { default: 1, min: 2 })).toBe(
      'parameters.fast.default is 1, but must be a whole number of at least 2',
    );
    expect(declarationFault('fast', { type: 'boolean', default: 1 })).toBe(
      'parameters.fast.default is 1, but must be true or false',
    );
    expect(declarationFault('fast', { default: 1, min: 2, max: 1 })).toBe(
      'parameters.fast has a min of 2 above its max of 1',
    );
    expect(declarationFault('fast', { default: 2, min: 2 })).toBeUndefined();
  });
});

describe('choices', () => {
  it.each<[ParameterDeclaration, string | undefined]>([
    [{ default: 10, choices: [10, 20] }, undefined],
    [{ default: 0.5, choices: [0.5, 1] }, undefined],
    [{ default: 15, choices: [10, 20] }, 'x.default is 15, but must be a whole number, of 10, 20'],
    [{ default: 10, choices: ['10', '20'] }, 'x has "10" among its choices, but they must be a whole number'],
    [{ default: 10, max: 15, choices: [10, 20] }, 'x has 20 among its choices, but they must be a whole number of at'],
    [{ default: 'a', choices: ['a', 1] }, 'x has 1 among its choices, but they must be a text'],
    [{ default: ['a'], choices: ['a', 1] }, 'x has 1 among its choices, but they must be a text'],
    [{ default: true, choices: ['true'] }, 'x is true or false, so it can have no choices'],
  ])('of %j', (declaration, fault) => {
    const found = declarationFault('x', declaration);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});
