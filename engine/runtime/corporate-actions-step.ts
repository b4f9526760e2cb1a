import { DataNormalizationMode } from '../model/data-kinds.ts';
import { Decimal } from '../model/decimal.ts';
import type { Clock } from '../model/clock.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Algorithm } from './algorithm.ts';
import type { RunDates } from './run-dates.ts';
import type { BacktestResult } from './run-request.ts';
import type { SliceBuilder } from './slice-builder.ts';
import type { UniverseChanges } from './universe-changes.ts';

/** Parts of a run that corporate actions change. */
export interface CorporateActionsParts {
  readonly clock: Clock;
  readonly dates: Pick<RunDates, 'isWarmingUp'>;
  readonly slices: Pick<SliceBuilder, 'slice'>;
  readonly securities: Pick<SecurityManager, 'of'>;
  readonly changes: Pick<UniverseChanges, 'drop'>;
  readonly portfolio: SecurityPortfolio;
  readonly desk: OrderDesk;
  readonly algorithm: Pick<Algorithm, 'onSymbolChangedEvents' | 'onSplits' | 'onDividends' | 'onDelistings'>;
}

/** Applies the symbol changes, delistings, dividends and splits of a slice; the step decides when. */
export class CorporateActionsStep {
  /** Splits applied to positions with raw prices. */
  readonly splits: BacktestResult['splits'][number][] = [];
  /** Called when a position or cash has changed without an order sent to the market. */
  onChange: ((security: Security, reason: 'split' | 'dividend' | 'delisting') => void) | undefined;
  private readonly run: CorporateActionsParts;

  constructor(run: CorporateActionsParts) {
    this.run = run;
  }

  announceSymbolChanges(): void {
    const { slices, algorithm, desk, securities } = this.run;
    const { symbolChangedEvents } = slices.slice;
    if (symbolChangedEvents.length === 0) return;
    algorithm.onSymbolChangedEvents(symbolChangedEvents);
    for (const { symbol } of symbolChangedEvents)
      desk.cancelOpenOrders(securities.of(symbol), 'Open order cancelled on symbol changed event');
  }

  delist(): void {
    const { slices, securities, desk, changes } = this.run;
    const delisted = slices.slice.delistings.filter(({ isWarning }) => !isWarning);
    for (const symbol of new Set(delisted.map((delisting) => delisting.symbol))) {
      const security = securities.of(symbol);
      desk.delist(security);
      this.onChange?.(security, 'delisting');
      changes.drop(security);
    }
  }

  /** Pays dividends and applies splits to positions. */
  apply(): void {
    const { slices, dates, securities, portfolio } = this.run;
    if (dates.isWarmingUp) return;
    const { dividends, splits } = slices.slice;
    for (const dividend of dividends) {
      const security = securities.of(dividend.symbol);
      portfolio.applyDividend(security, Decimal.of(dividend.distribution));
      this.onChange?.(security, 'dividend');
    }
    for (const split of splits) {
      if (split.isWarning) continue;
      const security = securities.of(split.symbol);
      portfolio.applySplit(security, Decimal.of(split.factor), Decimal.of(split.referencePrice));
      this.onChange?.(security, 'split');
      if (security.dataNormalizationMode === DataNormalizationMode.Raw) this.splitOrders(security, split.factor);
    }
  }

  announce(): void {
    const { slices, algorithm } = this.run;
    const { splits, dividends, delistings } = slices.slice;
    if (splits.length > 0) algorithm.onSplits(splits);
    if (dividends.length > 0) algorithm.onDividends(dividends);
    if (delistings.length > 0) algorithm.onDelistings(delistings);
  }

  private splitOrders(security: Security, factor: number): void {
    const { clock, desk } = this.run;
    this.splits.push({ symbol: security.symbol.key, time: clock.utc, factor });
    desk.splitOpenOrders(security, factor);
  }
}
