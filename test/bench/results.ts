/** A figure that proves that the measured work was done; `expected` is undefined if it is not fixed. */
export interface Check {
  readonly what: string;
  readonly actual: string | number;
  readonly expected?: string | number;
}

/** Seconds of each run; the first one includes compilation. */
export interface Timing {
  readonly first: number;
  readonly median: number;
  readonly runs: readonly number[];
}

export interface RateMeasurement {
  readonly units: number;
  readonly engine: Timing;
  readonly bare: Timing | undefined;
  /** Seconds until the first bar of the last run, for subscriptions and other preparation. */
  readonly load: number;
  /** Seconds of the statistics, as measured within the median run. */
  readonly statistics: number;
  readonly checks: readonly Check[];
}

export interface MemoryMeasurement {
  /** Peak memory of the process, and memory after loading the bars, in bytes. */
  readonly peak: number;
  readonly loaded: number;
}

/** 1,000 pairs of parameters over the same bars (B3). */
export interface SweepMeasurement {
  /** Bars times pairs. */
  readonly units: number;
  /** All pairs in one session. */
  readonly session: Timing;
  /** A separate session for each pair. */
  readonly calls: Timing;
  readonly bare: Timing;
  /** Peak memory of the process after the first sweep, including the bars, in bytes. */
  readonly peak: number;
  readonly checks: readonly Check[];
}

/** Rows from files to columns (B0). */
export interface LoadMeasurement {
  readonly rows: number;
  /** The same floats from one file into one array. */
  readonly bare: Timing;
  readonly cache: Timing;
  readonly parquet: Timing;
  readonly rawBytes: number;
  readonly parquetBytes: number;
  readonly checks: readonly Check[];
}

/** Minute bars from a CSV file to data folders (B9): whole processes. */
export interface ImportMeasurement {
  readonly rows: number;
  /** Size of the CSV file. */
  readonly bytes: number;
  /** DuckDB reads the file and writes Parquet. */
  readonly reference: Timing;
  readonly parquet: Timing;
  readonly lean: Timing;
  readonly checks: readonly Check[];
}

export interface CollectionMeasurement {
  readonly bars: number;
  readonly scavenges: number;
  readonly markCompacts: number;
  readonly others: number;
}

export interface OrderBytesMeasurement {
  readonly orders: number;
  readonly bytesPerOrder: number;
}

/** A mathematical function compared with a reference implementation in the same session. */
export interface QuantMeasurement {
  readonly title: string;
  /** Milliseconds. */
  readonly ours: Timing;
  readonly referenceName: string;
  /** Milliseconds; undefined if the machine does not have the reference. */
  readonly reference: Timing | undefined;
}

/** One benchmark of the table. */
export interface BenchEntry {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  readonly unit: string;
  readonly rate: RateMeasurement;
  readonly memory: MemoryMeasurement;
}

/** All measurements of one call. */
export interface BenchResults {
  readonly time: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly commit: string;
  readonly runs: number;
  readonly load?: LoadMeasurement;
  readonly sweep?: SweepMeasurement;
  readonly imports?: ImportMeasurement;
  readonly entries: readonly BenchEntry[];
  readonly start: StartMeasurement | undefined;
  readonly collections: CollectionMeasurement | undefined;
  readonly orderBytes: OrderBytesMeasurement | undefined;
  readonly quant?: readonly QuantMeasurement[];
}

/** Milliseconds of a command from start to end. */
export interface CommandTime {
  readonly what: string;
  readonly median: number;
  readonly runs: readonly number[];
}

export interface StartMeasurement {
  /** `node -e 0` of the bundled Node. */
  readonly bundled: CommandTime;
  /** `node -e 0` of the Node that is installed on the machine, if there is one. */
  readonly machine: CommandTime | undefined;
  /** The second run of a backtest with the bundled Node, and with the machine's Node, which starts the bundled one. */
  readonly backtest: CommandTime | undefined;
  readonly handedOver: CommandTime | undefined;
  /** Peak memory of a backtest, in bytes. */
  readonly peak: number | undefined;
  /** The error message of the backtest if it did not run. */
  readonly failure?: string;
}
