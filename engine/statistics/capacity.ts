import { Decimal } from '../model/decimal.ts';
import { SecurityType } from '../model/security-type.ts';
import type { RunPeriod } from './sampler.ts';
import type { CapacityResult } from './statistics-input.ts';
import { SymbolCapacity } from './symbol-capacity.ts';
import type { CapacityBar, CapacitySecurity } from './symbol-capacity.ts';

const DAY = 86_400_000;
/** Capacities are multiples of 1000.00; the two decimal places are printed. */
const STEP = Decimal.parse('1000.00');
const FOREX_BAR_VOLUME = 25_000_000;
const CFD_BAR_VOLUME = 200;

/**
 * The volume assumed for a quote bar: the mean size of both sides (0 for a missing one), or a constant for markets
 * without sizes.
 */
export function quoteVolume(securityType: SecurityType, lastBidSize: number, lastAskSize: number): number {
  if (securityType === SecurityType.Forex) return FOREX_BAR_VOLUME;
  return securityType === SecurityType.Cfd ? CFD_BAR_VOLUME : ((lastBidSize || 0) + (lastAskSize || 0)) / 2;
}

/**
 * Estimates how much money a strategy could trade before it moves the market (Common/CapacityEstimate.cs).
 *
 * Call `onFill` for every full or partial fill. Call `update` at the end of every slice (not for time pulses); it
 * returns at once while the clock is before `nextWorkUtc`. At the end of the run call `update(clock, true)` twice,
 * after OnEndOfAlgorithm and again when results are closed, as LEAN does: the second call blends the first estimate
 * again.
 */
export class CapacityEstimate {
  /** Slices before this instant need no work. */
  nextWorkUtc = Infinity;
  private estimate = 0;
  private roundedEstimate = NaN;
  private rounded = Decimal.zero;
  private limitingAsset: CapacitySecurity | undefined;
  private nextSnapshot: number;
  private readonly snapshotPeriod: number;
  private readonly bySecurity = new Map<CapacitySecurity, SymbolCapacity>();
  /** In the order of LEAN's dictionary, in which a new asset takes the slot that was freed last. */
  private readonly slots: (SymbolCapacity | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private watched: SymbolCapacity[] = [];
  private readonly bar: CapacityBar = { close: 0, volume: 0, period: 0 };
  private readonly portfolio: { readonly totalPortfolioValue: number };

  /** The value of `portfolio`, in account currency, is read whenever a snapshot is taken. */
  constructor(period: RunPeriod, portfolio: { readonly totalPortfolioValue: number }) {
    const days = Math.floor((period.endDate - period.startDate) / DAY);
    this.snapshotPeriod = Math.max(Math.min(days, 7), 1) * DAY;
    this.nextSnapshot = period.startDate + this.snapshotPeriod;
    this.portfolio = portfolio;
  }

  /** The estimate in account currency, to the nearest 1000. */
  get capacity(): Decimal {
    if (this.roundedEstimate !== this.estimate) {
      this.roundedEstimate = this.estimate;
      this.rounded = Decimal.safeCast(this.estimate).discretelyRoundBy(STEP);
    }
    return this.rounded;
  }

  /** The result for the summary. */
  get result(): CapacityResult {
    return { capacity: this.capacity, lowestCapacityAsset: this.limitingAsset?.id ?? '' };
  }

  /** Records a fill: price in quote currency, signed quantity. */
  onFill(security: CapacitySecurity, utc: number, price: number, quantity: number): void {
    let symbol = this.bySecurity.get(security);
    if (symbol === undefined) {
      symbol = new SymbolCapacity(security);
      this.bySecurity.set(security, symbol);
      const slot = this.freeSlots.pop();
      if (slot === undefined) this.slots.push(symbol);
      else this.slots[slot] = symbol;
    }
    if (!symbol.isWatched) this.watched.push(symbol);
    symbol.onFill(utc, price, quantity);
    this.nextWorkUtc = -Infinity;
  }

  /** Adds the bars of this slice and takes a snapshot when it is due or `isForced`. */
  update(clock: { readonly utc: number }, isForced = false): void {
    const utcNow = clock.utc;
    if (utcNow < this.nextWorkUtc && !isForced) return;
    if (this.watched.length > 0) this.addBars(clock);
    // snapshots are due at midnights
    if ((isForced || utcNow >= this.nextSnapshot) && this.bySecurity.size > 0)
      this.takeSnapshot(utcNow, Math.floor(utcNow / DAY) * DAY);
    // while an asset is watched, `nextWorkUtc` stays at -Infinity, to which its fill has set it
    if (this.watched.length === 0) this.nextWorkUtc = this.bySecurity.size > 0 ? this.nextSnapshot : Infinity;
  }

  private addBars(clock: { readonly utc: number }): void {
    let hasFinished = false;
    for (let index = 0; index < this.watched.length; index++) {
      const symbol = this.watched[index];
      symbol.onSlice(clock, this.bar);
      if (!symbol.isWatched) hasFinished = true;
    }
    if (!hasFinished) return;
    if (this.watched.length === 1) this.watched.pop();
    else this.watched = this.watched.filter((symbol) => symbol.isWatched);
  }

  private takeSnapshot(utcNow: number, date: number): void {
    const { totalPortfolioValue } = this.portfolio;
    if (totalPortfolioValue === 0) return;
    let smallest: SymbolCapacity | undefined;
    let saleVolume = 0;
    for (const symbol of this.slots) {
      if (symbol === undefined) continue;
      saleVolume += symbol.saleVolume;
      if (smallest === undefined || symbol.marketCapacity < smallest.marketCapacity) smallest = symbol;
    }
    if (smallest === undefined) return;
    this.limitingAsset = smallest.security;
    const saleShare = saleVolume === 0 ? 0 : smallest.saleVolume / saleVolume;
    const holdingShare = smallest.security.leveragedBuyingPower / totalPortfolioValue;
    this.blend(smallest.marketCapacity / smallest.trades, Math.max(saleShare, holdingShare));
    this.dropStaleSymbols(utcNow);
    this.nextSnapshot = date + this.snapshotPeriod;
  }

  /** Scales the asset's capacity up to the whole portfolio and smooths it against the estimate so far. */
  private blend(marketCapacity: number, scalingFactor: number): void {
    const latest = scalingFactor === 0 ? this.estimate : marketCapacity / scalingFactor;
    this.estimate = this.estimate === 0 ? latest : 0.33 * latest + 0.66 * this.estimate;
  }

  private dropStaleSymbols(utcNow: number): void {
    for (const [slot, symbol] of this.slots.entries()) {
      if (symbol === undefined) continue;
      if (!symbol.isStale(utcNow)) {
        symbol.reset();
        continue;
      }
      this.bySecurity.delete(symbol.security);
      this.slots[slot] = undefined;
      this.freeSlots.push(slot);
      this.watched = this.watched.filter((other) => other !== symbol);
    }
  }
}
