interface ScheduledUniverse {
  readonly times: Iterator<number>;
  readonly select: () => void;
  /** UTC instant of its next selection; Infinity without one. */
  next: number;
}

/** Schedule of universe selections: separate instants before rows of the same time. */
export class UniverseSchedule {
  /** Number of selections: one data point each, as in LEAN. */
  points = 0;
  /** UTC instant of the next selection; Infinity without one. */
  nextUtc = Infinity;
  private readonly universes: ScheduledUniverse[] = [];

  /** @param times ascending UTC instants; instants before `fromUtc` are skipped */
  add(times: Iterable<number>, fromUtc: number, select: () => void): void {
    const universe = { times: times[Symbol.iterator](), select, next: -Infinity };
    while (universe.next < fromUtc) advance(universe);
    this.universes.push(universe);
    this.nextUtc = Math.min(this.nextUtc, universe.next);
  }

  /** Runs the selections that are due, in the order in which universes were added. */
  select(utc: number): void {
    if (this.nextUtc > utc) return;
    this.nextUtc = Infinity;
    for (const universe of this.universes) {
      while (universe.next <= utc) {
        this.points++;
        universe.select();
        advance(universe);
      }
      this.nextUtc = Math.min(this.nextUtc, universe.next);
    }
  }
}

function advance(universe: ScheduledUniverse): void {
  const { done, value } = universe.times.next();
  universe.next = done === true ? Infinity : value;
}
