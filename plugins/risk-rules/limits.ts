import { EngineError } from 'tradewright/plugin';
import { RISK_ERRORS } from './errors.ts';

/** An amount above zero. @throws EngineError RISK_BAD_LIMIT */
export function amountOf(rule: string, parts: readonly string[]): number {
  return limitOf(rule, parts, { example: '1000', largest: Infinity });
}

/**
 * A share above zero; 1 is the whole portfolio, and a position on margin may exceed it.
 * @throws EngineError RISK_BAD_LIMIT
 */
export function shareOf(rule: string, parts: readonly string[]): number {
  return limitOf(rule, parts, { example: '0.05', largest: 100 });
}

function limitOf(
  rule: string,
  parts: readonly string[],
  { example, largest }: { readonly example: string; readonly largest: number },
): number {
  const [text] = parts;
  const limit = text === undefined || text.trim() === '' ? NaN : Number(text);
  if (parts.length === 1 && Number.isFinite(limit) && limit > 0 && limit <= largest) return limit;
  throw new EngineError(
    RISK_ERRORS.BAD_LIMIT,
    `The risk rule ${rule} was given "${parts.join(',')}" as its limit. Write one number above zero${largest === Infinity ? '' : ` and at most ${largest}`} after the name, for example ${rule}:${example}.`,
    { data: { rule, parts } },
  );
}
