import { describe, expect, it } from 'vitest';
import { EngineError } from '../model/engine-error.ts';
import type { Flag } from './command.ts';
import { parseArguments } from './parse-arguments.ts';

const FLAGS: readonly Flag[] = [
  { name: 'strategy', isRequired: true, placeholder: 'NAME', description: '' },
  { name: 'fill-model', description: '' },
  { name: 'cash', placeholder: 'AMOUNT', description: '' },
  { name: 'param', kind: 'list', description: '' },
  { name: 'progress', kind: 'switch', description: '' },
  { name: 'json', kind: 'switch', description: '' },
  { name: 'help', kind: 'switch', description: '' },
  { name: 'severity', choices: ['error', 'warning'], description: '' },
];

const parse = (...words: string[]) => parseArguments(words, FLAGS, 'backtest');

describe('parseArguments', () => {
  it('reads values, lists and switches', () => {
    const flags = parse(
      '--strategy',
      'x',
      '--fill-model=equity:1,2',
      '--param',
      'a=1',
      '--param',
      'b=2',
      '--no-progress',
      '--json',
    );
    expect([flags.text('strategy'), flags.text('fill-model')]).toEqual(['x', 'equity:1,2']);
    expect(flags.list('param')).toEqual(['a=1', 'b=2']);
    expect([flags.isOn('progress', true), flags.isOn('json'), flags.isOn('help')]).toEqual([false, true, false]);
    expect(parse('--strategy', 'x').isOn('progress', true)).toBe(true);
  });

  it.each([
    ['a number', '5', '5'],
    ['a negative number', '-5', '-5'],
    ['leading zeros', '007', '007'],
    ['something like a number', '1e5', '1e5'],
  ])('keeps %s as typed', (_what, text, value) =>
    expect(parse('--strategy', 'x', '--cash', text).text('cash')).toBe(value),
  );

  it.each([
    [['--fill', 'x'], 'CLI_UNKNOWN_FLAG', 'engine backtest has no flag --fill. Did you mean --fill-model?'],
    [['--stratgy', 'x'], 'CLI_UNKNOWN_FLAG', 'engine backtest has no flag --stratgy. Did you mean --strategy?'],
    [
      ['--strategy', 'x', '--zzz'],
      'CLI_UNKNOWN_FLAG',
      'engine backtest has no flag --zzz. engine backtest --help lists its flags.',
    ],
    [
      ['--strategy', 'x', '-z'],
      'CLI_UNKNOWN_FLAG',
      'engine backtest has no flag -z. engine backtest --help lists its flags.',
    ],
    [[], 'CLI_MISSING_FLAG', 'engine backtest needs --strategy. Write engine backtest --strategy NAME.'],
    [['--strategy'], 'CLI_BAD_FLAG_VALUE', '--strategy has no value. Write engine backtest --strategy VALUE.'],
    [['--strategy', 'x', '--cash='], 'CLI_BAD_FLAG_VALUE', '--cash has no value. Write engine backtest --cash AMOUNT.'],
    [['--strategy', 'x', '--strategy', 'y'], 'CLI_BAD_FLAG_VALUE', '--strategy was given 2 times. Give it once.'],
    [['--strategy', 'x', '--severity', 'eror'], 'CLI_BAD_FLAG_VALUE', '--severity is "eror". Did you mean "error"?'],
    [
      ['--strategy', 'x', 'cash'],
      'CLI_UNEXPECTED_ARGUMENT',
      'engine backtest does not know what to do with "cash". Did you mean --cash?',
    ],
  ])('rejects %j', (words, code, message) => {
    try {
      parse(...words);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code, exitCode: 2, message });
    }
  });

  it('assigns words without a flag to positional flags, in their order', () => {
    const places: Flag[] = ['run', 'with'].map((name) => ({ name, isPositional: true, description: '' }));
    const words = (...typed: string[]) => parseArguments(typed, places, 'compare');
    expect(words('a', 'b').text('run')).toBe('a');
    expect(words('a', 'b').text('with')).toBe('b');
    expect(words('b', '--run', 'a').text('with')).toBe('b');
    expect(() => words('a', 'b', 'c')).toThrow('engine compare does not know what to do with "c".');
  });

  it('requires nothing with --help', () => expect(parse('--help').isOn('help')).toBe(true));
});
