import { DAY } from '../time/calendar-math.ts';
import type { TimeZone } from '../time/time-zone.ts';

/**
 * Converts the wall-clock times of one instrument's rows, in the order of the file, into UTC. An hour that a clock
 * change repeats is read as both hours when the file covers it twice, in either direction; a skipped time does not
 * exist.
 */
export class WallClocks {
  private readonly zone: TimeZone;
  /** A day without a clock change, and its offset from UTC. */
  private plainDay = NaN;
  private offset = 0;
  private last = NaN;
  private rises = 0;
  private falls = 0;
  /** Within a repeated hour: whether the file has reached the second of the two. */
  private isOther = false;
  private lastRepeated = NaN;

  constructor(zone: TimeZone) {
    this.zone = zone;
  }

  /** @returns NaN for a wall-clock time that the time zone skips */
  toUtc(local: number): number {
    const last = this.last;
    this.last = local;
    if (local > last) this.rises++;
    else if (local < last) this.falls++;
    const day = Math.floor(local / DAY) * DAY;
    if (day === this.plainDay) return local - this.offset;
    const [dayStart, dayEnd] = [this.zone.instantsOf(day), this.zone.instantsOf(day + DAY)];
    if (dayStart.length === 1 && dayEnd.length === 1 && dayEnd[0] - dayStart[0] === DAY) {
      this.plainDay = day;
      this.offset = day - dayStart[0];
      return local - this.offset;
    }
    return this.onChange(local);
  }

  private onChange(local: number): number {
    const instants = this.zone.instantsOf(local);
    if (instants.length < 2) return instants[0] ?? NaN;
    const isRising = this.rises >= this.falls;
    const isSameHour = Math.abs(local - this.lastRepeated) < DAY / 2;
    if (!isSameHour) this.isOther = false;
    else if (isRising ? local <= this.lastRepeated : local >= this.lastRepeated) this.isOther = true;
    this.lastRepeated = local;
    return this.isOther === isRising ? instants[1] : instants[0];
  }
}
