import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnReading } from './column-reading.ts';
import type { ColumnOfSeries } from './column-reading.ts';
import { IndicatorColumns, SeriesReading } from './indicator-columns.ts';
import type { Indicator } from './indicator.ts';
import type { IndicatorBase } from './indicator-base.ts';
import { indicatorRecipes } from './indicator-recipes.ts';
import type { Minimum } from './minimum.ts';
import type { RelativeStrengthIndex } from './relative-strength-index.ts';

const PERIOD = 4;

/** One indicator of each kind that can use columns. */
const KINDS: Readonly<Record<string, () => Indicator>> = {
  cmo: () => indicatorRecipes.cmo(PERIOD),
  dema: () => indicatorRecipes.dema(PERIOD),
  ema: () => indicatorRecipes.ema(PERIOD),
  hma: () => indicatorRecipes.hma(PERIOD),
  kama: () => indicatorRecipes.kama(PERIOD),
  ker: () => indicatorRecipes.ker(PERIOD),
  logr: () => indicatorRecipes.logr(PERIOD),
  lwma: () => indicatorRecipes.lwma(PERIOD),
  mad: () => indicatorRecipes.mad(PERIOD),
  max: () => indicatorRecipes.max(PERIOD),
  mgd: () => indicatorRecipes.mgd(PERIOD),
  min: () => indicatorRecipes.min(PERIOD),
  mom: () => indicatorRecipes.mom(PERIOD),
  momp: () => indicatorRecipes.momp(PERIOD),
  roc: () => indicatorRecipes.roc(PERIOD),
  rocp: () => indicatorRecipes.rocp(PERIOD),
  rsi: () => indicatorRecipes.rsi(PERIOD),
  sma: () => indicatorRecipes.sma(PERIOD),
  std: () => indicatorRecipes.std(PERIOD),
  sum: () => indicatorRecipes.sum(PERIOD),
  t3: () => indicatorRecipes.t3(PERIOD),
  tema: () => indicatorRecipes.tema(PERIOD),
  trima: () => indicatorRecipes.trima(PERIOD),
  trix: () => indicatorRecipes.trix(PERIOD),
  variance: () => indicatorRecipes.variance(PERIOD),
  wwma: () => indicatorRecipes.wwma(PERIOD),
  zlema: () => indicatorRecipes.zlema(PERIOD),
};

/** One action on an indicator: a row of its series, or a call by the strategy between or within the rows. */
interface Step {
  readonly kind: 'row' | 'update' | 'resetInHandler' | 'reset' | 'keep' | 'look' | 'listen';
  readonly time: number;
  readonly value: number;
}

/** The column that one run uses. */
function columnFrom(columns: IndicatorColumns, time: number): ColumnOfSeries | undefined {
  const inputs = columns.inputsOf(String(time));
  const column = columns.column(String(time));
  return inputs && column && { series: new SeriesReading(inputs), column };
}

/** Everything observable of an indicator after each step and in each of its events. */
function seenOf(
  indicator: Indicator,
  steps: readonly Step[],
  feed: (point: { endTime: number; value: number }) => void,
): unknown[] {
  const seen: unknown[] = [];
  let isResetDue = false;
  const look = (from: IndicatorBase): void => {
    const { value, previous, samples, time, isReady } = from;
    seen.push([value, previous, samples, time, isReady, from.at(1)]);
  };
  const listen = (): void => {
    indicator.onUpdated((from) => {
      look(from);
      if (!isResetDue) return;
      isResetDue = false;
      indicator.reset();
    });
  };
  for (const step of steps) {
    if (step.kind === 'reset') indicator.reset();
    else if (step.kind === 'listen') listen();
    else if (step.kind === 'keep') seen.push(indicator.at(3));
    else if (step.kind === 'look') {
      seen.push((indicator as RelativeStrengthIndex).averageGain?.value, (indicator as Minimum).periodsSinceMinimum);
    } else if (step.kind === 'update') indicator.update(step.time, step.value);
    else {
      isResetDue = step.kind === 'resetInHandler';
      feed({ endTime: step.time, value: step.value });
    }
    // only sometimes, because values that are never read may not exist
    if (step.time % 3 === 0) look(indicator);
  }
  look(indicator);
  return seen;
}

function alone(make: () => Indicator, steps: readonly Step[]): unknown[] {
  const indicator = make();
  return seenOf(indicator, steps, (point) => void indicator.updateFrom(point));
}

function byColumn(make: () => Indicator, steps: readonly Step[], columns: IndicatorColumns): unknown[] {
  const indicator = make();
  const reading = new ColumnReading(indicator, {
    columnFrom: (time) => columnFrom(columns, time),
    makeTwin: make,
    exposed: ['averageGain', 'averageLoss', 'periodsSinceMinimum', 'periodsSinceMaximum'],
  });
  return seenOf(indicator, steps, (point) => reading.take(point));
}

const price = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 400 }).map((cents) => cents / 8) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, 0, -0, 1 / 3) },
);
const series = fc.array(fc.record({ gap: fc.constantFrom(-1, 0, 1, 1, 1, 2), value: price }), {
  minLength: 1,
  maxLength: 30,
});

/** The part of a series that one run reads, with some rows changed and some calls by the strategy in between. */
const visit = fc.record({
  length: fc.nat(30),
  changes: fc.array(fc.tuple(fc.nat(29), price), { maxLength: 1 }),
  others: fc.array(
    fc.tuple(
      fc.nat(29),
      fc.constantFrom<Step['kind'][]>('reset', 'keep', 'look', 'listen', 'update', 'resetInHandler'),
      price,
    ),
    {
      maxLength: 2,
    },
  ),
});

function stepsOf(
  rows: readonly { gap: number; value: number }[],
  {
    length,
    changes,
    others,
  }: {
    readonly length: number;
    readonly changes: readonly (readonly [number, number])[];
    readonly others: readonly (readonly [number, Step['kind'], number])[];
  },
): Step[] {
  let time = 100;
  return rows.slice(0, length).flatMap(({ gap, value }, row) => {
    time += gap;
    const changed = changes.find(([at]) => at === row)?.[1] ?? value;
    const other = others.find(([at]) => at === row);
    const step: Step = { kind: other?.[1] === 'resetInHandler' ? 'resetInHandler' : 'row', time, value: changed };
    if (other === undefined || other[1] === 'resetInHandler') return [step];
    return [step, { kind: other[1], time, value: other[2] }];
  });
}

describe('an indicator that is fed from a column', () => {
  it.each(Object.entries(KINDS))(
    '%s shows the same values as without columns, whichever runs shared the column before',
    (_name, make) => {
      fc.assert(
        fc.property(series, fc.array(visit, { minLength: 2, maxLength: 4 }), (rows, visits) => {
          const columns = new IndicatorColumns(1e6);
          for (const one of visits) {
            const steps = stepsOf(rows, one);
            expect(byColumn(make, steps, columns)).toEqual(alone(make, steps));
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it('computes nothing for rows that another run has computed', () => {
    const columns = new IndicatorColumns(1e6);
    const steps: Step[] = Array.from({ length: 20 }, (_, row) => ({ kind: 'row', time: row, value: (row * 7) % 5 }));
    const expected = byColumn(KINDS.sma, steps, columns);
    let twins = 0;
    const indicator = KINDS.sma();
    const reading = new ColumnReading(indicator, {
      columnFrom: (time) => columnFrom(columns, time),
      makeTwin: () => {
        twins++;
        return KINDS.sma();
      },
      exposed: [],
    });
    // without this state it cannot compute anything
    Object.assign(indicator, { window: undefined });
    expect(seenOf(indicator, steps, (point) => reading.take(point))).toEqual(expected);
    expect(twins).toBe(0);
  });

  it('continues without a column when there is no memory for one or for its growth', () => {
    const steps: Step[] = Array.from({ length: 700 }, (_, row) => ({ kind: 'row', time: row, value: (row * 7) % 5 }));
    for (const bytes of [0, 256 * 24, 512 * 24]) {
      const columns = new IndicatorColumns(bytes);
      expect(byColumn(KINDS.ema, steps, columns)).toEqual(alone(KINDS.ema, steps));
      expect(byColumn(KINDS.ema, steps, columns)).toEqual(alone(KINDS.ema, steps));
    }
  });

  it('shares a column between two runs that write it at the same time', () => {
    const columns = new IndicatorColumns(1e6);
    const pair = [KINDS.rsi(), KINDS.rsi()].map((indicator) => ({
      indicator,
      reading: new ColumnReading(indicator, {
        columnFrom: (time) => columnFrom(columns, time),
        makeTwin: KINDS.rsi,
        exposed: ['averageGain', 'averageLoss'],
      }),
    }));
    const own = KINDS.rsi();
    for (let row = 0; row < 40; row++) {
      const point = { endTime: row, value: (row * 13) % 11 };
      own.updateFrom(point);
      for (const { reading } of row % 3 === 0 ? pair.toReversed() : pair) reading.take(point);
      for (const { indicator } of pair) expect([indicator.value, indicator.isReady]).toEqual([own.value, own.isReady]);
    }
    expect(columns.column('0')?.length).toBe(40);
  });
});
