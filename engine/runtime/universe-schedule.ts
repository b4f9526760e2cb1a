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
  private endUtc = Infinity;
  private readonly universes: ScheduledUniverse[] = [];

  /** @param times ascending UTC instants; instants before `fromUtc` are skipped */
  add(times: Iterable<number>, fromUtc: number, select: () => void): void {
    const universe = { times: times[Symbol.iterator](), select, next: -Infinity };
    while (universe.next < fromUtc) advance(universe);
    this.universes.push(universe);
    this.findNext();
  }

  /** The run ends at this UTC instant: nothing is asked after it. */
  endAt(utc: number): void {
    this.endUtc = utc;
    this.findNext();
  }

  /** Runs the selections that are due, in the order in which universes were added. */
  select(utc: number): void {
    if (this.nextUtc > utc) return;
    for (const universe of this.universes) {
      while (universe.next <= utc) {
        this.points++;
        universe.select();
        advance(universe);
      }
    }
    this.findNext();
  }

  private findNext(): void {
    const next = Math.min(...this.universes.map((universe) => universe.next));
    this.nextUtc = next <= this.endUtc ? next : Infinity;
  }
}

function advance(universe: ScheduledUniverse): void {
  const { done, value } = universe.times.next();
  universe.next = done === true ? Infinity : value;
}
