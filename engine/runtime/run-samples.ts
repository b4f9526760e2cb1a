import { Row, RowFlag } from '../data/feed/row-layout.ts';
import { CapacityEstimate, quoteVolume } from '../statistics/capacity.ts';
import type { CapacityBar, CapacitySecurity } from '../statistics/symbol-capacity.ts';
import { PortfolioSampler } from '../statistics/sampler.ts';
import type { SampledValue } from '../statistics/sampler.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Clock } from '../model/clock.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { SliceBuilder } from './slice-builder.ts';
import { TrailRecorder } from './trail.ts';

const HOUR = 3_600_000;
/** Securities whose prices are recorded daily and hourly. */
const DAILY_PRICES = 64;
const HOURLY_PRICES = 8;

/** Parts of a run that the samples use. */
export interface RunSamplesParts {
  readonly clock: Pick<Clock, 'utc'>;
  readonly dates: RunDates;
  readonly portfolio: SecurityPortfolio;
  readonly benchmark: SampledValue;
  readonly data: Pick<DataManager, 'isIntraday'>;
  readonly slices: Pick<SliceBuilder, 'rows' | 'slice' | 'tradeRowOf'>;
}

/** Takes the samples of a run when they are due: equity, the daily figures, capacity. */
export class RunSamples {
  sampler!: PortfolioSampler;
  capacity!: CapacityEstimate;
  /** Daily exposure and prices, for charts. */
  trail!: TrailRecorder;
  /** The same by the hour; it stays empty in runs without intraday data. */
  intraday!: TrailRecorder;
  /** The end of a slice has no samples to take before this instant. */
  private dueUtc = -Infinity;
  /** The next full hour to be recorded. */
  private hourUtc = Infinity;
  private readonly parts: RunSamplesParts;
  private readonly clock: Pick<Clock, 'utc'>;
  private readonly capacitySecurities = new Map<Security, CapacitySecurity>();
  private readonly portfolioValue: SampledValue;

  constructor(parts: RunSamplesParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.portfolioValue = new PortfolioValue(parts.portfolio);
  }

  /** Starts with the current portfolio value; called when dates and cash are final. */
  begin(): void {
    const { dates, portfolio } = this.parts;
    const period = { startDate: dates.startDate, endDate: dates.endDate };
    this.sampler = new PortfolioSampler(period, portfolio.exactTotalPortfolioValue, dates.isWarmingUp);
    this.capacity = new CapacityEstimate(period, portfolio);
    this.trail = new TrailRecorder(portfolio, DAILY_PRICES);
    this.intraday = new TrailRecorder(portfolio, HOURLY_PRICES);
    this.startHours();
  }

  /** Records hours from the first intraday subscription on. */
  private startHours(): void {
    if (this.hourUtc === Infinity && this.parts.data.isIntraday) this.hourUtc = -Infinity;
  }

  /** Called at the end of each slice. */
  endOfSlice(): void {
    if (this.clock.utc >= this.dueUtc) this.takeDue();
  }

  private takeDue(): void {
    const { capacity, sampler } = this;
    const { clock, dates } = this.parts;
    const { utc } = clock;
    if (capacity.nextWorkUtc <= utc && !dates.isWarmingUp) capacity.update(clock);
    if (sampler.isDue(utc)) sampler.sampleEquity(utc, this.portfolioValue);
    if (this.hourUtc <= utc) this.sampleHour(utc);
    this.dueUtc = Math.min(capacity.nextWorkUtc, sampler.dueUtc, this.hourUtc);
  }

  private sampleHour(utc: number): void {
    if (!this.parts.dates.isWarmingUp) this.intraday.sample(utc);
    this.hourUtc = (Math.floor(utc / HOUR) + 1) * HOUR;
  }

  /** Called at each midnight of the algorithm's time zone, and at the end. */
  daily(utc: number): void {
    const { dates, portfolio, benchmark } = this.parts;
    this.sampler.sampleDaily({
      utc,
      localTime: dates.timeZone.toLocal(utc),
      portfolioValue: this.portfolioValue,
      benchmarkValue: benchmark,
      totalSaleVolume: portfolio.exactTotalSaleVolume,
    });
    this.startHours();
    if (dates.isWarmingUp) return;
    this.trail.sample(utc);
    if (this.hourUtc < Infinity) this.intraday.sample(utc);
  }

  /** Called after onEndOfAlgorithm. */
  finish(utc: number): void {
    // LEAN's result handler forces its samples at the end of the data and again on exit
    const { dates } = this.parts;
    for (let i = 0; i < 2 && !dates.isWarmingUp; i++) this.capacity.update({ utc }, true);
    this.sampler.sampleEquity(utc, this.portfolioValue);
  }

  /** Replaces the last sample of a ruined account by its final equity, even if that instant already has one. */
  correctLast(utc: number): void {
    this.sampler.correctLastEquity(utc, this.parts.portfolio.exactTotalPortfolioValue);
  }

  onOrderEvent(event: OrderEvent): void {
    this.trail.follow(event.security);
    this.intraday.follow(event.security);
    if (!event.isFill) return;
    this.dueUtc = -Infinity;
    this.capacity.onFill(this.capacityOf(event.security), event.utcTime, event.fillPrice, event.fillQuantity);
  }

  private capacityOf(security: Security): CapacitySecurity {
    let known = this.capacitySecurities.get(security);
    if (known === undefined)
      this.capacitySecurities.set(security, (known = new MeasuredSecurity(security, this.parts.slices)));
    return known;
  }
}

/** The value of the portfolio when it is read. */
class PortfolioValue implements SampledValue {
  private readonly portfolio: SecurityPortfolio;

  constructor(portfolio: SecurityPortfolio) {
    this.portfolio = portfolio;
  }

  get number(): number {
    return this.portfolio.totalPortfolioValue;
  }

  get exact(): Decimal {
    return this.portfolio.exactTotalPortfolioValue;
  }
}

/** The view of a security that the capacity estimate uses. */
class MeasuredSecurity implements CapacitySecurity {
  readonly id: string;
  readonly contractMultiplier: number;
  private readonly security: Security;
  private readonly slices: RunSamplesParts['slices'];

  constructor(security: Security, slices: RunSamplesParts['slices']) {
    this.security = security;
    this.slices = slices;
    this.id = security.symbol.id;
    this.contractMultiplier = security.properties.contractMultiplier.toNumber();
  }

  get conversionRate(): number {
    return this.security.quoteCurrency.conversionRate;
  }

  get isInvested(): boolean {
    return this.security.holdings.invested;
  }

  get leveragedBuyingPower(): number {
    const { security } = this;
    return Math.abs(security.buyingPowerModel.maintenanceMargin(security)) * security.leverage;
  }

  readCapacityBar(bar: CapacityBar): boolean {
    const { slices } = this;
    const row = slices.tradeRowOf(this.security.index);
    if (row >= 0) {
      const { rows } = slices;
      bar.close = rows[row + Row.Value + 3];
      bar.volume = (rows[row + Row.Flags] & RowFlag.FillForward) !== 0 ? 0 : rows[row + Row.Value + 4];
      bar.period = rows[row + Row.End] - rows[row + Row.Start];
      return true;
    }
    const quote = slices.slice.quoteBars.get(this.security);
    if (quote === undefined) return false;
    bar.close = quote.close;
    bar.volume = quoteVolume(this.security.type, quote.lastBidSize, quote.lastAskSize);
    bar.period = quote.endTime - quote.time;
    return true;
  }
}
