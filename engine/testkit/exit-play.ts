import type { ExitRule } from '../api/exit-rule.ts';
import { Resolution } from '../model/resolution.ts';
import { breakEvenStop, percentStop, percentTarget, timeStop, trailingStop } from '../positions/exit-rules.ts';
import { Algorithm } from '../runtime/algorithm.ts';
import type { OrderGroup } from '../transactions/order-group.ts';
import { backtestOnDailyBars } from './backtest-on-bars.ts';

type Bar = readonly [open: number, high: number, low: number, close: number];

const DAY = 86_400_000;

/** Exits of one symbol, as the reference and the engine apply them. */
export interface ExitTerms {
  readonly side: 1 | -1;
  readonly stop: number;
  readonly target: number;
  readonly breakEven: number;
  readonly trail: number;
  readonly after: number;
  readonly days: number;
}

/** One closed position: days by their number, prices to a millionth. */
export interface ExitedPosition {
  readonly entryDay: number;
  readonly exitDay: number;
  readonly exitPrice: number;
}

/** Random terms and a random walk with gaps; the same for the same seed. */
export function randomExitCase(seed: number, days: number): { readonly terms: ExitTerms; readonly bars: Bar[] } {
  const next = generator(seed);
  const pick = (values: readonly number[]): number => values[Math.floor(next() * values.length)];
  const terms = {
    side: next() < 0.5 ? 1 : -1,
    stop: pick([0.02, 0.05, 0.1]),
    target: pick([0.03, 0.08, 0.2]),
    breakEven: pick([0.01, 0.03]),
    trail: pick([0.02, 0.04]),
    after: pick([0, 0.03]),
    days: pick([5, 30]),
  } as const;
  const bars: Bar[] = [];
  let close = 100;
  for (let day = 0; day < days; day++) {
    const step = (): number => (next() + next() + next() - 1.5) * 0.03;
    const open = cents(close * (1 + step()));
    const end = cents(Math.min(400, Math.max(20, open * (1 + step()))));
    const high = cents(Math.max(open, end) * (1 + Math.abs(step()) / 2));
    bars.push([open, high, cents(Math.min(open, end) * (1 - Math.abs(step()) / 2)), end]);
    close = end;
  }
  return { terms, bars };
}

/** Rules in the order of the engine's arguments. */
function rulesOf({ stop, target, breakEven, trail, after, days }: ExitTerms): ExitRule[] {
  return [
    percentStop(stop),
    percentTarget(target),
    breakEvenStop(breakEven),
    trailingStop(trail, { after }),
    timeStop(days),
  ];
}

/** Always in the market: enters at the close whenever it is flat, one position after the other in each symbol. */
export async function playExits(
  cases: ReturnType<typeof randomExitCase>[],
  dates: readonly number[],
): Promise<ExitedPosition[][]> {
  const tickers = cases.map((_, index) => `S${index}`);
  const bars = Object.fromEntries(tickers.map((ticker, index) => [ticker, cases[index].bars]));
  class AlwaysIn extends Algorithm {
    readonly groups: (OrderGroup | undefined)[] = [];
    readonly legs = tickers.map((ticker) => this.addEquity(ticker, Resolution.Daily));

    override onData(): void {
      for (const [index, security] of this.legs.entries()) {
        if (security.holdings.invested || this.groups[index]?.entry?.isOpen === true || !security.hasData) continue;
        const { terms } = cases[index];
        this.groups[index] = this.bracketOrder(security, 10 * terms.side, { exits: rulesOf(terms) });
      }
    }
  }
  const result = await backtestOnDailyBars(AlwaysIn, { bars, cash: 1e9 });
  const dayOf = new Map(dates.map((date, day) => [date, day]));
  const exits = tickers.map((): ExitedPosition[] => []);
  const open = tickers.map((): number | undefined => undefined);
  for (const event of result.orderEvents) {
    if (!event.isFill) continue;
    const index = Number(event.symbol.ticker.slice(1));
    const day = dayOf.get(Math.floor(event.utcTime / DAY) * DAY) ?? NaN;
    const entryDay = open[index];
    if (entryDay !== undefined) exits[index].push({ entryDay, exitDay: day, exitPrice: millionths(event.fillPrice) });
    open[index] = entryDay === undefined ? day : undefined;
  }
  return exits;
}

/** The same positions by the rules in words, bar by bar, without the engine. */
export function slowExits(
  { terms, bars }: ReturnType<typeof randomExitCase>,
  dates: readonly number[],
): ExitedPosition[] {
  const { side } = terms;
  const exits: ExitedPosition[] = [];
  let decided = 0;
  while (decided + 1 < bars.length) {
    const entryDay = decided + 1;
    const entry = bars[entryDay][0];
    let best = entry;
    let stop = entry * (1 - side * terms.stop);
    if (terms.after === 0) stop = nearer(side, stop, entry * (1 - side * terms.trail));
    const target = entry * (1 + side * terms.target);
    let exit: ExitedPosition | undefined;
    for (let day = entryDay + 1; day < bars.length && exit === undefined; day++) {
      const [open, high, low, close] = bars[day];
      const [good, bad] = side > 0 ? [high, low] : [low, high];
      if (side * open > side * target) exit = { entryDay, exitDay: day, exitPrice: open };
      else if (side * bad <= side * stop)
        exit = { entryDay, exitDay: day, exitPrice: side * open <= side * stop ? open : stop };
      else if (side * good > side * target) exit = { entryDay, exitDay: day, exitPrice: target };
      if (exit !== undefined) break;
      if (side * good > side * best) best = good;
      const gain = side * (best / entry - 1);
      if (gain >= terms.breakEven) stop = nearer(side, stop, entry);
      if (gain >= terms.after) stop = nearer(side, stop, best * (1 - side * terms.trail));
      const isLate = dates[day] - dates[entryDay] >= terms.days * DAY;
      if (!isLate || side * (close - entry) > 0) continue;
      if (day + 1 >= bars.length) break;
      exit = { entryDay, exitDay: day + 1, exitPrice: bars[day + 1][0] };
    }
    if (exit === undefined) break;
    exits.push({ ...exit, exitPrice: millionths(exit.exitPrice) });
    decided = exit.exitDay;
  }
  return exits;
}

function nearer(side: number, one: number, other: number): number {
  return side > 0 ? Math.max(one, other) : Math.min(one, other);
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}

/** Rounds differences of floating point away. */
function millionths(price: number): number {
  return Math.round(price * 1e6) / 1e6;
}

/** A multiplicative congruential generator (Park and Miller 1988), so that a seed gives one path on every machine. */
function generator(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
