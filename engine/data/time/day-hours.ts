import { DAY } from './calendar-math.ts';

/** The state of a market during a segment of a day (in LEAN's order). */
export const MarketHoursState = { Closed: 0, PreMarket: 1, Market: 2, PostMarket: 3 } as const;
export type MarketHoursState = (typeof MarketHoursState)[keyof typeof MarketHoursState];

/** A part of a day with one state; `start` (inclusive) and `end` (exclusive) are milliseconds since midnight. */
export interface MarketHoursSegment {
  readonly state: MarketHoursState;
  readonly start: number;
  readonly end: number;
}

/**
 * The segments of one day of an exchange, in ascending order; the market is closed outside them.
 *
 * LEAN's LocalMarketHours (Common/Securities/LocalMarketHours.cs). Times of day are milliseconds since midnight; NaN
 * means that there is none.
 */
export class DayHours {
  static readonly CLOSED = new DayHours([]);
  static readonly OPEN = new DayHours([{ state: MarketHoursState.Market, start: 0, end: DAY }]);

  readonly segments: readonly MarketHoursSegment[];
  readonly isClosedAllDay: boolean;
  readonly isOpenAllDay: boolean;
  /** Total length of the regular segments; 0 on days with extended hours only. */
  readonly marketDuration: number;
  /** Start of the first and end of the last regular segment; NaN if there is none. */
  readonly regularOpen: number;
  readonly regularClose: number;
  /** Start of the first and end of the last segment of any kind; NaN if there is none. */
  readonly firstStart: number;
  readonly lastEnd: number;

  constructor(segments: readonly MarketHoursSegment[]) {
    this.segments = segments.filter((segment) => segment.state !== MarketHoursState.Closed);
    this.isClosedAllDay = this.segments.length === 0;
    const regular = this.segments.filter((segment) => segment.state === MarketHoursState.Market);
    this.marketDuration = regular.reduce((sum, segment) => sum + segment.end - segment.start, 0);
    this.isOpenAllDay =
      this.segments.length === 1 && regular.length === 1 && regular[0].start === 0 && regular[0].end === DAY;
    this.regularOpen = regular.length === 0 ? NaN : regular[0].start;
    this.regularClose = regular.length === 0 ? NaN : regular[regular.length - 1].end;
    this.firstStart = this.isClosedAllDay ? NaN : this.segments[0].start;
    this.lastEnd = this.isClosedAllDay ? NaN : this.segments[this.segments.length - 1].end;
  }

  /** A pre-market, a regular and a post-market segment; empty segments are omitted. */
  static of(session: { open: number; close: number; preMarketOpen?: number; postMarketClose?: number }): DayHours {
    const { open, close, preMarketOpen = open, postMarketClose = close } = session;
    const segments: MarketHoursSegment[] = [
      { state: MarketHoursState.PreMarket, start: preMarketOpen, end: open },
      { state: MarketHoursState.Market, start: open, end: close },
      { state: MarketHoursState.PostMarket, start: close, end: postMarketClose },
    ];
    return new DayHours(segments.filter((segment) => segment.end > segment.start));
  }

  /** The segment that contains a time of day, or `undefined` while the market is closed. */
  segmentAt(time: number): MarketHoursSegment | undefined {
    const { segments } = this;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i];
      if (time >= segment.start && time < segment.end) return segment;
    }
    return undefined;
  }

  /** Whether [start, end) overlaps the hours. */
  isOpenDuring(start: number, end: number, extended: boolean): boolean {
    const { segments } = this;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i];
      if ((extended || segment.state === MarketHoursState.Market) && segment.start < end && segment.end > start)
        return true;
    }
    return false;
  }

  /** The first open whose segment ends after `time`; a segment that continues the previous one is not an open. */
  marketOpen(time: number, extended: boolean, previousDayLastEnd: number): number {
    let previousEnd = previousDayLastEnd;
    let fromPreviousDay = true;
    for (let i = 0; i < this.segments.length; i++) {
      const segment = this.segments[i];
      if (!extended && segment.state !== MarketHoursState.Market) continue;
      if (segment.end > time && !continues(previousEnd, segment.start, fromPreviousDay)) return segment.start;
      previousEnd = segment.end;
      fromPreviousDay = false;
    }
    return NaN;
  }

  /** The first close after `time` at which no other segment starts. */
  marketClose(time: number, extended: boolean, nextDayFirstStart: number): number {
    const last = this.segments.length - 1;
    for (let i = 0; i <= last; i++) {
      const segment = this.segments[i];
      if (segment.end <= time || (!extended && segment.state !== MarketHoursState.Market)) continue;
      if (!continues(segment.end, i === last ? nextDayFirstStart : this.startAfter(i, extended), i === last))
        return segment.end;
    }
    return NaN;
  }

  /** The last close of the day if it is after `time`. */
  lastMarketClose(time: number, extended: boolean): number {
    const close = extended ? this.lastEnd : this.regularClose;
    return close > time ? close : NaN;
  }

  private startAfter(index: number, extended: boolean): number {
    const next = this.segments[index + 1];
    return extended || next.state === MarketHoursState.Market ? next.start : NaN;
  }
}

/**
 * The hours of a day with an early close, a late open or both (NaN for none).
 *
 * Follows LEAN even in unusual cases: an early close between two segments also removes the segment before it, and a
 * late open after the early close means that the market resumes (Common/Securities/SecurityExchangeHours.cs,
 * GetMarketHours).
 */
export function adjustDayHours(regular: DayHours, earlyClose: number, lateOpen: number): DayHours {
  const hasEarlyClose = earlyClose === earlyClose;
  const hasLateOpen = lateOpen === lateOpen;
  const untilEarlyClose = hasEarlyClose ? cutAtEarlyClose(regular.segments, earlyClose) : regular.segments;
  if (!hasLateOpen) return new DayHours(untilEarlyClose);
  const base = hasEarlyClose && earlyClose >= lateOpen ? untilEarlyClose : regular.segments;
  const fromLateOpen = cutAtLateOpen(base, lateOpen);
  return new DayHours(hasEarlyClose && earlyClose <= lateOpen ? [...untilEarlyClose, ...fromLateOpen] : fromLateOpen);
}

function cutAtEarlyClose(segments: readonly MarketHoursSegment[], close: number): readonly MarketHoursSegment[] {
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment.start <= close && close <= segment.end) return [...segments.slice(0, i), { ...segment, end: close }];
    if (close < segment.start) return segments.slice(0, Math.max(i - 1, 0));
  }
  return segments;
}

function cutAtLateOpen(segments: readonly MarketHoursSegment[], open: number): readonly MarketHoursSegment[] {
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment.start <= open && open <= segment.end) return [{ ...segment, start: open }, ...segments.slice(i + 1)];
    if (open < segment.start) return segments.slice(i);
  }
  return segments;
}

/** Whether a segment starts at the end of the previous one; at midnight, 24:00 is followed by 00:00. */
function continues(previousEnd: number, nextStart: number, overMidnight: boolean): boolean {
  return overMidnight ? previousEnd === DAY && nextStart === 0 : previousEnd === nextStart;
}
