/** Special number of decimal places: as many as in the number's shortest text. */
export const SHORTEST_PLACES = 15;

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Number of digits up to which text and float64 can be converted into each other without loss. */
const EXACT_DIGITS = 15;
/** No price and no size reaches it. */
export const LARGEST_NUMBER = 1e18;
const NUMBER = /^(-?)(\d*)(?:\.(\d*))?$/;

/** Reads decimal numbers from text, with the information to write the same text again. */
export class NumberText {
  /** The last number, divided by ten to the power of the shift. */
  value = 0;
  /** Decimal places of {@link value} in the text, at most 14, or {@link SHORTEST_PLACES}. */
  places = 0;
  /** Whether {@link writeNumber} reproduces the text. */
  isExact = false;

  /**
   * @param shift the text is the number multiplied by ten to this power.
   * @returns false when the text is not a decimal number, or is beyond all prices and sizes.
   */
  read(text: string, shift = 0): boolean {
    const match = NUMBER.exec(text);
    if (match === null) return false;
    const [, sign, whole, fraction = ''] = match;
    const digits = whole.length + fraction.length;
    if (digits === 0) return false;
    const places = fraction.length + shift;
    this.value =
      digits > EXACT_DIGITS
        ? Number(text) / POWERS_OF_TEN[shift]
        : Number(`${sign}${whole}${fraction}`) / POWERS_OF_TEN[places];
    if (!(Math.abs(this.value) < LARGEST_NUMBER)) return false;
    this.places = Math.min(places, SHORTEST_PLACES - 1);
    this.isExact = writeNumber(this.value, this.places, shift) === text;
    if (this.isExact || shift > 0 || String(this.value) !== text) return true;
    this.places = SHORTEST_PLACES;
    this.isExact = true;
    return true;
  }
}

/**
 * The text of a number multiplied by ten to the power of `shift`, with the given decimal places of the unshifted
 * number.
 */
export function writeNumber(value: number, places: number, shift = 0): string {
  if (shift === 0) return places === SHORTEST_PLACES ? plainText(value) : value.toFixed(places);
  if (places <= shift) return String(Math.round(value * POWERS_OF_TEN[shift]));
  const text = places === SHORTEST_PLACES ? plainText(value) : value.toFixed(places);
  return withPointMoved(text, shift);
}

/** The number of decimal places in the text of a number: the stored one, or that of its shortest text. */
export function decimalPlaces(value: number, places: number): number {
  if (places !== SHORTEST_PLACES) return places;
  const text = plainText(value);
  const point = text.indexOf('.');
  return point < 0 ? 0 : Math.min(text.length - point - 1, SHORTEST_PLACES);
}

/** The decimal places of a number without text: those of its shortest text. */
export function shortestPlaces(value: number): number {
  const text = String(value);
  if (text.includes('e')) return SHORTEST_PLACES;
  const point = text.indexOf('.');
  const places = point < 0 ? 0 : text.length - point - 1;
  return places < SHORTEST_PLACES ? places : SHORTEST_PLACES;
}

/** The shortest text of the number, without an exponent. */
function plainText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [mantissa, exponent] = text.split('e');
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return value.toFixed(Math.min(100, Math.max(0, places)));
}

function withPointMoved(text: string, shift: number): string {
  const isNegative = text.startsWith('-');
  const [whole, fraction = ''] = (isNegative ? text.slice(1) : text).split('.');
  const left = (whole + fraction.slice(0, shift).padEnd(shift, '0')).replace(/^0+(?=\d)/, '');
  const right = fraction.slice(shift);
  return `${isNegative ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}
