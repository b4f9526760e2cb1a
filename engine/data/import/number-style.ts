import { EngineError } from '../../model/engine-error.ts';
import { IMPORT_ERRORS } from './errors.ts';

export type DecimalSign = 'point' | 'comma';

/** Texts that stand for a missing number, in lower case. */
const BLANKS: ReadonlySet<string> = new Set(['', 'null', 'nan', 'na', 'n/a', 'none', '-', '--', '—', '.']);
/** Behind a thousands separator. */
const THOUSANDS_DIGITS = 3;
const PLAIN = /^\d+(?:\.\d+)?$/;
const SUFFIXES: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 };

export function isBlank(text: string): boolean {
  return !startsWithDigit(text) && BLANKS.has(text.toLowerCase());
}

/**
 * Finds the decimal sign of a file's numbers.
 *
 * @throws EngineError IMPORT_AMBIGUOUS_NUMBERS where a comma or point with three digits behind it can be either and nothing else tells
 */
export function findDecimalSign(
  texts: Iterable<string>,
  { path, delimiter }: { path: string; delimiter: string },
): DecimalSign {
  const evidence: Partial<Record<DecimalSign, string>> = {};
  let commaAndThree: string | undefined;
  let pointAndThree: string | undefined;
  for (const text of texts) {
    const sign = signOf(text);
    if (sign === 'point' || sign === 'comma') evidence[sign] ??= text;
    else if (sign === ',') commaAndThree ??= text;
    else if (sign === '.') pointAndThree ??= text;
  }
  const { point, comma } = evidence;
  if (point !== undefined && comma !== undefined)
    throw ambiguous(path, `has the numbers ${point} and ${comma}, whose decimal signs contradict each other`);
  if (point !== undefined) return 'point';
  if (comma !== undefined) return 'comma';
  if (commaAndThree !== undefined)
    throw ambiguous(path, `has numbers such as ${commaAndThree}, which can be thousands or have a decimal comma`);
  if (pointAndThree !== undefined && delimiter === ';')
    throw ambiguous(path, `has numbers such as ${pointAndThree}, which can be thousands or have a decimal point`);
  return 'point';
}

/** Which decimal sign a number proves, or the only sign it has where that can be either. */
function signOf(text: string): DecimalSign | ',' | '.' | undefined {
  const point = text.indexOf('.');
  const comma = text.indexOf(',');
  if (point >= 0 && comma >= 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? 'point' : 'comma';
  const only = Math.max(point, comma);
  if (only < 0) return undefined;
  const isRepeated = text.indexOf(text[only], only + 1) >= 0;
  if (isRepeated) return point >= 0 ? 'comma' : 'point';
  // A leading zero or other than three digits behind it: no thousands.
  const isEither =
    text.length - only > THOUSANDS_DIGITS && /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.replaceAll(/[$€£\s]/g, ''));
  if (isEither) return point >= 0 ? '.' : ',';
  return point >= 0 ? 'point' : 'comma';
}

/** The plain decimal text of a number with thousands separators, currency signs and K, M, B; undefined when it is none. */
export function plainNumber(text: string, sign: DecimalSign): string | undefined {
  if (sign === 'point' && PLAIN.test(text)) return text;
  let bare = text.replaceAll(/[$€£'\s\u{A0}\u{202F}]/gu, '');
  bare = sign === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const match = /^([-+]?)(\d*\.?\d*)(?:e([-+]?\d+))?([kmb]?)$/i.exec(bare);
  if (match === null || !/\d/.test(match[2])) return undefined;
  const [, minus, digits, exponent = '0', suffix] = match;
  const shift = Number(exponent) + (SUFFIXES[suffix.toLowerCase()] ?? 0);
  return `${minus === '-' ? '-' : ''}${shifted(digits, shift)}`;
}

/** Moves the point of a decimal text. */
function shifted(digits: string, shift: number): string {
  if (shift === 0) return digits;
  const [whole, fraction = ''] = digits.split('.');
  if (shift > 0) {
    const padded = fraction.padEnd(shift, '0');
    const rest = padded.slice(shift);
    return `${whole}${padded.slice(0, shift)}`.replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
  }
  const padded = whole.padStart(1 - shift, '0');
  return `${padded.slice(0, shift)}.${padded.slice(shift)}${fraction}`;
}

function ambiguous(path: string, what: string): EngineError {
  return new EngineError(
    IMPORT_ERRORS.AMBIGUOUS_NUMBERS,
    `${path} ${what}. ${IMPORT_ERRORS.AMBIGUOUS_NUMBERS.remedy}`,
    {
      data: { file: path },
    },
  );
}

function startsWithDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}
