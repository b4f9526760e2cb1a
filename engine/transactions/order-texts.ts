import { currencySymbol } from '../model/currency-symbols.ts';
import { Decimal } from '../model/decimal.ts';
import type { Order } from './order.ts';

/** A UTC instant in .NET's round-trip format, with seven decimal places. */
export function roundTripText(utc: number): string {
  return `${new Date(utc).toISOString().slice(0, -1)}0000Z`;
}

/** LEAN's default tag of a trailing stop. */
export function trailingTag(order: Order): string {
  const amount = Decimal.of(order.trailingAmount);
  const text = order.trailingAsPercentage
    ? `${amount.mul(Decimal.oneHundred).toString()}%`
    : `${currencySymbol(order.priceCurrency)}${amount.toString()}`;
  return `Trailing Amount: ${text}`;
}
