import { EngineError } from '../../model/engine-error.ts';
import { IMPORT_ERRORS } from './errors.ts';

export type DecimalSign = 'point' | 'comma';

/** Texts that represent a missing number, in lower case. */
const BLANKS: ReadonlySet<string> = new Set(['', 'null', 'nan', 'na', 'n/a', 'none', '-', '--', '—', '.']);
/** The digits after a thousands separator. */
const THOUSANDS_DIGITS = 3;
const PLAIN = /^\d+(?:\.\d+)?$/;
const SUFFIXES: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 };
/** A blank or an apostrophe before three digits is a thousands separator. */
const THOUSANDS_SIGN = /(?<=\d)[\p{Zs}'’‘ʼ`´](?=\d{3}(?!\d))/gu;
/** A currency code before or after a number: `USD 187.15`, `187.15 CHF`. */
const CURRENCY_CODE = /^[A-Z]{3}\s*(?=[-+\d.,])|(?<=[\d.,])\s*[A-Z]{3}$/u;
/** No price, size or time has more digits before or after its decimal point. */
const LARGEST_SHIFT = 30;
/** Longer texts are not numbers. */
const LONGEST_NUMBER = 60;

export function isBlank(text: string): boolean {
  return !startsWithDigit(text) && BLANKS.has(text.toLowerCase());
}

/** Determines the decimal sign of a file's numbers from one text after another. */
export class DecimalSignFinder {
  private readonly evidence: Partial<Record<DecimalSign, string>> = {};
  private commaAndThree: string | undefined;
  private pointAndThree: string | undefined;

  add(text: string): void {
    const sign = signOf(text);
    if (sign === 'point' || sign === 'comma') this.evidence[sign] ??= text;
    else if (sign === ',') this.commaAndThree ??= text;
    else if (sign === '.') this.pointAndThree ??= text;
  }

  /** Whether a text has determined the sign. */
  get isProven(): boolean {
    return this.evidence.point !== undefined || this.evidence.comma !== undefined;
  }

  /** Whether the texts so far determine the sign. */
  get isDecided(): boolean {
    const { point, comma } = this.evidence;
    return (
      (point === undefined) !== (comma === undefined) ||
      (this.commaAndThree === undefined && this.pointAndThree === undefined)
    );
  }

  /** @throws EngineError IMPORT_AMBIGUOUS_NUMBERS when a comma or point before three digits is ambiguous */
  sign({ path, delimiter }: { path: string; delimiter: string }): DecimalSign {
    const { point, comma } = this.evidence;
    if (point !== undefined && comma !== undefined)
      throw ambiguous(path, `has the numbers ${point} and ${comma}, whose decimal signs contradict each other`);
    if (point !== undefined) return 'point';
    if (comma !== undefined) return 'comma';
    if (this.commaAndThree !== undefined)
      throw ambiguous(
        path,
        `has numbers such as ${this.commaAndThree}, which can be thousands or have a decimal comma`,
      );
    if (this.pointAndThree !== undefined && delimiter === ';')
      throw ambiguous(
        path,
        `has numbers such as ${this.pointAndThree}, which can be thousands or have a decimal point`,
      );
    return 'point';
  }
}

/** {@link DecimalSignFinder} for a complete list of texts. */
export function findDecimalSign(texts: Iterable<string>, place: { path: string; delimiter: string }): DecimalSign {
  const finder = new DecimalSignFinder();
  for (const text of texts) finder.add(text);
  return finder.sign(place);
}

/** The decimal sign that a number determines, or its only sign if that is ambiguous. */
function signOf(text: string): DecimalSign | ',' | '.' | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  const point = text.indexOf('.');
  const comma = text.indexOf(',');
  if (point >= 0 && comma >= 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? 'point' : 'comma';
  const only = Math.max(point, comma);
  if (only < 0) return undefined;
  const isRepeated = text.indexOf(text[only], only + 1) >= 0;
  if (isRepeated) return point >= 0 ? 'comma' : 'point';
  // After a leading zero, or before other than three digits, it is no thousands separator.
  const isEither = text.length - only > THOUSANDS_DIGITS && /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(bareNumber(text));
  if (isEither) return point >= 0 ? '.' : ',';
  return point >= 0 ? 'point' : 'comma';
}

/**
 * The plain decimal text of a number with thousands separators, currency signs and K, M, B; undefined when it is none.
 */
export function plainNumber(text: string, sign: DecimalSign): string | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  if (sign === 'point' && PLAIN.test(text)) return text;
  let bare = bareNumber(text);
  const [thousands, decimal] = sign === 'comma' ? ['.', ','] : [',', '.'];
  if (bare.includes(thousands)) {
    // Groups have three digits, Indian ones two before the last three; anything else is not a number of this file.
    const [whole, ...fraction] = bare.split(decimal);
    if (fraction.length > 1 || fraction.join('').includes(thousands) || !areThousands(whole, thousands))
      return undefined;
    bare = [whole.replaceAll(thousands, ''), ...fraction].join(decimal);
  }
  if (sign === 'comma') bare = bare.replace(',', '.');
  const match = /^([-+]?)(\d*\.?\d*)(?:e([-+]?\d+))?([kmb]?)$/i.exec(bare);
  if (match === null || !/\d/.test(match[2])) return undefined;
  const [, minus, digits, exponent = '0', suffix] = match;
  const shift = Number(exponent) + (SUFFIXES[suffix.toLowerCase()] ?? 0);
  if (Math.abs(shift) > LARGEST_SHIFT) return undefined;
  return `${minus === '-' ? '-' : ''}${shifted(digits, shift)}`;
}

/** A number's text without currency signs and codes, and without blanks and apostrophes between thousands. */
function bareNumber(text: string): string {
  return text
    .replaceAll(/\p{Sc}/gu, '')
    .trim()
    .replace(CURRENCY_CODE, '')
    .replaceAll(THOUSANDS_SIGN, '')
    .replace(/(?<=^[-+])\s+|\s+(?=[kmb]$)/gi, '');
}

function areThousands(whole: string, separator: string): boolean {
  const [first, ...groups] = whole.replace(/^[-+]/, '').split(separator);
  const last = groups.pop();
  return (
    /^\d{1,3}$/.test(first) &&
    last !== undefined &&
    /^\d{3}(?:[kmb])?$/i.test(last) &&
    groups.every((group) => /^\d{2,3}$/.test(group))
  );
}

/** Shifts the decimal point of a text. */
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
