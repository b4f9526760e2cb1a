import type { OrderView, RiskAlert, RiskContext, RiskRefusal, RiskRule } from 'tradewright/plugin';
import { percent } from './limit-rule.ts';

const HOUR = 3_600_000;

/** Loss since the highest observed value of the portfolio, as a share of it. */
function drawdown({ portfolio, peakValue }: RiskContext): number {
  return 1 - portfolio.totalPortfolioValue / peakValue;
}

/** Whether a share reaches a limit; 1 - 0.9 does reach 0.1. */
function isAtLeast(value: number, limit: number): boolean {
  return value >= limit - 1e-12;
}

function drawdownAlert(code: string, value: number, limit: number, then: string): RiskAlert {
  const message = `the drawdown is ${percent(value)}, and the limit is ${percent(limit)}${then}.`;
  return { code, value, limit, message };
}

/** Raises an alert while the portfolio is that far below its highest value. */
export function drawdownWarning(share: number): RiskRule {
  return {
    id: `drawdown-warn:${share}`,
    check: () => undefined,
    observe(context) {
      const value = drawdown(context);
      return isAtLeast(value, share) ? drawdownAlert('DRAWDOWN_WARNING', value, share, '') : undefined;
    },
  };
}

/** Reduces new positions by a factor while the portfolio is that far below its highest value; several make a ladder. */
export function drawdownReduction(share: number, factor: number): RiskRule {
  return {
    id: `drawdown-reduce:${share},${factor}`,
    check: () => undefined,
    sizeFactor: (context) => (isAtLeast(drawdown(context), share) ? factor : 1),
    observe(context) {
      const value = drawdown(context);
      return isAtLeast(value, share)
        ? drawdownAlert('DRAWDOWN_REDUCTION', value, share, `; new positions are ${percent(factor)} of their size`)
        : undefined;
    },
  };
}

/** Halts trading once the portfolio is that far below its highest value, until a user resumes it with a reason. */
export function drawdownHalt(share: number): RiskRule {
  let halted: number | undefined;
  const look = (context: RiskContext): number | undefined => {
    const value = drawdown(context);
    if (isAtLeast(value, share)) halted = Math.max(halted ?? 0, value);
    return halted;
  };
  const alertOf = (value: number): RiskAlert =>
    drawdownAlert('DRAWDOWN_HALT', value, share, '; only orders that reduce positions pass until trading is resumed');
  return {
    id: `drawdown-halt:${share}`,
    check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
      const value = look(context);
      if (value === undefined || context.isReducing(order)) return missingPeak(context);
      return alertOf(value);
    },
    observe(context) {
      const value = look(context);
      return value === undefined ? undefined : alertOf(value);
    },
    resume: () => (halted = undefined),
  };
}

function missingPeak(context: RiskContext): undefined {
  if (Number.isNaN(drawdown(context))) context.reportMissingData('the highest value of the portfolio is not known.');
  return undefined;
}

/** After that many losing trades in a row, positions are reduced by a factor until a trade wins. */
export function sizeAfterLosses(count: number, factor: number): RiskRule {
  return {
    id: `size-after-losses:${count},${factor}`,
    check: () => undefined,
    sizeFactor: ({ lossesInARow }) => (lossesInARow >= count ? factor : 1),
    observe: ({ lossesInARow }) =>
      lossesInARow < count
        ? undefined
        : {
            code: 'LOSSES_IN_A_ROW',
            value: lossesInARow,
            limit: count,
            message: `${lossesInARow} trades in a row have lost, and the limit is ${count}; new positions are ${percent(factor)} of their size.`,
          },
  };
}

/** After that many losing trades in a row, only orders that reduce positions pass for some hours. */
export function pauseAfterLosses(count: number, hours: number): RiskRule {
  return {
    id: `pause-after-losses:${count},${hours}`,
    check(order, context) {
      const { lossesInARow, lastLossUtc, utcTime } = context;
      if (lossesInARow < count || utcTime - lastLossUtc >= hours * HOUR || context.isReducing(order)) return undefined;
      const message = `${lossesInARow} trades in a row have lost, and the limit is ${count}; trading pauses for ${hours} hours after the last.`;
      return { code: 'LOSSES_IN_A_ROW', value: lossesInARow, limit: count, message };
    },
  };
}

/** No new position in a symbol for some hours after a losing trade in it. */
export function cooldown(hours: number): RiskRule {
  return {
    id: `cooldown:${hours}`,
    check(order, context) {
      const value = (context.utcTime - context.lastLossOf(order.symbol)) / HOUR;
      if (value >= hours || context.isReducing(order)) return undefined;
      const message = `the last loss in ${order.symbol.ticker} is ${value.toFixed(1)} hours ago, and at least ${hours} must pass.`;
      return { code: 'COOLDOWN', value, limit: hours, message };
    },
  };
}
