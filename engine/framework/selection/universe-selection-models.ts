import type { DateRule, TimeRule } from '../../scheduling/rules.ts';
import type { FrameworkAlgorithm } from '../framework-algorithm.ts';
import type { Universe, UniverseSelectionModel, UniverseSettings, UniverseSymbol } from '../models.ts';

/** A fixed list of securities (LEAN's ManualUniverseSelectionModel). */
export class ManualUniverseSelectionModel implements UniverseSelectionModel {
  private readonly universe: Universe;

  constructor(symbols: readonly UniverseSymbol[], settings?: UniverseSettings) {
    this.universe = { name: 'manual', settings, select: () => symbols };
  }

  createUniverses(): readonly Universe[] {
    return [this.universe];
  }
}

/** Securities that a function selects at the times of a schedule (LEAN's ScheduledUniverseSelectionModel). */
export class ScheduledUniverseSelectionModel implements UniverseSelectionModel {
  private readonly universe: Universe;

  /** @param select maps wall-clock milliseconds of the algorithm's time zone to the securities from then on */
  constructor(dateRule: DateRule, timeRule: TimeRule, select: Universe['select'], settings?: UniverseSettings) {
    this.universe = { name: 'scheduled', schedule: { dateRule, timeRule }, settings, select };
  }

  createUniverses(): readonly Universe[] {
    return [this.universe];
  }
}

/**
 * Securities that a function selects at the start and at midnight of every trading day of US stocks (LEAN's
 * CustomUniverseSelectionModel).
 */
export class CustomUniverseSelectionModel implements UniverseSelectionModel {
  private readonly name: string;
  private readonly select: Universe['select'];
  private readonly settings: UniverseSettings | undefined;

  constructor(name: string, select: Universe['select'], settings?: UniverseSettings) {
    this.name = name;
    this.select = select;
    this.settings = settings;
  }

  createUniverses(algorithm: FrameworkAlgorithm): readonly Universe[] {
    const tradingDays = algorithm.dateRules.everyDay(algorithm.marketOf());
    const { startDate } = algorithm;
    const dateRule: DateRule = {
      name: tradingDays.name,
      *dates(from, thru) {
        if (startDate <= thru) yield startDate;
        for (const date of tradingDays.dates(Math.max(from, startDate), thru)) if (date > startDate) yield date;
      },
    };
    const schedule = { dateRule, timeRule: algorithm.timeRules.midnight };
    return [{ name: this.name, schedule, settings: this.settings, select: (time) => this.select(time) }];
  }
}
