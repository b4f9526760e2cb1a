/** A figure that proves that the work was the work; `expected` is undefined where none is fixed. */
export interface Check {
  readonly what: string;
  readonly actual: string | number;
  readonly expected?: string | number;
}

/** Seconds of each run; the first one pays for compiling. */
export interface Timing {
  readonly first: number;
  readonly median: number;
  readonly runs: readonly number[];
}

export interface RateMeasurement {
  readonly units: number;
  readonly engine: Timing;
  readonly bare: Timing | undefined;
  /** Seconds until the first bar, of the last run: subscriptions and the like. */
  readonly load: number;
  /** Seconds spent on the statistics, in the median run's own clock. */
  readonly statistics: number;
  readonly checks: readonly Check[];
}

export interface MemoryMeasurement {
  /** Most memory that the process ever held, and what it held with the bars loaded, in bytes. */
  readonly peak: number;
  readonly loaded: number;
}

/** 1,000 pairs of parameters over the same bars (B3). */
export interface SweepMeasurement {
  /** Bars times pairs. */
  readonly units: number;
  /** All pairs in one session. */
  readonly session: Timing;
  /** Each pair in a session of its own. */
  readonly calls: Timing;
  readonly bare: Timing;
  /** Most memory that the process held when the first sweep was done, bars included, in bytes. */
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
  /** Of the CSV file. */
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

/** One piece of mathematics beside a reference that does the same in the same session. */
export interface QuantMeasurement {
  readonly title: string;
  /** Milliseconds. */
  readonly ours: Timing;
  readonly referenceName: string;
  /** Milliseconds; undefined where the machine lacks the reference. */
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

/** Everything that one call measured. */
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
  /** `node -e 0` of the Node that the machine itself has, where it has one. */
  readonly machine: CommandTime | undefined;
  /** The second run of a backtest by the bundled Node, and through the machine's own, which hands over to the bundled one. */
  readonly backtest: CommandTime | undefined;
  readonly handedOver: CommandTime | undefined;
  /** Most memory of a backtest, in bytes. */
  readonly peak: number | undefined;
  /** What the backtest said when it did not run. */
  readonly failure?: string;
}
