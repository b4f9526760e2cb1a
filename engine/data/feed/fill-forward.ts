import type { TimeZone } from '../time/time-zone.ts';
import type { ExchangeHours, TimeInterval } from '../time/exchange-hours.ts';

const HOUR = 3_600_000;

/** The times of a row for fill-forward: wall-clock times of the exchange. */
export interface RowTimes {
  start: number;
  end: number;
  isFillForward: boolean;
  isAuxiliary: boolean;
}

export interface FillForwardOptions {
  readonly exchangeHours: ExchangeHours;
  readonly dataTimeZone: TimeZone;
  /** Period of the rows in milliseconds. */
  readonly period: number;
  readonly extendedMarketHours: boolean;
  /** Whether daily rows last from the market's open to its close. */
  readonly strictEndTimes: boolean;
}

/**
 * Decides whether a row must be repeated before the next one, and with which times.
 *
 * LEAN's FillForwardEnumerator.RequiresFillForwardData. Gaps are measured in UTC. Candidate bars are checked in order of
 * their ends: the next bar of the finer period, the next of the coarser one, and the first of each after the next open.
 */
export class FillForwardRule {
  /** The repeated row, valid when {@link requires} returned true. */
  start = NaN;
  /** End of the repeated row in UTC and as wall-clock time. */
  endUtc = NaN;
  end = NaN;
  private readonly options: FillForwardOptions;
  private readonly zone: TimeZone;
  private readonly candidates: { start: number; period: number }[] = [];
  private readonly calendar: TimeInterval = { start: NaN, end: NaN };

  constructor(options: FillForwardOptions) {
    this.options = options;
    this.zone = options.exchangeHours.timeZone;
  }

  /** @param fillPeriod the finest period among the run's subscriptions, in milliseconds */
  requires(previous: RowTimes, next: RowTimes, fillPeriod: number): boolean {
    const previousUtc = this.zone.toUtc(previous.start);
    const nextUtc = this.zone.toUtc(next.start);
    const nextEndUtc = this.zone.toUtc(next.end);
    if (nextEndUtc < previousUtc || !this.isGap(nextUtc - previousUtc, fillPeriod)) return false;
    const nextPeriod = nextEndUtc - nextUtc;
    if (previous.isFillForward && (!this.options.strictEndTimes || nextPeriod <= HOUR)) {
      const roundedUtc = this.zone.toUtc(this.roundDown(next.start, nextPeriod));
      if (!this.isGap(roundedUtc - previousUtc, fillPeriod)) return false;
    }
    const limit = nextUtc + this.expectedPeriod(next);
    this.collectCandidates(previous.end, fillPeriod);
    return this.firstOpenCandidate(limit, next.isAuxiliary);
  }

  private isGap(delta: number, fillPeriod: number): boolean {
    return delta > fillPeriod || delta > this.options.period;
  }

  private expectedPeriod(next: RowTimes): number {
    if (this.options.strictEndTimes) return next.end - next.start;
    return next.start === next.end ? 0 : this.options.period;
  }

  private firstOpenCandidate(limitUtc: number, nextIsAuxiliary: boolean): boolean {
    const { exchangeHours, strictEndTimes, extendedMarketHours, period } = this.options;
    for (const candidate of this.candidates) {
      const start =
        strictEndTimes && candidate.period > HOUR ? candidate.start : this.roundDown(candidate.start, candidate.period);
      const endUtc = this.zone.toUtc(start) + candidate.period;
      if (endUtc >= limitUtc && !(nextIsAuxiliary && endUtc === limitUtc)) return false;
      const end = this.zone.toLocal(endUtc);
      if (!exchangeHours.isOpenDuring(end - candidate.period, end, extendedMarketHours)) continue;
      const length = strictEndTimes ? this.marketDurationBefore(end, candidate.start) : period;
      this.start = this.zone.toLocal(endUtc - length);
      this.end = end;
      this.endUtc = endUtc;
      return true;
    }
    return false;
  }

  private marketDurationBefore(end: number, candidateStart: number): number {
    const { exchangeHours } = this.options;
    const reference = Math.max(end - exchangeHours.regularMarketDuration, candidateStart);
    return exchangeHours.dayHours(reference).marketDuration;
  }

  private collectCandidates(previousEnd: number, fillPeriod: number): void {
    const { period } = this.options;
    this.candidates.length = 0;
    if (fillPeriod === period) this.collectSamePeriod(previousEnd, period);
    else this.collectTwoPeriods(previousEnd, Math.min(fillPeriod, period), Math.max(fillPeriod, period));
  }

  private collectSamePeriod(previousEnd: number, period: number): void {
    const { exchangeHours, extendedMarketHours, strictEndTimes } = this.options;
    if (strictEndTimes) {
      this.addDailyCalendar(exchangeHours.nextMarketOpen(previousEnd, false));
      return;
    }
    if (exchangeHours.isOpenDuring(previousEnd, previousEnd + period, extendedMarketHours))
      this.add(previousEnd, period);
    if (!exchangeHours.isMarketAlwaysOpen)
      this.add(exchangeHours.nextMarketOpen(previousEnd, extendedMarketHours), period);
  }

  private collectTwoPeriods(previousEnd: number, smaller: number, larger: number): void {
    const { exchangeHours, extendedMarketHours, strictEndTimes } = this.options;
    const isOpenNext = exchangeHours.isOpenDuring(previousEnd, previousEnd + smaller, extendedMarketHours);
    if (isOpenNext) this.add(previousEnd, smaller);
    if (strictEndTimes) {
      exchangeHours.dailyCalendar(previousEnd, false, this.calendar);
      if (previousEnd < this.calendar.end) this.add(this.calendar.start, this.calendar.end - this.calendar.start);
    } else {
      const start = this.roundDown(previousEnd, larger);
      if (exchangeHours.isOpenDuring(start, start + larger, extendedMarketHours)) this.add(start, larger);
    }
    if (!exchangeHours.isMarketAlwaysOpen)
      this.add(exchangeHours.nextMarketOpen(previousEnd, extendedMarketHours), smaller);
    if (strictEndTimes) this.addDailyCalendar(exchangeHours.nextMarketOpen(previousEnd, false));
    // without strict end times the first candidate stays first, as in LEAN
    const fixed = !strictEndTimes && isOpenNext ? this.candidates.shift() : undefined;
    this.candidates.sort((a, b) => a.start + a.period - b.start - b.period);
    if (fixed !== undefined) this.candidates.unshift(fixed);
  }

  private addDailyCalendar(local: number): void {
    this.options.exchangeHours.dailyCalendar(local, false, this.calendar);
    this.add(this.calendar.start, this.calendar.end - this.calendar.start);
  }

  private add(start: number, period: number): void {
    this.candidates.push({ start, period });
  }

  private roundDown(local: number, interval: number): number {
    const { dataTimeZone } = this.options;
    if (interval <= 0) return local;
    if (dataTimeZone === this.zone) return Math.floor(local / interval) * interval;
    const inData = dataTimeZone.toLocal(this.zone.toUtc(local));
    return this.zone.toLocal(dataTimeZone.toUtc(Math.floor(inData / interval) * interval));
  }
}
