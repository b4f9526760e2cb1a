import type { CorporateEvent } from './corporate-events.ts';
import type { RowCursor, RowLimits } from './row-cursor.ts';
import { Row, ROW_STRIDE, RowFlag } from './row-layout.ts';

/** Distinguishes the events of the two parts. */
const SECOND_PART = 1_000_000;

/**
 * The rows of a warm-up at another resolution, then the subscription's own rows that end after it. Each part is filled forward
 * separately (LEAN's FileSystemDataFeed.CreateSubscription and ConcatEnumerator).
 */
export class WarmUpCursor implements RowCursor {
  emit = -Infinity;
  private readonly first: RowCursor | undefined;
  private readonly second: RowCursor;
  private readonly endUtc: number;
  private lastEmit = -Infinity;

  /** @param endUtc the instant at which the warm-up ends */
  constructor(first: RowCursor | undefined, second: RowCursor, endUtc: number) {
    this.first = first;
    this.second = second;
    this.endUtc = endUtc;
    this.settle();
  }

  private get isFirst(): boolean {
    return this.first !== undefined && this.first.emit <= this.endUtc;
  }

  moveNext(): void {
    this.lastEmit = this.emit;
    if (this.isFirst) this.first!.moveNext();
    else this.second.moveNext();
    this.settle();
  }

  write(rows: Float64Array, base: number, subscription: number): void {
    if (this.isFirst) {
      this.first!.write(rows, base, subscription);
      return;
    }
    this.second.write(rows, base, subscription);
    if ((rows[base + Row.Flags] & RowFlag.Auxiliary) !== 0) rows[base + Row.Value] += SECOND_PART;
  }

  take(rows: Float64Array, base: number, { until, room, subscription }: RowLimits): number {
    let count = 0;
    for (; count < room && this.emit <= until; count++) {
      this.write(rows, base + count * ROW_STRIDE, subscription);
      this.moveNext();
    }
    return count;
  }

  eventOf(value: number): CorporateEvent {
    return value >= SECOND_PART ? this.second.eventOf(value - SECOND_PART) : this.first!.eventOf(value);
  }

  private settle(): void {
    if (this.isFirst) {
      this.emit = this.first!.emit;
      return;
    }
    const { second } = this;
    while (second.emit < this.endUtc || (second.emit <= this.lastEmit && second.emit !== Infinity)) second.moveNext();
    this.emit = second.emit;
  }
}
