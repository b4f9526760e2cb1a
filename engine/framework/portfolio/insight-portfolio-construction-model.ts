import { DAY, END_OF_TIME } from '../../data/time/calendar-math.ts';
import type { SecuritySymbol } from '../../model/security-symbol.ts';
import type { SecurityChanges } from '../../runtime/algorithm.ts';
import type { DateRule } from '../../scheduling/rules.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import { signOf } from '../insight.ts';
import type { Insight, InsightDirection } from '../insight.ts';
import type { PortfolioConstructionModel } from '../models.ts';
import { PortfolioTarget } from '../portfolio-target.ts';

/** The sides on which a portfolio may hold positions (LEAN's PortfolioBias). */
export const PortfolioBias = { Short: 'short', LongShort: 'long-short', Long: 'long' } as const;
export type PortfolioBias = (typeof PortfolioBias)[keyof typeof PortfolioBias];

/**
 * When a portfolio is rebalanced besides new and expired insights: at an interval in milliseconds, on the dates of a
 * rule, or at UTC instants that a function computes from the current one (undefined: call it again in the next step).
 */
export type Rebalance = number | DateRule | ((utc: number) => number | undefined);

export interface PortfolioConstructionOptions {
  readonly rebalance?: Rebalance;
  readonly bias?: PortfolioBias;
  /** Rebalances when securities are added or removed; by default true. */
  readonly rebalanceOnSecurityChanges?: boolean;
  /** Rebalances when an insight is emitted or has expired; by default true. */
  readonly rebalanceOnInsightChanges?: boolean;
}

/**
 * The base of models that give each symbol with an active insight a share of the portfolio, and close positions whose
 * insights have expired (LEAN's PortfolioConstructionModel).
 */
export abstract class InsightPortfolioConstructionModel implements PortfolioConstructionModel {
  protected readonly bias: PortfolioBias;
  private readonly nextRebalance: ((utc: number) => number | undefined) | undefined;
  private readonly onSecurityChanges: boolean;
  private readonly onInsightChanges: boolean;
  private rebalanceUtc: number | undefined;
  private haveSecuritiesChanged = false;

  constructor(options: PortfolioConstructionOptions = {}) {
    this.bias = options.bias ?? 'long-short';
    this.nextRebalance = rebalanceFunction(options.rebalance);
    this.onSecurityChanges = options.rebalanceOnSecurityChanges ?? true;
    this.onInsightChanges = options.rebalanceOnInsightChanges ?? true;
  }

  createTargets(algorithm: FrameworkAlgorithm, insights: readonly Insight[]): PortfolioTarget[] {
    const { utcTime } = algorithm;
    if (!this.isRebalanceDue(algorithm, insights)) return [];
    const active = this.targetInsights(algorithm);
    const targets: PortfolioTarget[] = [];
    const withoutTarget = new Set<string>();
    for (const [{ symbol }, share] of this.shares(active)) {
      const target = PortfolioTarget.percent(algorithm, symbol, share);
      if (target === undefined) withoutTarget.add(symbol.key);
      else targets.push(target);
    }
    const expired = new Map<string, SecuritySymbol>();
    for (const { symbol } of algorithm.insights.removeExpiredInsights(utcTime)) expired.set(symbol.key, symbol);
    for (const [key, symbol] of expired) {
      if (!withoutTarget.has(key) && !algorithm.insights.hasActiveInsights(symbol, utcTime))
        targets.push(new PortfolioTarget(symbol, 0));
    }
    return targets;
  }

  onSecuritiesChanged(algorithm: FrameworkAlgorithm, { removed }: SecurityChanges): void {
    this.haveSecuritiesChanged = true;
    algorithm.insights.cancel(removed.map(({ symbol }) => symbol));
  }

  /** The share of the portfolio (1 = all, signed) of each insight that gets one, in the order of the targets. */
  protected abstract shares(active: readonly Insight[]): Iterable<readonly [Insight, number]>;

  /** Whether an insight has the properties that the model needs. */
  protected isUsable(_insight: Insight): boolean {
    return true;
  }

  /** The newest active insight of each symbol. */
  protected targetInsights(algorithm: FrameworkAlgorithm): Insight[] {
    const newest = new Map<string, Insight>();
    for (const insight of algorithm.insights.getActiveInsights(algorithm.utcTime)) {
      if (!this.isUsable(insight)) continue;
      const { key } = insight.symbol;
      const other = newest.get(key);
      if (other === undefined || insight.generatedTimeUtc >= other.generatedTimeUtc) newest.set(key, insight);
    }
    return [...newest.values()];
  }

  /** The direction of an insight after the bias is applied. */
  protected allowedDirection({ direction }: Insight): InsightDirection {
    if (this.bias === 'long-short') return direction;
    return direction === (this.bias === 'long' ? 'up' : 'down') ? direction : 'flat';
  }

  protected allowedSign(insight: Insight): 1 | -1 | 0 {
    return signOf(this.allowedDirection(insight));
  }

  private isRebalanceDue(algorithm: FrameworkAlgorithm, insights: readonly Insight[]): boolean {
    const { utcTime } = algorithm;
    const { nextRebalance } = this;
    if (nextRebalance === undefined) {
      this.haveSecuritiesChanged = false;
      return true;
    }
    if (this.rebalanceUtc === undefined) {
      this.rebalanceUtc = nextRebalance(utcTime);
      if (this.rebalanceUtc !== undefined && this.rebalanceUtc <= utcTime) {
        // the function is called once per step
        this.rebalanceUtc = undefined;
        this.haveSecuritiesChanged = false;
        return true;
      }
    }
    const expiry = algorithm.insights.nextExpiryTime();
    const isDue =
      (this.rebalanceUtc !== undefined && this.rebalanceUtc <= utcTime) ||
      (this.onSecurityChanges && this.haveSecuritiesChanged) ||
      (this.onInsightChanges && (insights.length > 0 || (expiry !== undefined && expiry < utcTime)));
    if (!isDue) return false;
    this.rebalanceUtc = nextRebalance(utcTime);
    this.haveSecuritiesChanged = false;
    return true;
  }
}

function rebalanceFunction(rebalance: Rebalance | undefined): ((utc: number) => number | undefined) | undefined {
  if (rebalance === undefined || typeof rebalance === 'function') return rebalance;
  return typeof rebalance === 'number' ? (utc) => utc + rebalance : nextDate(rebalance);
}

/** The first date of a rule that is after an instant. */
function nextDate(rule: DateRule): (utc: number) => number {
  let dates: Iterator<number> | undefined;
  let current = -Infinity;
  const advance = (): void => {
    const { done, value } = dates!.next();
    current = done === true ? END_OF_TIME : value;
  };
  return (utc) => {
    if (dates === undefined) {
      dates = rule.dates(Math.floor(utc / DAY) * DAY, END_OF_TIME)[Symbol.iterator]();
      advance();
    }
    if (utc >= current) advance();
    return current;
  };
}
