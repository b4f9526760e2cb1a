import { DAY, dateOf, END_OF_TIME } from '../data/time/calendar-math.ts';
import type { Clock } from '../model/clock.ts';
import { EngineError } from '../model/engine-error.ts';
import { DateRules } from './date-rules.ts';
import { SCHEDULING_ERRORS } from './errors.ts';
import { EventSchedule } from './event-schedule.ts';
import type { DateRule, ScheduleContext, TimeRule } from './rules.ts';
import { type ScheduledCallback, ScheduledEvent } from './scheduled-event.ts';
import { TimeRules } from './time-rules.ts';

/** Schedules events: `schedule.on(dateRules.everyDay(spy), timeRules.beforeMarketClose(spy, 10), …)`; LEAN's ScheduleManager. */
export class ScheduleManager {
  readonly dateRules: DateRules;
  readonly timeRules: TimeRules;
  /** The events themselves, for the engine. */
  /** @internal */
  readonly events: EventSchedule;
  private readonly clock: Clock;

  /** @internal */
  constructor(context: ScheduleContext) {
    this.clock = context.clock;
    this.dateRules = new DateRules(context);
    this.timeRules = new TimeRules(context);
    this.events = new EventSchedule(context.clock);
  }

  /**
   * Schedules a callback for the times of a time rule on the dates of a date rule, starting at the clock's time.
   *
   * Events of a strategy also fire during the warm-up, as in LEAN; `algorithm.isWarmingUp` is true then.
   */
  on(dateRule: DateRule, timeRule: TimeRule, callback: ScheduledCallback): ScheduledEvent;
  on(name: string, dateRule: DateRule, timeRule: TimeRule, callback: ScheduledCallback): ScheduledEvent;
  on(
    ...given: [DateRule, TimeRule, ScheduledCallback] | [string, DateRule, TimeRule, ScheduledCallback]
  ): ScheduledEvent {
    const [name, dateRule, timeRule, callback] =
      given.length === 4 ? given : ([`${given[0].name}: ${given[1].name}`, ...given] as const);
    requireCallback(name, callback);
    const event = new ScheduledEvent(name, timeRule.utcTimes(datesFromNow(dateRule, this.clock)), callback);
    this.add(event);
    return event;
  }

  add(event: ScheduledEvent): void {
    this.events.add(event);
  }

  remove(event: ScheduledEvent): void {
    this.events.remove(event);
  }
}

function requireCallback(name: string, callback: unknown): void {
  if (typeof callback === 'function') return;
  throw new EngineError(
    SCHEDULING_ERRORS.NO_CALLBACK,
    `The event "${name}" was scheduled without a function to call. Pass one after the rules: () => this.rebalance().`,
  );
}

/** The rule's dates from the day before the clock's UTC date; reads the clock when the first date is requested. */
function* datesFromNow(rule: DateRule, clock: Clock): Generator<number, void, void> {
  yield* rule.dates(dateOf(clock.utc) - DAY, END_OF_TIME);
}
