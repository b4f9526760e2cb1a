const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long an asset that is no longer held stays in the estimate after its last fill. */
const EFFECT_PERIOD = 30 * DAY;
/** Average dollar volume per minute at which one minute after a fill is watched. */
const WATCHED_DOLLAR_VOLUME = 6_000_000;
const MINUTES_PER_SESSION = 390;
/** Maximum number of minutes that an asset is watched after a fill. */
const MAX_MINUTES = 120;
/** Tolerance for rounding when a comparison of products replaces one of quotients. */
const NEARLY = 1 - 1e-9;

/** The fields of a bar that the capacity estimate needs; one object is reused. */
export interface CapacityBar {
  close: number;
  /** Of trades, or {@link quoteVolume} when there are only quotes; 0 for fill-forward bars. */
  volume: number;
  /** End minus start of the bar in milliseconds. */
  period: number;
}

/**
 * The properties of a security that the capacity estimate needs. A security must be the same object throughout a run.
 */
export interface CapacitySecurity {
  /** Security identifier, such as "SPY R735QTJ8XC9X". */
  readonly id: string;
  readonly contractMultiplier: number;
  /** Current exchange rate: account currency per unit of the quote currency. */
  readonly conversionRate: number;
  readonly isInvested: boolean;
  /** Absolute buying power that the position uses, times the leverage, in account currency. */
  readonly leveragedBuyingPower: number;
  /** Writes the security's trade bar, else its quote bar, of the current slice; false when the slice has neither. */
  readCapacityBar(bar: CapacityBar): boolean;
}

/** The first instant at or after `time` at which a period of the given length starts. */
function roundUp(time: number, period: number): number {
  return Math.ceil(time / period) * period;
}

/** The share of a bar's volume that counts: the longer the bar, the smaller. */
function resolutionShare(period: number): number {
  if (period >= DAY) return 0.02;
  if (period >= HOUR) return 0.05;
  return period >= MINUTE ? 0.2 : 0.5;
}

/**
 * The market's capacity for one asset around the strategy's fills (Common/SymbolCapacity.cs), in float64, because the
 * estimate is printed with two significant digits.
 */
export class SymbolCapacity {
  readonly security: CapacitySecurity;
  /** Number of fills since the last snapshot that precedes the last fill. */
  trades = 0;
  /** Absolute value traded since the last snapshot, in account currency. */
  saleVolume = 0;
  /** Whether bars are being summed after a fill. */
  isWatched = false;
  private dollarVolume = 0;
  private resolutionShare = 0;
  private fastTradingDiscount = 0;
  /**
   * Dollar volume of the newest and the previous bar together, and the milliseconds between them; 0 for a first bar.
   */
  private newestDollarVolume = 0;
  private newestSpan = 0;
  private previousVolume = 0;
  private previousTime = NaN;
  private lastFillUtc = NaN;
  private isResetDue = false;

  constructor(security: CapacitySecurity) {
    this.security = security;
  }

  /** The counted share of the value that the market traded in the watched bars, in account currency. */
  get marketCapacity(): number {
    return this.dollarVolume * this.resolutionShare;
  }

  /** Records a fill; a short time since the previous fill reduces the volume that counts. */
  onFill(utc: number, price: number, quantity: number): void {
    const { conversionRate, contractMultiplier } = this.security;
    this.saleVolume += conversionRate * price * Math.abs(quantity) * contractMultiplier;
    const sinceLastFill = Number.isNaN(this.lastFillUtc) ? DAY : utc - this.lastFillUtc;
    const discount = (2 * (sinceLastFill / MINUTE)) / MINUTES_PER_SESSION;
    this.fastTradingDiscount = Math.min(Math.max(discount, 0.2), 1);
    if (this.isResetDue) {
      this.dollarVolume = 0;
      this.trades = 0;
      this.isResetDue = false;
    }
    this.trades++;
    this.lastFillUtc = utc;
    this.isWatched = true;
  }

  /** Adds the security's bar of this slice, and stops watching when the bar is after the window. */
  onSlice(clock: { readonly utc: number }, bar: CapacityBar): void {
    const { security } = this;
    const utcNow = clock.utc;
    if (!security.readCapacityBar(bar) || bar.volume === 0) return;
    const price = bar.close * security.conversionRate;
    const span = Number.isNaN(this.previousTime) ? 0 : utcNow - this.previousTime;
    this.newestSpan = span;
    this.newestDollarVolume = span === 0 ? price * bar.volume : price * (bar.volume + this.previousVolume);
    this.previousTime = utcNow;
    this.previousVolume = bar.volume;
    this.isWatched = this.isInsideWindow(clock, bar);
    if (!this.isWatched) return;
    this.resolutionShare = resolutionShare(bar.period);
    this.dollarVolume += price * this.fastTradingDiscount * bar.volume * security.contractMultiplier;
  }

  /** Resets the sale volume; the next fill resets the market's volume. */
  reset(): void {
    this.isResetDue = true;
    this.saleVolume = 0;
  }

  /** Whether the asset is neither held nor recently filled and so no longer part of the estimate. */
  isStale(utcNow: number): boolean {
    return !this.security.isInvested && utcNow >= this.lastFillUtc + EFFECT_PERIOD;
  }

  private isInsideWindow({ utc: utcNow }: { readonly utc: number }, { period }: CapacityBar): boolean {
    const { lastFillUtc } = this;
    if (period >= DAY) {
      return utcNow === lastFillUtc || Math.floor(utcNow / DAY) * DAY === roundUp(lastFillUtc, DAY);
    }
    if (period >= HOUR) return utcNow === roundUp(lastFillUtc, HOUR);
    const isMinute = period >= MINUTE;
    const elapsed = utcNow - lastFillUtc;
    if (elapsed <= (isMinute ? MINUTE : 5 * MINUTE)) return true;
    if (elapsed > MAX_MINUTES * MINUTE) return false;
    const watched = isMinute ? WATCHED_DOLLAR_VOLUME : WATCHED_DOLLAR_VOLUME / 60;
    // compares elapsed minutes with the minutes that contain the watched volume; products nearly always suffice
    const { newestSpan: span, newestDollarVolume: volume } = this;
    if (span > 0 && volume > 0) {
      const held = watched * span;
      if (held < volume * elapsed * NEARLY) return false;
      if (held * NEARLY > volume * (elapsed + MINUTE)) return true;
    }
    const average = span === 0 ? volume : volume / (span / MINUTE);
    const bars = average === 0 ? 10 : watched / average;
    const minutes = bars > MAX_MINUTES ? MAX_MINUTES : Math.trunc(Math.max(isMinute ? 1 : 5, bars));
    return elapsed <= minutes * MINUTE;
  }
}
