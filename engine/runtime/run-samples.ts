import { Row, RowFlag } from '../data/feed/row-layout.ts';
import { CapacityEstimate, quoteVolume } from '../statistics/capacity.ts';
import type { CapacityBar, CapacitySecurity } from '../statistics/symbol-capacity.ts';
import { PortfolioSampler } from '../statistics/sampler.ts';
import type { RunPeriod } from '../statistics/sampler.ts';
import type { Security } from '../securities/security.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { DailyTrailRecorder } from './daily-trail.ts';
import type { Run } from './run.ts';

/** Takes the samples of a run when they are due: equity, the daily figures, capacity. */
export class RunSamples {
  readonly sampler: PortfolioSampler;
  readonly capacity: CapacityEstimate;
  /** What was held day by day, for those who draw it. */
  readonly trail: DailyTrailRecorder;
  /** Before this instant the end of a slice has nothing to do. */
  private dueUtc = -Infinity;
  private readonly run: Run;
  private readonly capacitySecurities = new Map<Security, CapacitySecurity>();

  constructor(run: Run, period: RunPeriod, isWarmingUp: boolean) {
    this.run = run;
    this.sampler = new PortfolioSampler(period, run.portfolio.exactTotalPortfolioValue, isWarmingUp);
    this.capacity = new CapacityEstimate(period, run.portfolio);
    this.trail = new DailyTrailRecorder(run);
  }

  /** At the end of each slice. */
  endOfSlice(): void {
    if (this.run.clock.utc >= this.dueUtc) this.takeDue();
  }

  private takeDue(): void {
    const { run, capacity, sampler } = this;
    const { utc } = run.clock;
    if (capacity.nextWorkUtc <= utc && !run.isWarmingUp) capacity.update(run.clock);
    if (sampler.isDue(utc)) sampler.sampleEquity(utc, run.portfolio.exactTotalPortfolioValue);
    this.dueUtc = Math.min(capacity.nextWorkUtc, sampler.dueUtc);
  }

  /** At each midnight of the algorithm's zone, and once more at the end. */
  daily(utc: number): void {
    const { run } = this;
    const { portfolio } = run;
    this.sampler.sampleDaily({
      utc,
      localTime: run.timeZone.toLocal(utc),
      portfolioValue: portfolio.exactTotalPortfolioValue,
      benchmarkValue: run.benchmarkValue(),
      totalSaleVolume: portfolio.exactTotalSaleVolume,
    });
    if (!run.isWarmingUp) this.trail.sample(utc);
  }

  /** After the strategy's last word. */
  finish(utc: number): void {
    // LEAN's result handler does its forced work once at the end of the data and once more when it exits
    for (let i = 0; i < 2 && !this.run.isWarmingUp; i++) this.capacity.update({ utc }, true);
    this.sampler.sampleEquity(utc, this.run.portfolio.exactTotalPortfolioValue);
  }

  onOrderEvent(event: OrderEvent): void {
    this.trail.follow(event.security);
    if (!event.isFill) return;
    this.dueUtc = -Infinity;
    this.capacity.onFill(this.capacityOf(event.security), event.utcTime, event.fillPrice, event.fillQuantity);
  }

  private capacityOf(security: Security): CapacitySecurity {
    let known = this.capacitySecurities.get(security);
    if (known === undefined) this.capacitySecurities.set(security, (known = new MeasuredSecurity(security, this.run)));
    return known;
  }
}

/** A security as the capacity estimate sees it. */
class MeasuredSecurity implements CapacitySecurity {
  readonly id: string;
  readonly contractMultiplier: number;
  private readonly security: Security;
  private readonly run: Run;

  constructor(security: Security, run: Run) {
    this.security = security;
    this.run = run;
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
    const { slices } = this.run;
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
