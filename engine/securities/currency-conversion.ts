import { Decimal } from '../model/decimal.ts';
import type { Security } from './security.ts';

/** One leg of a conversion: the price of a security, or its reciprocal. */
export interface ConversionStep<Rate = Security> {
  readonly security: Rate;
  readonly inverted: boolean;
}

/** A candidate pair for a conversion: `base` is priced in `quote`. */
export interface CurrencyPair<Rate> {
  readonly security: Rate;
  readonly base: string;
  readonly quote: string;
}

/**
 * Finds the legs that convert `source` to `destination`: one pair, or two with an intermediate currency, the first match in
 * the order of `pairs` (LEAN's SecurityCurrencyConversion.LinearSearch). Undefined when there is none.
 */
export function planConversion<Rate>(
  source: string,
  destination: string,
  pairs: readonly CurrencyPair<Rate>[],
): ConversionStep<Rate>[] | undefined {
  const direct = stepBetween(source, destination, pairs);
  if (direct !== undefined) return [direct];
  for (const first of pairs) {
    const middle = first.base === source ? first.quote : first.quote === source ? first.base : undefined;
    if (middle === undefined) continue;
    const second = stepBetween(middle, destination, pairs);
    if (second !== undefined) return [{ security: first.security, inverted: first.quote === source }, second];
  }
  return undefined;
}

function stepBetween<Rate>(
  source: string,
  destination: string,
  pairs: readonly CurrencyPair<Rate>[],
): ConversionStep<Rate> | undefined {
  for (const pair of pairs) {
    if (pair.base === source && pair.quote === destination) return { security: pair.security, inverted: false };
    if (pair.base === destination && pair.quote === source) return { security: pair.security, inverted: true };
  }
  return undefined;
}

/** The exact rate of a chain of legs, from each leg's newest row (for crypto also quotes); zero if a leg has no price. */
export function exactRateOf(steps: readonly ConversionStep[]): Decimal {
  let rate = Decimal.one;
  for (const { security, inverted } of steps) {
    const { price } = security.cache;
    if (!(price > 0)) return Decimal.zero;
    rate = inverted ? rate.div(Decimal.of(price)) : rate.mul(Decimal.of(price));
  }
  return rate;
}
