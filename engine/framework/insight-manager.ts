import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Insight } from './insight.ts';
import { SlotMap } from './slot-map.ts';

/** The insights of a run, grouped by symbol, in the order of their emission (LEAN's InsightManager). */
export class InsightManager {
  private readonly bySymbol = new SlotMap<Insight[]>();
  private readonly complete: Insight[] = [];
  private readonly clock: { readonly utc: number };

  constructor(clock: { readonly utc: number }) {
    this.clock = clock;
  }

  /** Number of insights that have not been removed; expired ones count until they are removed. */
  get count(): number {
    let count = 0;
    for (const insights of this.bySymbol.values()) count += insights.length;
    return count;
  }

  /** Number of all insights so far. */
  get totalCount(): number {
    return this.complete.length;
  }

  /** All insights so far, or those that satisfy the filter, oldest first. */
  getInsights(filter: (insight: Insight) => boolean = () => true): Insight[] {
    return this.complete.filter(filter);
  }

  /** The active insights of all symbols, or of one. */
  getActiveInsights(utc: number, symbol?: SecuritySymbol): Insight[] {
    const active: Insight[] = [];
    const lists = symbol === undefined ? this.bySymbol.values() : [this.bySymbol.get(symbol.key) ?? []];
    for (const insights of lists) for (const insight of insights) if (insight.isActive(utc)) active.push(insight);
    return active;
  }

  hasActiveInsights(symbol: SecuritySymbol, utc: number): boolean {
    return this.bySymbol.get(symbol.key)?.some((insight) => insight.isActive(utc)) ?? false;
  }

  /** UTC instant at which the next insight ends; undefined without insights. */
  nextExpiryTime(): number | undefined {
    let next: number | undefined;
    for (const insights of this.bySymbol.values())
      for (const { closeTimeUtc } of insights) if (next === undefined || closeTimeUtc < next) next = closeTimeUtc;
    return next;
  }

  /** Removes the expired insights and returns them. */
  removeExpiredInsights(utc: number): Insight[] {
    const removed = this.bySymbol.values().flatMap((insights) => insights.filter((insight) => insight.isExpired(utc)));
    for (const insight of removed) this.remove(insight);
    return removed;
  }

  /** Ends the active insights of the given symbols, or the given insights, now. */
  cancel(what: readonly (SecuritySymbol | Insight)[]): void {
    const { utc } = this.clock;
    for (const one of what) {
      if ('direction' in one) one.expire(utc);
      else for (const insight of this.bySymbol.get(one.key) ?? []) insight.expire(utc);
    }
  }

  /** @internal */
  add(insights: readonly Insight[]): void {
    for (const insight of insights) {
      this.complete.push(insight);
      const { key } = insight.symbol;
      const list = this.bySymbol.get(key);
      if (list === undefined) this.bySymbol.set(key, [insight]);
      else list.push(insight);
    }
  }

  private remove(insight: Insight): void {
    const { key } = insight.symbol;
    const rest = (this.bySymbol.get(key) ?? []).filter((other) => other !== insight);
    if (rest.length === 0) this.bySymbol.delete(key);
    else this.bySymbol.set(key, rest);
  }
}
