import type { Consolidator } from './consolidator.ts';

/** The clock of the exchange whose data the consolidator receives. */
export interface ScanZone {
  toLocal(utc: number): number;
  toUtc(local: number): number;
}

export interface ConsolidatorScanOptions {
  readonly zone: ScanZone;
  /** Length of the rows that the consolidator is fed with, in milliseconds. */
  readonly increment: number;
  /** The engine's clock. */
  readonly clock: { readonly utc: number };
}

const SECOND = 1000;

/**
 * When LEAN scans a consolidator between slices (LEAN: ConsolidatorWrapper.cs).
 *
 * The first emitted bar fixes the schedule: from its end on, scans are one bar length apart, regardless of the length
 * of later bars. Before that, a scan takes place at the end of the working bar, or once per row length (at least a
 * second) while there is none. So a month that follows a longer one is scanned late, and is closed by its next row
 * instead.
 *
 * Nearly all scans have nothing to close: `nextScan` finds the first one that may, `skipBefore` skips the others.
 */
export class ConsolidatorScan {
  /** UTC instant of the next queued scan; bars that close meanwhile do not change it. */
  queuedUtc = -Infinity;
  /** UTC instant of the next scan by the schedule. */
  nextUtc = -Infinity;
  private readonly consolidator: Consolidator;
  private readonly options: ConsolidatorScanOptions;
  private readonly leastSpan: number;
  private barSpan = NaN;
  private readonly stopListening: () => void;

  constructor(consolidator: Consolidator, options: ConsolidatorScanOptions) {
    this.consolidator = consolidator;
    this.options = options;
    this.leastSpan = Math.max(options.increment, SECOND);
    this.stopListening = consolidator.onConsolidated((bar) => this.follow(bar.time, bar.endTime));
  }

  /** Schedules the first scan; call when the clock has reached the start of the run. */
  start(): void {
    this.advance();
    this.queuedUtc = this.nextUtc;
  }

  /** The first scan, not before `floor`, that may close a bar; Infinity while only further rows can. */
  nextScan(floor: number): number {
    const { nextScanTime } = this.consolidator;
    if (!(nextScanTime < Infinity)) return Infinity;
    return this.lookFrom(Math.max(floor, this.options.zone.toUtc(nextScanTime)));
  }

  /** Skips the scans before an instant, which must be known to have nothing to close. */
  skipBefore(utc: number): void {
    this.nextUtc = this.lookFrom(utc);
    this.queuedUtc = this.nextUtc;
  }

  /** Scans now. */
  scan(): void {
    this.consolidator.scan(this.options.zone.toLocal(this.options.clock.utc));
    this.advance();
    this.queuedUtc = this.nextUtc;
  }

  /** Unsubscribes from the consolidator's bars. */
  stop(): void {
    this.stopListening();
  }

  private follow(time: number, endTime: number): void {
    if (this.barSpan !== this.barSpan) this.barSpan = Math.max(endTime - time, this.leastSpan);
    this.nextUtc = this.options.zone.toUtc(endTime) + this.barSpan;
  }

  private advance(): void {
    const now = this.options.clock.utc;
    if (this.nextUtc <= now) this.nextUtc = this.after(now);
  }

  /** The scan that follows a scan at an instant. */
  private after(now: number): number {
    if (this.barSpan === this.barSpan) return now + this.barSpan;
    const end = this.workingEnd();
    return end > now ? end : now + this.leastSpan;
  }

  /** The first scan at or after an instant. */
  private lookFrom(utc: number): number {
    let look = Math.max(this.queuedUtc, this.nextUtc);
    if (look < utc) look = this.after(look);
    if (look >= utc) return look;
    const span = this.barSpan === this.barSpan ? this.barSpan : this.leastSpan;
    return look + Math.ceil((utc - look) / span) * span;
  }

  private workingEnd(): number {
    const { workingBar } = this.consolidator;
    return workingBar === undefined ? NaN : this.options.zone.toUtc(workingBar.endTime);
  }
}
