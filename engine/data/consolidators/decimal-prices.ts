/** Movements of a price below this share of it are rounding of float64: decimals would have been equal. */
const TIE = 2 ** -44;

/** The decimal that a result of adding or multiplying decimals stands for: rounded to 15 digits. Once a bar, not once a row. */
export function meantDecimal(value: number): number {
  return Number(value.toPrecision(15));
}

/** Whether `left` exceeds `right`, where both are differences of prices near `price` and decimals would decide. */
export function exceeds(left: number, right: number, price: number): boolean {
  return left - right > TIE * Math.abs(price);
}

/** To a whole number, halves to the even one, as .NET's `Math.Round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
