import { Decimal } from '../model/decimal.ts';
import { roundedShare } from './rounded-share.ts';
import { SampleColumn } from './sample-column.ts';
import { roundSmartly } from './smart-rounding.ts';
import type { ScaledNumber } from './smart-rounding.ts';

const DAY = 86_400_000;
const TICKS_PER_MILLISECOND = 10_000;
const TICKS_PER_MINUTE = 600_000_000;
const SAMPLES = 4000;
const MINIMUM_MINUTES = 4;
/** Maximum initial capacity of columns in days, regardless of the period. */
const MAX_RESERVED_DAYS = 20_000;

/** The period of a run: wall-clock midnights of its first and last day in the algorithm's time zone, both inclusive. */
export interface RunPeriod {
  readonly startDate: number;
  readonly endDate: number;
}

/** The state of the portfolio at algorithm midnight, or at the end of the run. */
export interface DailySample {
  readonly utc: number;
  /** The same instant as wall-clock milliseconds of the algorithm's time zone. */
  readonly localTime: number;
  readonly portfolioValue: SampledValue;
  /** Benchmark price in account currency, not rounded. */
  readonly benchmarkValue: SampledValue;
  /** Volume traded since the start, in account currency. */
  readonly totalSaleVolume: Decimal;
}

const EQUITY_PLACES = 4;
const PERCENT_PLACES = 10;
const ALL_PLACES = 28;

/** A value as float64, and as the decimal that is computed where the float64 is too close to a tie to be rounded. */
export interface SampledValue {
  readonly number: number;
  readonly exact: Decimal;
}

/** Milliseconds between two equity samples: 1/4000 of the run, at least 4 minutes. */
function resampleMilliseconds(period: RunPeriod): number {
  // LEAN's last day ends one tick (100 ns) before midnight, which decides whether a sample exactly at the period is
  // due.
  const ticks = (period.endDate + DAY - period.startDate) * TICKS_PER_MILLISECOND - 1;
  const minutes = ticks / TICKS_PER_MINUTE;
  const sampleMinutes = minutes < MINIMUM_MINUTES * SAMPLES ? MINIMUM_MINUTES : minutes / SAMPLES;
  return Math.floor(Math.trunc(sampleMinutes * TICKS_PER_MINUTE) / TICKS_PER_MILLISECOND);
}

/**
 * Takes the samples from which the statistics and charts are computed, rounded as LEAN's charts round them.
 *
 * When to call each method (Engine/Results/BaseResultsHandler.cs, BacktestingResultHandler.cs,
 * Engine/AlgorithmManager.cs):
 *
 * 1. At the end of every slice, warm-up included, but not for time pulses: `if (isDue(utc)) sampleEquity(utc, value)`.
 * 2. At every algorithm midnight from the start date on, weekends included: `sampleDaily`, called when the next slice
 *    passes that midnight, with that midnight as `utc` and the portfolio at the time of the call.
 * 3. When warm-up ends, before the strategy is notified: `onWarmupFinished`.
 * 4. After OnEndOfAlgorithm: `sampleEquity` (due or not), then `sampleDaily` at the instant of the last slice.
 *
 * During warm-up the sampling schedule advances but no point is kept. Equity points are the close of a candle: the
 * value rounded to 4 places, then with `smartRound`; performance is the change since the last daily sample in percent,
 * rounded to 10 places, then with `smartRound`; benchmark and turnover are rounded with `smartRound`. LEAN's charts of
 * drawdown, exposure and capacity are omitted, because no statistic depends on them.
 */
export class PortfolioSampler {
  readonly equity: SampleColumn;
  /** Daily change in percent. */
  readonly performance: SampleColumn;
  readonly benchmark: SampleColumn;
  /** Share of the portfolio traded since the previous sample; of two points at one instant the later one counts. */
  readonly portfolioTurnover: SampleColumn;

  /** True during the warm-up, until `onWarmupFinished`: no samples are kept. */
  isWarmingUp: boolean;
  private startingValue: Decimal;
  private dailyValue: number;
  private nextEquitySampleUtc = -Infinity;
  private saleVolume = Decimal.zero;
  private earlierSaleVolume = Decimal.zero;
  private turnoverSampleUtc = NaN;
  private readonly rounded: ScaledNumber = { mantissa: 0, scale: 0 };
  private readonly resamplePeriod: number;
  private readonly startDate: number;

  constructor(period: RunPeriod, startingPortfolioValue: Decimal, isWarmingUp = false) {
    const days = (period.endDate - period.startDate) / DAY + 3;
    const dailySamples = Math.min(days, MAX_RESERVED_DAYS);
    this.equity = new SampleColumn(dailySamples + SAMPLES + 3);
    this.performance = new SampleColumn(dailySamples);
    this.benchmark = new SampleColumn(dailySamples);
    this.portfolioTurnover = new SampleColumn(dailySamples);
    this.resamplePeriod = resampleMilliseconds(period);
    this.startDate = period.startDate;
    this.startingValue = startingPortfolioValue;
    this.dailyValue = startingPortfolioValue.toNumber();
    this.isWarmingUp = isWarmingUp;
  }

  /** The starting capital of the statistics: the starting cash, or the value at the end of warm-up. */
  get startingPortfolioValue(): Decimal {
    return this.startingValue;
  }

  /** The next equity sample is due after this instant. */
  get dueUtc(): number {
    return this.nextEquitySampleUtc;
  }

  /** Whether an equity sample is due at the end of this slice. */
  isDue(utcNow: number): boolean {
    return utcNow > this.nextEquitySampleUtc;
  }

  /** Samples the equity and schedules the next sample. */
  sampleEquity(utcNow: number, portfolioValue: SampledValue): void {
    this.nextEquitySampleUtc = utcNow + this.resamplePeriod;
    this.addEquity(utcNow, portfolioValue);
  }

  /** Corrects the portfolio value of the last sample. */
  correctLastEquity(utc: number, portfolioValue: Decimal): void {
    if (!this.isWarmingUp) this.equity.replaceLast(utc, portfolioValue.round(4).smartRound());
  }

  /** Takes all daily samples. */
  sampleDaily(sample: DailySample): void {
    const { utc, portfolioValue, benchmarkValue } = sample;
    this.addEquity(utc, portfolioValue);
    if (!this.isWarmingUp) {
      this.addRounded(this.benchmark, utc, benchmarkValue, ALL_PLACES);
      this.addPerformance(utc, portfolioValue.number);
    }
    this.addTurnover(sample);
    this.dailyValue = portfolioValue.number;
  }

  /** Ends the warm-up: the run starts from this value. Unchanged values keep their scale. */
  onWarmupFinished(portfolioValue: Decimal): void {
    this.isWarmingUp = false;
    this.dailyValue = portfolioValue.toNumber();
    if (!this.startingValue.eq(portfolioValue)) this.startingValue = portfolioValue;
  }

  private addEquity(utc: number, portfolioValue: SampledValue): void {
    if (!this.isWarmingUp) this.addRounded(this.equity, utc, portfolioValue, EQUITY_PLACES);
  }

  private addRounded(column: SampleColumn, utc: number, value: SampledValue, places: number): void {
    const { rounded } = this;
    if (roundSmartly(value.number, places, rounded)) column.addScaled(utc, rounded.mantissa, rounded.scale);
    else column.add(utc, value.exact.round(places).smartRound());
  }

  /**
   * The change since the last daily sample, in float64: decimals would give another tenth place of a percentage in one of
   * about a thousand samples, which no printed statistic has the digits for.
   */
  private addPerformance(utc: number, value: number): void {
    const { rounded, dailyValue } = this;
    const percentage = dailyValue === 0 ? 0 : ((value - dailyValue) / dailyValue) * 100;
    if (roundSmartly(percentage, PERCENT_PLACES, rounded))
      this.performance.addScaled(utc, rounded.mantissa, rounded.scale);
    else this.performance.add(utc, Decimal.safeCast(percentage).round(PERCENT_PLACES).smartRound());
  }

  /** A second sample at one instant replaces the first, so it starts from the volume before the first. */
  private addTurnover({ utc, localTime, portfolioValue, totalSaleVolume }: DailySample): void {
    if (portfolioValue.number === 0 || localTime === this.startDate) return;
    const before = this.turnoverSampleUtc === utc ? this.earlierSaleVolume : this.saleVolume;
    const traded = totalSaleVolume === before ? Decimal.zero : totalSaleVolume.sub(before);
    const turnover = traded.isZero ? Decimal.zero : roundedShare(traded, portfolioValue.exact);
    this.earlierSaleVolume = this.saleVolume;
    this.saleVolume = totalSaleVolume;
    this.turnoverSampleUtc = utc;
    if (!this.isWarmingUp) this.portfolioTurnover.append(utc, turnover);
  }
}
