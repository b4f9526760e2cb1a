import type { ExitPosition, ExitRule } from '../api/exit-rule.ts';
import { EngineError } from '../model/engine-error.ts';
import { POSITION_ERRORS } from './errors.ts';
import { averageTrueRange, expectedMove } from './price-moves.ts';

/** A price on the losing (-1) or the winning (1) side of an entry. */
function beside({ side, entryPrice }: ExitPosition, where: 1 | -1, share: number): number {
  return entryPrice * (1 + where * side * share);
}

/** A stop at a share of the entry price: 0.05 is 5 % away. @throws EngineError POSITION_BAD_EXIT */
export function percentStop(share: number): ExitRule {
  const id = `percent-stop:${share}`;
  requireShare(id, share, 1);
  return { id, isFixed: true, stopPrice: (position) => beside(position, -1, share) };
}

/** A target at a share of the entry price. @throws EngineError POSITION_BAD_EXIT */
export function percentTarget(share: number): ExitRule {
  const id = `percent-target:${share}`;
  requireShare(id, share, Infinity);
  return { id, isFixed: true, targetPrice: (position) => beside(position, 1, share) };
}

/** A stop that many price units from the entry price. @throws EngineError POSITION_BAD_EXIT */
export function fixedStop(distance: number): ExitRule {
  const id = `fixed-stop:${distance}`;
  requireShare(id, distance, Infinity);
  return { id, isFixed: true, stopPrice: ({ entryPrice, side }) => entryPrice - side * distance };
}

/** A target that many price units from the entry price. @throws EngineError POSITION_BAD_EXIT */
export function fixedTarget(distance: number): ExitRule {
  const id = `fixed-target:${distance}`;
  requireShare(id, distance, Infinity);
  return { id, isFixed: true, targetPrice: ({ entryPrice, side }) => entryPrice + side * distance };
}

/** Moves the stop to the entry price once the position has been a share ahead. @throws EngineError POSITION_BAD_EXIT */
export function breakEvenStop(gain: number): ExitRule {
  const id = `break-even:${gain}`;
  requireShare(id, gain, Infinity);
  return { id, stopPrice: (position) => (bestGain(position) >= gain ? position.entryPrice : undefined) };
}

/**
 * A stop that follows the most favourable price at a distance, a share of that price, from the start or once the position has
 * been `after` ahead. @throws EngineError POSITION_BAD_EXIT
 */
export function trailingStop(distance: number, { after = 0 }: { readonly after?: number } = {}): ExitRule {
  const id = after === 0 ? `trailing-stop:${distance}` : `trailing-stop:${distance},${after}`;
  requireShare(id, distance, 1);
  if (after !== 0) requireShare(id, after, Infinity);
  return {
    id,
    stopPrice(position) {
      const { side, bestPrice } = position;
      return bestGain(position) >= after ? bestPrice * (1 - side * distance) : undefined;
    },
  };
}

/** Options of {@link averageTrueRangeStop}. */
export interface AverageTrueRangeStopOptions {
  /** Daily bars of the average; 14 by default. */
  readonly period?: number;
  /** Whether the stop follows the most favourable price instead of staying at its distance from the entry. */
  readonly isTrailing?: boolean;
}

/** A stop that many average true ranges of daily bars away (Wilder 1978). @throws EngineError POSITION_BAD_EXIT */
export function averageTrueRangeStop(multiple: number, options: AverageTrueRangeStopOptions = {}): ExitRule {
  const { period = 14, isTrailing = false } = options;
  const id = `atr-stop:${multiple},${period}${isTrailing ? ',trailing' : ''}`;
  requireShare(id, multiple, Infinity);
  requireWhole(id, period);
  return {
    id,
    isFixed: !isTrailing,
    stopPrice({ past, security, side, entryPrice, bestPrice }) {
      // Wilder's average forgets slowly, so that a few periods are needed for its value
      const range = averageTrueRange(past.dailyBars(security, 5 * period + 1), period);
      return range === undefined ? undefined : (isTrailing ? bestPrice : entryPrice) - side * multiple * range;
    },
  };
}

/** Options of {@link garchStop}. */
export interface GarchStopOptions {
  /** Standard deviations of the expected move; 2 by default. */
  readonly deviations?: number;
  /** Days of the expected move; 5 by default. */
  readonly horizon?: number;
  /** Distance of the target over that of the stop; 2 by default, 0 for no target. */
  readonly reward?: number;
  /** Daily returns of the fit; 500 by default. */
  readonly observations?: number;
}

/**
 * A stop several standard deviations of the expected move over a horizon away, and a target a multiple of that distance. The
 * move is the forecast of a GARCH(1,1) that is fitted to the daily returns before the entry; where it cannot be fitted, of
 * their standard deviation. @throws EngineError POSITION_BAD_EXIT
 */
export function garchStop(options: GarchStopOptions = {}): ExitRule {
  const { deviations = 2, horizon = 5, reward = 2, observations = 500 } = options;
  const id = `garch-stop:${deviations},${horizon},${reward}`;
  requireShare(id, deviations, Infinity);
  requireWhole(id, horizon);
  requireWhole(id, observations);
  if (reward !== 0) requireShare(id, reward, Infinity);
  const distanceOf = ({ past, security }: ExitPosition): number | undefined => {
    const move = expectedMove(past.dailyBars(security, observations + 1), horizon);
    return move === undefined ? undefined : deviations * move;
  };
  return {
    id,
    isFixed: true,
    stopPrice: (position) => at(position, distanceOf(position), -1),
    targetPrice: reward === 0 ? undefined : (position) => at(position, distanceOf(position), reward),
  };
}

/** The price a number of logarithmic distances from the entry, on the winning side where it is positive. */
function at({ entryPrice, side }: ExitPosition, distance: number | undefined, multiple: number): number | undefined {
  return distance === undefined ? undefined : entryPrice * Math.exp(side * multiple * distance);
}

/** Closes a position that shows no profit once it has been held for that many calendar days. @throws EngineError POSITION_BAD_EXIT */
export function timeStop(days: number): ExitRule {
  const id = `time-stop:${days}`;
  requireShare(id, days, Infinity);
  return {
    id,
    closeReason({ daysHeld, side, price, entryPrice }) {
      return daysHeld >= days && side * (price - entryPrice) <= 0
        ? `Time stop: ${days} days without profit`
        : undefined;
    },
  };
}

/** Closes positions while a series is below a threshold. @throws EngineError POSITION_BAD_EXIT, RUN_UNKNOWN_SERIES */
export function eventStop(series: string, threshold: number): ExitRule {
  const id = `event-stop:${series},${threshold}`;
  if (!Number.isFinite(threshold) || series === '') throw badExit(id, 'a series and a number');
  return {
    id,
    closeReason({ past }) {
      const value = past.seriesValue(series);
      return value < threshold ? `Event stop: ${series} at ${value} is below ${threshold}` : undefined;
    },
  };
}

/** How far ahead the position has been, as a share of the entry price. */
function bestGain({ side, bestPrice, entryPrice }: ExitPosition): number {
  return side * (bestPrice / entryPrice - 1);
}

function requireShare(id: string, value: number, limit: number): void {
  if (Number.isFinite(value) && value > 0 && value < limit) return;
  throw badExit(id, limit === 1 ? 'a number above 0 and below 1, for example 0.05' : 'a number above 0');
}

function requireWhole(id: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw badExit(id, 'a whole number from 1 on');
}

function badExit(id: string, expected: string): EngineError {
  return new EngineError(POSITION_ERRORS.BAD_EXIT, `The exit rule ${id} has an argument that is not ${expected}.`, {
    data: { rule: id },
  });
}
