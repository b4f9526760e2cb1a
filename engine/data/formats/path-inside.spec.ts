import fc from 'fast-check';
import { resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../model/engine-error.ts';
import { isFileName, pathInside, relativePathInside } from './path-inside.ts';
import { printable, shownText } from './shown-text.ts';

describe('pathInside', () => {
  it.each([
    '..',
    '.',
    '',
    '...',
    'a/b',
    'a\\b',
    '../x',
    '/x',
    'x\0',
    'x\u001b[2J',
    'x\u202e',
    'nul',
    'AUX.zip',
    'com1',
    'x ',
    'x.',
    'C:',
    'a*',
  ])('rejects %j', (name) => {
    expect(isFileName(name)).toBe(false);
    expect(() => pathInside('/data', 'equity', name)).toThrow(expect.objectContaining({ code: 'DATA_UNSAFE_NAME' }));
  });

  it.each(['spy', 'brk.b', 'bac-p', '^gspc', 'con', 'prn', '20200102_trade.zip', 'łódź'])('accepts %j', (name) => {
    expect(pathInside('/data', 'equity', name)).toBe(['', 'data', 'equity', name].join(sep));
  });

  it('never leads out of the folder for any text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '.', '/', '\\', 'a', '\0', '%2e%2e'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.constantFrom('', '/', '\\'), (parts, glue) => {
        let path: string;
        try {
          path = relativePathInside('/data/root', parts.join(glue));
        } catch (fault) {
          expect(fault).toBeInstanceOf(EngineError);
          return;
        }
        expect(resolve(path).startsWith(`/data/root${sep}`)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('shownText', () => {
  it('is short and has no control characters', () => {
    expect(shownText('a\u001b[31m\0\u202eb\n')).toBe('"a\\u{1b}[31m\\u{0}\\u{202e}b\\u{a}"');
    expect(printable('x'.repeat(50_000_000))).toHaveLength(121);
  });
});
