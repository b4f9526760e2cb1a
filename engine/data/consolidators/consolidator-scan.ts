import type { Consolidator } from './consolidator.ts';

/** The clock of the exchange whose data a consolidator gets. */
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
 * When LEAN looks at the clock for a consolidator between slices (LEAN: ConsolidatorWrapper.cs).
 *
 * The first bar handed out fixes the rhythm: looks come at its length from its end on, whatever the length of later bars.
 * Before that they come at the end of the working bar, or once per row length (a second at least) while there is none.
 * So a month that follows a longer one is looked at late, and closes with its first row instead.
 *
 * Nearly all looks find nothing to close: `nextLook` names the first one that may, `passTo` passes over the others.
 */
export class ConsolidatorScan {
  /** UTC instant for which the next look is entered in the queue; bars that close meanwhile do not move it. */
  queuedUtc = -Infinity;
  /** UTC instant of the next look by the rhythm. */
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

  /** Plans the first look; call when the clock has come to the start of the run. */
  start(): void {
    this.advance();
    this.queuedUtc = this.nextUtc;
  }

  /** The first look, not before `floor`, that may close a bar; Infinity while only further rows can. */
  nextLook(floor: number): number {
    const { nextScanTime } = this.consolidator;
    if (!(nextScanTime < Infinity)) return Infinity;
    return this.lookFrom(Math.max(floor, this.options.zone.toUtc(nextScanTime)));
  }

  /** Passes over the looks before an instant, which must be known to find nothing. */
  passTo(utc: number): void {
    this.nextUtc = this.lookFrom(utc);
    this.queuedUtc = this.nextUtc;
  }

  /** Looks now. */
  scan(): void {
    this.consolidator.scan(this.options.zone.toLocal(this.options.clock.utc));
    this.advance();
    this.queuedUtc = this.nextUtc;
  }

  /** Ends the listening to the consolidator's bars. */
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

  /** The look that follows one at an instant. */
  private after(now: number): number {
    if (this.barSpan === this.barSpan) return now + this.barSpan;
    const end = this.workingEnd();
    return end > now ? end : now + this.leastSpan;
  }

  /** The first look at or after an instant. */
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
