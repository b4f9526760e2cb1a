/** A figure of a run that differs from LEAN's. */
export interface ParityDifference {
  /** The name of the statistic, or `DataPoints`, `HistoryDataPoints`, `OrderListHash`, `Error`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** The results of LEAN's regression test of an algorithm. */
export interface ExpectedResult {
  readonly name: string;
  /** -1 when LEAN does not check it. */
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  /** Printed figures by name, including the hash of the order list. */
  readonly statistics: Readonly<Record<string, string>>;
}

/** The same figures of a run of this engine; missing figures were not computed. */
export interface ActualResult {
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  readonly statistics: Readonly<Record<string, string | undefined>>;
  readonly orderListHash: string;
}

/** The parity of one algorithm. */
export interface AlgorithmParity {
  readonly name: string;
  /**
   * Whether all statistics and the data points are equal, regardless of the order list hash and the data points of
   * history.
   */
  readonly equal: boolean;
  readonly differences: readonly ParityDifference[];
  readonly dataPointsEqual: boolean;
  readonly orderListHashEqual: boolean;
  readonly seconds: number;
  /** The reason if the run ended early. */
  readonly error?: string;
}

export const DATA_POINTS = 'DataPoints';
export const HISTORY_DATA_POINTS = 'HistoryDataPoints';
export const ORDER_LIST_HASH = 'OrderListHash';
export const ERROR = 'Error';

const UNCHECKED = -1;
const MISSING = '(missing)';
/** Figures that do not affect whether an algorithm counts as equal. */
const BESIDE = new Set([HISTORY_DATA_POINTS, ORDER_LIST_HASH]);

/**
 * Whether two printed figures are equal for LEAN's comparer: equal texts, with "-0" equal to "0"
 * (Tests/AlgorithmRunner.cs).
 */
export function isSameFigure(expected: string, actual: string | undefined): boolean {
  return actual !== undefined && withoutNegativeZero(expected) === withoutNegativeZero(actual);
}

/** Every figure that differs between `expected` and `actual`, in LEAN's order. */
export function differencesOf(expected: ExpectedResult, actual: ActualResult): ParityDifference[] {
  const differences: ParityDifference[] = [];
  const compare = (what: string, wanted: string, found: string | undefined): void => {
    if (!isSameFigure(wanted, found)) differences.push({ what, expected: wanted, actual: found ?? MISSING });
  };
  for (const [name, value] of Object.entries(expected.statistics)) {
    compare(name, value, name === ORDER_LIST_HASH ? actual.orderListHash : actual.statistics[name]);
  }
  if (expected.dataPoints !== UNCHECKED) compare(DATA_POINTS, `${expected.dataPoints}`, `${actual.dataPoints}`);
  if (expected.historyDataPoints !== UNCHECKED) {
    compare(HISTORY_DATA_POINTS, `${expected.historyDataPoints}`, `${actual.historyDataPoints}`);
  }
  return differences;
}

/** The parity of a run; a failed run differs in every figure that it did not reach. */
export function parityOf(
  name: string,
  differences: readonly ParityDifference[],
  run: { readonly seconds: number; readonly error?: string },
): AlgorithmParity {
  const failed = run.error !== undefined;
  const isEqualIn = (what: string): boolean => !failed && !differences.some((one) => one.what === what);
  return {
    name,
    equal: !failed && differences.every(({ what }) => BESIDE.has(what)),
    differences,
    dataPointsEqual: isEqualIn(DATA_POINTS),
    orderListHashEqual: isEqualIn(ORDER_LIST_HASH),
    ...run,
  };
}

function withoutNegativeZero(figure: string): string {
  return figure === '-0' ? '0' : figure;
}
