import { describe, expect, it } from 'vitest';
import { Clock } from '../model/clock.ts';
import { EventSchedule, type FireEvent } from './event-schedule.ts';
import { ScheduledEvent } from './scheduled-event.ts';

/** A schedule whose events record their name and the clock when they fire. */
function setUp(): {
  clock: Clock;
  schedule: EventSchedule;
  log: string[];
  event: (name: string, ...times: number[]) => ScheduledEvent;
  past: FireEvent;
  present: FireEvent;
} {
  const clock = new Clock();
  clock.utc = 0;
  const log: string[] = [];
  const past: FireEvent = (event, utc) => {
    clock.utc = utc;
    return event.fire();
  };
  return {
    clock,
    log,
    past,
    present: (event) => event.fire(),
    schedule: new EventSchedule(clock),
    event: (name, ...times) =>
      new ScheduledEvent(name, times, (_name, utc) => void log.push(`${name}${utc}@${clock.utc}`)),
  };
}

function letters(log: readonly string[]): string {
  return log.map((entry) => entry[0]).join('');
}

describe('EventSchedule', () => {
  it('fires events in the order of their times, each at its own time', () => {
    const { schedule, log, event, past } = setUp();
    schedule.add(event('a', 10, 30));
    schedule.add(event('b', 20));
    schedule.start();
    expect(schedule.nextUtc).toBe(10);
    void schedule.scanBefore(30, past);
    expect(log).toEqual(['a10@10', 'b20@20']);
    expect(schedule.nextUtc).toBe(30);
  });

  it('fires events at the instant itself in the second pass', () => {
    const { clock, schedule, log, event, past, present } = setUp();
    schedule.add(event('a', 10, 20));
    schedule.start();
    void schedule.scanBefore(10, past);
    expect(log).toEqual([]);
    clock.utc = 10;
    void schedule.scanThrough(10, present);
    expect(log).toEqual(['a10@10']);
    expect(schedule.nextUtc).toBe(20);
  });

  it('is never due when it is empty, exhausted or not started', () => {
    const { schedule, event, past } = setUp();
    expect(schedule.nextUtc).toBe(Infinity);
    schedule.add(event('a', 10));
    expect(schedule.nextUtc).toBe(Infinity);
    schedule.start();
    void schedule.scanBefore(11, past);
    expect(schedule.nextUtc).toBe(Infinity);
  });

  it('skips occurrences before the start, but not at the start', () => {
    const { clock, schedule, log, event, present } = setUp();
    schedule.add(event('a', 10, 20, 30));
    clock.utc = 20;
    schedule.start();
    expect(schedule.nextUtc).toBe(20);
    void schedule.scanThrough(30, present);
    expect(log).toEqual(['a20@20', 'a30@20']);
  });

  it('fires events of one instant in the order of their creation', () => {
    const { schedule, log, event, past } = setUp();
    for (const name of ['a', 'b', 'c', 'd']) schedule.add(event(name, 10));
    schedule.start();
    void schedule.scanBefore(11, past);
    expect(log.join()).toBe('a10@10,b10@10,c10@10,d10@10');
  });

  it('keeps the order of two events that share their instants while another is due in between', () => {
    const { schedule, log, event, past } = setUp();
    for (const name of ['a', 'b']) schedule.add(event(name, 10, 20, 30));
    schedule.add(event('-', 15, 25));
    schedule.start();
    void schedule.scanBefore(31, past);
    expect(letters(log)).toBe('ab-ab-ab');
  });

  it('alternates two events that share their instants when there are no others, as LEAN does', () => {
    const { schedule, log, event, past } = setUp();
    for (const name of ['a', 'b']) schedule.add(event(name, 10, 20, 30));
    schedule.start();
    void schedule.scanBefore(31, past);
    expect(letters(log)).toBe('abbaab');
  });

  it("inserts a third event after the one that LEAN's binary search finds", () => {
    const { schedule, log, event, past } = setUp();
    for (const name of ['a', 'b', 'c']) schedule.add(event(name, 10, 20, 30));
    schedule.add(event('-', 15, 25));
    schedule.start();
    void schedule.scanBefore(31, past);
    expect(letters(log)).toBe('abc-acb-abc');
  });

  it('restores the order of creation when events are added or removed', () => {
    const { schedule, log, event, past } = setUp();
    for (const name of ['a', 'b', 'c']) schedule.add(event(name, 10, 20));
    schedule.start();
    void schedule.scanBefore(11, past);
    schedule.add(event('d', 20));
    void schedule.scanBefore(21, past);
    expect(letters(log)).toBe('abcabcd');
  });

  it('fires an event that is due twice at one instant twice in a row', () => {
    const { schedule, log, event, past } = setUp();
    schedule.add(event('a', 10, 10, 20));
    schedule.add(event('b', 10));
    schedule.start();
    void schedule.scanBefore(11, past);
    expect(log).toEqual(['a10@10', 'a10@10', 'b10@10']);
  });

  it('accepts new events during the run, due from the current time', () => {
    const { clock, schedule, log, event, past } = setUp();
    schedule.start();
    clock.utc = 15;
    schedule.add(event('a', 10, 15, 20));
    expect(schedule.nextUtc).toBe(15);
    void schedule.scanBefore(30, past);
    expect(log).toEqual(['a15@15', 'a20@20']);
  });

  it('fires an event that another event added in the next pass', () => {
    const { clock, schedule, log, event, past, present } = setUp();
    const adding = new ScheduledEvent('adding', [10], () => schedule.add(event('new', 5, 12, 30)));
    schedule.add(adding);
    schedule.add(event('old', 20));
    schedule.start();
    void schedule.scanBefore(25, past);
    expect(log).toEqual(['old20@20']);
    expect(schedule.nextUtc).toBe(12);
    clock.utc = 25;
    void schedule.scanThrough(25, present);
    expect(log).toEqual(['old20@20', 'new12@25']);
    expect(schedule.nextUtc).toBe(30);
  });

  it('never fires a removed event, not even in the same pass', () => {
    const { schedule, log, event, past } = setUp();
    const victim = event('victim', 20, 40);
    const own: ScheduledEvent = new ScheduledEvent('own', [10, 11, 12], () => {
      log.push('own');
      schedule.remove(own);
      schedule.remove(victim);
    });
    for (const each of [own, victim, event('other', 30)]) schedule.add(each);
    schedule.start();
    void schedule.scanBefore(50, past);
    expect(log).toEqual(['own', 'other30@30']);
    expect(schedule.nextUtc).toBe(Infinity);
  });

  it('skips the occurrences of a disabled event', () => {
    const { schedule, log, event, past } = setUp();
    const silent = event('silent', 10, 20);
    schedule.add(silent);
    schedule.start();
    silent.enabled = false;
    void schedule.scanBefore(15, past);
    silent.enabled = true;
    void schedule.scanBefore(25, past);
    expect(log).toEqual(['silent20@20']);
  });

  it('waits for an asynchronous event before it continues', async () => {
    const { clock, schedule, log, event, past } = setUp();
    const slow = new ScheduledEvent('slow', [10, 20], async (_name, utc) => {
      await Promise.resolve();
      log.push(`slow${utc}@${clock.utc}`);
    });
    schedule.add(slow);
    schedule.add(event('quick', 10, 15, 20));
    schedule.start();
    const answer = schedule.scanBefore(21, past);
    expect(log).toEqual([]);
    expect(answer).toBeInstanceOf(Promise);
    await answer;
    expect(log).toEqual(['slow10@10', 'quick10@10', 'quick15@15', 'quick20@20', 'slow20@20']);
    expect(schedule.nextUtc).toBe(Infinity);
  });

  it('returns undefined when all events are synchronous', () => {
    const { schedule, event, past } = setUp();
    schedule.add(event('a', 10));
    schedule.start();
    expect(schedule.scanBefore(20, past)).toBeUndefined();
  });

  it('propagates exceptions of events', () => {
    const { schedule, past } = setUp();
    schedule.add(
      new ScheduledEvent('bad', [10], () => {
        throw new Error('no such luck');
      }),
    );
    schedule.start();
    expect(() => schedule.scanBefore(20, past)).toThrowError('no such luck');
  });
});
