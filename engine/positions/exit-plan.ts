import type { ExitPosition, ExitRule, PastData } from '../api/exit-rule.ts';
import type { SecurityView } from '../api/security-view.ts';

const DAY = 86_400_000;

/** A position and the rules by which it is left. */
export interface ExitPlanParts {
  readonly security: SecurityView;
  readonly side: 1 | -1;
  readonly rules: readonly ExitRule[];
  readonly clock: { readonly utc: number };
  readonly past: PastData;
}

/** One price of a plan with the rule that gave it. */
export interface ExitLevel {
  readonly price: number;
  readonly rule: ExitRule;
}

/** High, low and close of a bar. */
interface BarRange {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * The exits of one position: applies its rules after each bar. The stop is the nearest of all stops so far; it never moves
 * away from the market. The state depends only on fills, bars and splits, so that a replay reproduces it.
 */
export class ExitPlan implements ExitPosition {
  readonly security: SecurityView;
  readonly side: 1 | -1;
  readonly past: PastData;
  entryPrice = NaN;
  entryUtc = NaN;
  barsHeld = 0;
  bestPrice = NaN;
  price = NaN;
  stop: ExitLevel | undefined;
  target: ExitLevel | undefined;
  private readonly rules: readonly ExitRule[];
  private readonly clock: { readonly utc: number };
  /** The average fill price that the entry price was computed from. */
  private averagePrice = NaN;
  private splitFactor = 1;
  /** Prices of rules that keep their first ones. */
  private readonly fixed = new Map<ExitRule, { stop: number | undefined; target: number | undefined }>();

  constructor({ security, side, rules, clock, past }: ExitPlanParts) {
    this.security = security;
    this.side = side;
    this.rules = rules;
    this.clock = clock;
    this.past = past;
  }

  get utcTime(): number {
    return this.clock.utc;
  }

  get daysHeld(): number {
    const { timeZone } = this.security.exchangeHours;
    const dayOf = (utc: number): number => Math.floor(timeZone.toLocal(utc) / DAY);
    return dayOf(this.utcTime) - dayOf(this.entryUtc);
  }

  get hasBegun(): boolean {
    return !Number.isNaN(this.entryPrice);
  }

  /**
   * Takes the average fill price of the entry after each of its fills; those before the first bar move the fixed exits too.
   * @param averagePrice in the terms of the fills, before splits
   */
  begin(averagePrice: number): void {
    if (averagePrice === this.averagePrice) return;
    if (Number.isNaN(this.entryUtc)) this.entryUtc = this.utcTime;
    this.averagePrice = averagePrice;
    this.entryPrice = averagePrice * this.splitFactor;
    if (this.barsHeld > 0) return;
    this.bestPrice = this.price = this.entryPrice;
    this.stop = this.target = undefined;
    this.fixed.clear();
    this.update();
  }

  /** Applies the rules to a bar that began after the entry. @returns why the position has to be closed now, if it has to */
  take({ high, low, close }: BarRange): string | undefined {
    const best = this.side > 0 ? high : low;
    if (this.side * best > this.side * this.bestPrice) this.bestPrice = best;
    this.price = close;
    this.barsHeld++;
    this.update();
    for (const rule of this.rules) {
      const reason = rule.closeReason?.(this);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** Converts the prices to those after a split; `factor` is the new price divided by the old one. */
  split(factor: number): void {
    this.splitFactor *= factor;
    this.entryPrice *= factor;
    this.bestPrice *= factor;
    this.price *= factor;
    this.stop = this.stop && { ...this.stop, price: this.stop.price * factor };
    this.target = this.target && { ...this.target, price: this.target.price * factor };
    for (const levels of this.fixed.values()) {
      if (levels.stop !== undefined) levels.stop *= factor;
      if (levels.target !== undefined) levels.target *= factor;
    }
  }

  private update(): void {
    for (const rule of this.rules) {
      const { stop, target } = this.levelsOf(rule);
      if (isPrice(stop) && (this.stop === undefined || this.side * stop > this.side * this.stop.price))
        this.stop = { price: stop, rule };
      if (isPrice(target) && (this.target === undefined || this.side * target < this.side * this.target.price))
        this.target = { price: target, rule };
    }
  }

  private levelsOf(rule: ExitRule): { stop: number | undefined; target: number | undefined } {
    const known = this.fixed.get(rule);
    if (known !== undefined) return known;
    const levels = { stop: rule.stopPrice?.(this), target: rule.targetPrice?.(this) };
    if (rule.isFixed === true && (isPrice(levels.stop) || isPrice(levels.target))) this.fixed.set(rule, levels);
    return levels;
  }
}

function isPrice(value: number | undefined): value is number {
  return value !== undefined && value > 0 && value < Infinity;
}
