const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long a fill keeps an asset in the estimate that is no longer held. */
const EFFECT_PERIOD = 30 * DAY;
/** Average dollar volume a minute at which one minute is watched after a fill. */
const WATCHED_DOLLAR_VOLUME = 6_000_000;
const MINUTES_PER_SESSION = 390;
/** The longest that an asset is watched after a fill. */
const MOST_MINUTES = 120;
/** Leaves room for rounding where a comparison stands for another one. */
const NEARLY = 1 - 1e-9;

/** A bar as the capacity sees it; one object is filled again and again. */
export interface CapacityBar {
  close: number;
  /** Of trades, or {@link quoteVolume} where there are only quotes; 0 for bars filled forward. */
  volume: number;
  /** End minus start of the bar in milliseconds. */
  period: number;
}

/** What the capacity must know about a security. The same object must stand for the same security throughout a run. */
export interface CapacitySecurity {
  /** Printed identity, such as "SPY R735QTJ8XC9X". */
  readonly id: string;
  readonly contractMultiplier: number;
  /** Account currency for one unit of the quote currency, now. */
  readonly conversionRate: number;
  readonly isInvested: boolean;
  /** Absolute buying power that the position uses, times the leverage, in account currency. */
  readonly leveragedBuyingPower: number;
  /** Writes the security's trade bar, else its quote bar, of the current slice; false when the slice has neither. */
  readCapacityBar(bar: CapacityBar): boolean;
}

/** The first instant, at or after `time`, at which a period of the given length starts. */
function roundUp(time: number, period: number): number {
  return Math.ceil(time / period) * period;
}

/** The part of a bar's volume that counts, by the bar's length: the longer the bar, the smaller. */
function resolutionShare(period: number): number {
  if (period >= DAY) return 0.02;
  if (period >= HOUR) return 0.05;
  return period >= MINUTE ? 0.2 : 0.5;
}

/**
 * What the market could take of one asset around the strategy's fills (Common/SymbolCapacity.cs), in float64:
 * the estimate is printed with two digits.
 */
export class SymbolCapacity {
  readonly security: CapacitySecurity;
  /** Fills since the snapshot before the last fill. */
  trades = 0;
  /** Absolute value traded since the last snapshot, in account currency. */
  saleVolume = 0;
  /** True while bars are being added up after a fill. */
  isWatched = false;
  private dollarVolume = 0;
  private resolutionShare = 0;
  private fastTradingDiscount = 0;
  /** Dollar volume of the newest bar and the one before, and the milliseconds that it took; 0 for a first bar. */
  private newestDollarVolume = 0;
  private newestSpan = 0;
  private previousVolume = 0;
  private previousTime = NaN;
  private lastFillUtc = NaN;
  private isResetDue = false;

  constructor(security: CapacitySecurity) {
    this.security = security;
  }

  /** Value that the market traded in the watched bars and that counts, in account currency. */
  get marketCapacity(): number {
    return this.dollarVolume * this.resolutionShare;
  }

  /** Takes note of a fill; trading again soon after one lowers the volume that counts. */
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

  /** Adds the security's bar of this slice, and stops watching when the bar lies behind the window. */
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

  /** Starts a new count of sale volume; the market's volume is cleared by the next fill. */
  reset(): void {
    this.isResetDue = true;
    this.saleVolume = 0;
  }

  /** Whether the asset, neither held nor filled lately, has left the estimate. */
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
    if (elapsed > MOST_MINUTES * MINUTE) return false;
    const watched = isMinute ? WATCHED_DOLLAR_VOLUME : WATCHED_DOLLAR_VOLUME / 60;
    // elapsed minutes against bars that hold the watched volume: nearly always plain without dividing
    const { newestSpan: span, newestDollarVolume: volume } = this;
    if (span > 0 && volume > 0) {
      const held = watched * span;
      if (held < volume * elapsed * NEARLY) return false;
      if (held * NEARLY > volume * (elapsed + MINUTE)) return true;
    }
    const average = span === 0 ? volume : volume / (span / MINUTE);
    const bars = average === 0 ? 10 : watched / average;
    const minutes = bars > MOST_MINUTES ? MOST_MINUTES : Math.trunc(Math.max(isMinute ? 1 : 5, bars));
    return elapsed <= minutes * MINUTE;
  }
}
