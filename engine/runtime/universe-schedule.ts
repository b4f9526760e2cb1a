interface ScheduledUniverse {
  readonly times: Iterator<number>;
  readonly select: () => void;
  /** UTC instant at which it is asked next; Infinity when never. */
  next: number;
}

/** When universes are asked which securities they select: instants of their own, before rows of the same time. */
export class UniverseSchedule {
  /** Times that universes were asked: one data point each, as in LEAN. */
  points = 0;
  /** UTC instant at which the next universe is asked; Infinity when none is. */
  nextUtc = Infinity;
  private readonly universes: ScheduledUniverse[] = [];

  /** @param times ascending UTC instants, those before `fromUtc` are left out */
  add(times: Iterable<number>, fromUtc: number, select: () => void): void {
    const universe = { times: times[Symbol.iterator](), select, next: -Infinity };
    while (universe.next < fromUtc) advance(universe);
    this.universes.push(universe);
    this.nextUtc = Math.min(this.nextUtc, universe.next);
  }

  /** Asks the universes that are due, in the order in which they were added. */
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
