/** Rounds a double to decimal places, half to even, by scaling as .NET's Math.Round does; keeps the sign of zero. */
export function roundDouble(value: number, places: number): number {
  if (!(Math.abs(value) < 1e16)) return value;
  const power = 10 ** places;
  const scaled = value * power;
  const floor = Math.floor(scaled);
  const part = scaled - floor;
  const rounded = part > 0.5 || (part === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return rounded === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rounded / power;
}

/**
 * A double as .NET prints it: the shortest round-trip digits, "-0" for negative zero, an exponent from 1E+15 on and
 * below 0.0001.
 */
export function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e15) || !Number.isFinite(value)) return String(value);
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits}E${exponent.startsWith('-') ? '-' : '+'}${exponent.slice(1).padStart(2, '0')}`;
}
