import type { UtcInstant, WallClock } from '../../model/instants.ts';
import { EngineError } from '../../model/engine-error.ts';
import { TIME_ERRORS } from './errors.ts';

/** The time zone of the US stock exchanges, and LEAN's default for an algorithm's clock. */
export const NEW_YORK = 'America/New_York';

const TABLE_FROM = Date.UTC(1900, 0, 1);
const TABLE_UNTIL = Date.UTC(2101, 0, 1);
const FIXED_OFFSET = /^(?:UTC|GMT)([+-])(\d{1,2})(?::?(\d{2}))?$/;

/**
 * Conversions between UTC instants and the wall clock of one time zone, both in milliseconds.
 *
 * The offsets from 1900 to 2100 are tabulated at the first conversion. The interval of the last conversion is cached,
 * so that calls in chronological order cost a comparison and allocate nothing.
 */
export class TimeZone {
  private static readonly known = new Map<string, TimeZone>();
  static readonly UTC = TimeZone.of('UTC');

  /** The name in the time zone database: `America/New_York`, `UTC`, `UTC-05`. */
  readonly id: string;

  /** The name in Temporal's form: fixed offsets are written `-05:00`. */
  get temporalId(): string {
    const offset = /^UTC([+-]\d{2})(?::?(\d{2}))?$/.exec(this.id);
    return offset === null ? this.id : `${offset[1]}:${offset[2] ?? '00'}`;
  }

  /** Instants at which an offset begins to apply, the first being -Infinity; empty until the first conversion. */
  private starts = new Float64Array(0);
  private offsets = new Float64Array(0);

  private utcFrom = Infinity;
  private utcUntil = -Infinity;
  private utcOffset = 0;
  private localFrom = Infinity;
  private localUntil = -Infinity;
  private localOffset = 0;

  private constructor(id: string) {
    this.id = id;
  }

  /**
   * The time zone of a name of the IANA database, `UTC`, or a fixed offset such as `UTC-05` or `UTC+05:30`.
   *
   * @throws EngineError TIME_UNKNOWN_TIME_ZONE when there is no such time zone.
   */
  static of(name: string): TimeZone {
    let zone = TimeZone.known.get(name);
    if (zone === undefined) {
      const id = canonicalName(name);
      zone = TimeZone.known.get(id) ?? new TimeZone(id);
      TimeZone.known.set(id, zone);
      TimeZone.known.set(name, zone);
    }
    return zone;
  }

  /** The wall-clock time of this zone at a UTC instant. */
  toLocal(utc: UtcInstant): WallClock {
    if (utc >= this.utcFrom && utc < this.utcUntil) return utc + this.utcOffset;
    return utc + this.offsetAt(utc);
  }

  /** The offset of this zone from UTC at a UTC instant, in milliseconds. */
  offsetAt(utc: number): number {
    if (utc >= this.utcFrom && utc < this.utcUntil) return this.utcOffset;
    if (this.starts.length === 0) this.load();
    const { starts, offsets } = this;
    const index = lastIndexWhere(starts.length, (i) => starts[i] <= utc);
    this.utcFrom = starts[index];
    this.utcUntil = index + 1 < starts.length ? starts[index + 1] : Infinity;
    this.utcOffset = offsets[index];
    return this.utcOffset;
  }

  /**
   * The UTC instant of a wall-clock time of this zone: the later instant for a time that occurs twice, the instant of
   * the transition for a skipped time (as LEAN resolves them, Common/Extensions.cs ConvertToUtc).
   */
  toUtc(local: WallClock): UtcInstant {
    if (local >= this.localFrom && local < this.localUntil) return local - this.localOffset;
    return this.findUtc(local);
  }

  /** The instants of a wall-clock time, ascending: normally one, none in a skipped hour, two in a repeated hour. */
  instantsOf(local: number): number[] {
    if (this.starts.length === 0) this.load();
    const { starts, offsets } = this;
    const index = lastIndexWhere(starts.length, (i) => starts[i] + offsets[i] <= local);
    const found: number[] = [];
    for (let i = Math.max(0, index - 1); i <= Math.min(index + 1, starts.length - 1); i++) {
      const utc = local - offsets[i];
      if (utc >= starts[i] && (i + 1 === starts.length || utc < starts[i + 1])) found.push(utc);
    }
    return found;
  }

  toString(): string {
    return this.id;
  }

  private findUtc(local: number): number {
    if (this.starts.length === 0) this.load();
    const { starts, offsets } = this;
    const index = lastIndexWhere(starts.length, (i) => starts[i] + offsets[i] <= local);
    if (index + 1 === starts.length) {
      this.rememberLocal(starts[index] + offsets[index], Infinity, offsets[index]);
      return local - offsets[index];
    }
    const change = starts[index + 1];
    if (local >= change + offsets[index]) return change;
    this.rememberLocal(
      starts[index] + offsets[index],
      change + Math.min(offsets[index], offsets[index + 1]),
      offsets[index],
    );
    return local - offsets[index];
  }

  private rememberLocal(from: number, until: number, offset: number): void {
    this.localFrom = from;
    this.localUntil = until;
    this.localOffset = offset;
  }

  private load(): void {
    const fixed = this.id === 'UTC' ? 0 : fixedOffset(this.id);
    if (fixed !== undefined) {
      this.starts = Float64Array.of(-Infinity);
      this.offsets = Float64Array.of(fixed);
      return;
    }
    const starts = [-Infinity];
    let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(TABLE_FROM).toZonedDateTimeISO(
      this.id,
    );
    const offsets = [offsetOf(moment)];
    for (
      moment = moment.getTimeZoneTransition('next');
      moment !== null;
      moment = moment.getTimeZoneTransition('next')
    ) {
      if (moment.epochMilliseconds >= TABLE_UNTIL) break;
      starts.push(moment.epochMilliseconds);
      offsets.push(offsetOf(moment));
    }
    this.starts = Float64Array.from(starts);
    this.offsets = Float64Array.from(offsets);
  }
}

/** The wall-clock time in `to` when it is `local` in `from`. */
export function convertLocal(local: number, from: TimeZone, to: TimeZone): number {
  return to.toLocal(from.toUtc(local));
}

function offsetOf(moment: Temporal.ZonedDateTime): number {
  return Math.round(moment.offsetNanoseconds / 1_000_000);
}

function fixedOffset(name: string): number | undefined {
  const match = FIXED_OFFSET.exec(name);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function canonicalName(name: string): string {
  if (name.toUpperCase() === 'UTC') return 'UTC';
  if (fixedOffset(name) !== undefined) return name;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch (cause) {
    throw new EngineError(
      TIME_ERRORS.UNKNOWN_TIME_ZONE,
      `There is no time zone named ${JSON.stringify(name)}. Use a name of the IANA database such as America/New_York, UTC, or a fixed offset such as UTC-05.`,
      { data: { name }, cause },
    );
  }
}

/** Binary search for the greatest index whose element satisfies a monotonic condition; 0 when none does. */
function lastIndexWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
