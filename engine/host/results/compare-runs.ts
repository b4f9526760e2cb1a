import { isoTime } from '../../statistics/order-rows.ts';
import type { RunOnDisk } from './stored-run.ts';

/** The values of one item in both runs. */
export interface ComparedValue {
  readonly name: string;
  readonly one: string;
  readonly other: string;
  readonly isEqual: boolean;
}

/** The first difference between the orders of two runs. */
export interface FirstDifference {
  /** Position among the order events, from 1. */
  readonly place: number;
  /** Description of the order event; empty if the run had no more. */
  readonly one: string;
  readonly other: string;
}

/** The comparison of two runs. */
export interface Comparison {
  readonly isSame: boolean;
  readonly statistics: readonly ComparedValue[];
  /** Different settings: parameters, models, period, code, data. */
  readonly inputs: readonly ComparedValue[];
  readonly equity: {
    readonly final: number;
    /** The largest difference at one instant, second minus first; zero if they are equal. */
    readonly largest: number;
    /** Time of the largest difference, ISO 8601; empty if they are equal. */
    readonly largestAt: string;
    /** Time of the first difference. */
    readonly firstAt: string;
  };
  readonly orders: FirstDifference | undefined;
  /** Why each run ended early; empty if it did not. */
  readonly endings: readonly [one: string, other: string];
}

/** Compares two runs. */
export function compareRuns(one: RunOnDisk, other: RunOnDisk): Comparison {
  return {
    isSame: one.run.resultHash === other.run.resultHash,
    statistics: compared({ ...one.run.statistics, ...ratios(one) }, { ...other.run.statistics, ...ratios(other) }),
    inputs: compared(inputsOf(one), inputsOf(other)).filter(({ isEqual }) => !isEqual),
    equity: equityDifference(one, other),
    orders: firstDifference(one.orderEvents, other.orderEvents),
    endings: [one.run.ending?.message ?? '', other.run.ending?.message ?? ''],
  };
}

function shown(value: number | undefined): string {
  return value === undefined ? '' : String(Math.round(value * 1000) / 1000);
}

function ratios({ run: { figures } }: RunOnDisk): Record<string, string> {
  return { 'Calmar Ratio': shown(figures.calmarRatio), 'Profit Factor': shown(figures.profitFactor) };
}

function prefixed(prefix: string, values: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(values).map(([name, value]) => [
    `${prefix} ${name}`,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
}

function inputsOf({ run }: RunOnDisk): Record<string, string> {
  const { strategy, start, end, engineVersion, status, parameters, choices, hashes, seed } = run;
  return {
    strategy,
    start,
    end,
    status,
    engineVersion,
    seed: String(seed),
    ...Object.fromEntries([
      ...prefixed('parameter', parameters),
      ...prefixed('chosen', choices),
      ...prefixed('hash of', { code: hashes.code, data: hashes.data }),
    ]),
  };
}

function compared(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): ComparedValue[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].map((name) => ({
    name,
    one: one[name] ?? '',
    other: other[name] ?? '',
    isEqual: one[name] === other[name],
  }));
}

/** Compares equity at the instants that both runs have. */
function equityDifference({ run: one }: RunOnDisk, { run: other }: RunOnDisk): Comparison['equity'] {
  let largest = 0;
  let largestAt = NaN;
  let firstAt = NaN;
  let place = 0;
  one.equity.time.forEach((time, index) => {
    while (place < other.equity.time.length && other.equity.time[place] < time) place++;
    if (other.equity.time[place] !== time) return;
    const difference = other.equity.value[place] - one.equity.value[index];
    if (difference !== 0 && Number.isNaN(firstAt)) firstAt = time;
    if (Math.abs(difference) > Math.abs(largest)) [largest, largestAt] = [difference, time];
  });
  return {
    final: cents(other.finalEquity - one.finalEquity),
    largest: cents(largest),
    largestAt: instant(largestAt),
    firstAt: instant(firstAt),
  };
}

function instant(time: number): string {
  return Number.isNaN(time) ? '' : isoTime(time);
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function firstDifference(one: readonly string[], other: readonly string[]): FirstDifference | undefined {
  const count = Math.max(one.length, other.length);
  for (let index = 0; index < count; index++) {
    if (one[index] !== other[index])
      return { place: index + 1, one: described(one[index]), other: described(other[index]) };
  }
  return undefined;
}

/** `order 12, AAPL 2004-01-05T21:00:00Z: Filled 100 at 27.5, fee 1`. */
function described(event: string | undefined): string {
  if (event === undefined) return '';
  const {
    orderId,
    time,
    symbol,
    status,
    quantity,
    fillQuantity,
    fillPrice,
    fee,
    limitPrice,
    stopPrice,
    triggerPrice,
    message,
  } = JSON.parse(event) as Record<string, string | number | undefined>;
  const parts = [
    `order ${orderId}, ${symbol}, ${time}: ${status} ${fillQuantity ?? quantity}`,
    ...(fillPrice === undefined ? [] : [`at ${fillPrice}`]),
    ...(limitPrice === undefined ? [] : [`limit ${limitPrice}`]),
    ...(stopPrice === undefined ? [] : [`stop ${stopPrice}`]),
    ...(triggerPrice === undefined ? [] : [`trigger ${triggerPrice}`]),
    ...(fee === undefined ? [] : [`fee ${fee}`]),
    ...(message === undefined ? [] : [`(${message})`]),
  ];
  return parts.join(' ');
}
