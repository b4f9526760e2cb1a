import type { OrderView, RiskAlert, RiskContext, RiskRefusal, RiskRule } from 'tradewright/plugin';

/** Text of a limit and of the value that breaks it. */
type Words = (value: number, limit: number) => string;

/** What a rule with one limit consists of. */
export interface LimitRuleParts {
  readonly id: string;
  readonly code: string;
  readonly limit: number;
  /** Whether the limit is a least value instead of a largest one. */
  readonly isLeast?: boolean;
  /** The value that the order leads to; a text names missing data; undefined when the rule does not concern the order. */
  readonly measure: (order: OrderView, context: RiskContext) => number | string | undefined;
  /** The value at present, for limits that prices alone can break. */
  readonly present?: (context: RiskContext) => number | undefined;
  /** A sentence without the full stop of its own limit: `the positions could be worth 90 % …`. */
  readonly words: Words;
  /** The limit at present, where it changes. */
  readonly limitNow?: (context: RiskContext) => number;
}

/** A rule that compares one value with one limit. Orders that only reduce a position pass. */
export function limitRule(parts: LimitRuleParts): RiskRule {
  const { id, code, isLeast = false, words, measure, present } = parts;
  const limitOf = (context: RiskContext): number => parts.limitNow?.(context) ?? parts.limit;
  const refusalOf = (value: number, limit: number): RiskRefusal | undefined =>
    (isLeast ? value >= limit : value <= limit) ? undefined : { code, value, limit, message: words(value, limit) };
  return {
    id,
    check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
      if (context.isReducing(order)) return undefined;
      const value = measure(order, context);
      if (value === undefined) return undefined;
      if (typeof value === 'number' && !Number.isNaN(value)) return refusalOf(value, limitOf(context));
      context.reportMissingData(
        typeof value === 'string' ? value : `${order.symbol.ticker} has no price, so its order cannot be measured.`,
      );
      return undefined;
    },
    ...(present && {
      observe(context: RiskContext): RiskAlert | undefined {
        const value = present(context);
        return value === undefined || Number.isNaN(value) ? undefined : refusalOf(value, limitOf(context));
      },
    }),
  };
}

/** An amount with two decimal places. */
export function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A share as percentage. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
