import type { BuiltInContract, ProviderFactory } from './contract.ts';

/**
 * A point-in-time series that is not bars (fundamentals, macro data, sentiment, predictions): each row is one published
 * value. A revision is a further row with the same `asOf`. Times are UTC instants in epoch milliseconds; the rows
 * are in the order of `publishedAt`.
 */
export interface SeriesColumns {
  readonly value: Float64Array;
  /** The end of the period that the value describes. */
  readonly asOf: Float64Array;
  /** The instant at which the value became available. */
  readonly publishedAt: Float64Array;
}

/** One series. The engine reads it once, before the first run of a session that uses it. */
export interface SeriesSource {
  /** @throws EngineError with file and line of an invalid row */
  read(signal: AbortSignal): SeriesColumns | Promise<SeriesColumns>;
}

/** A run's request for a series. */
export interface SeriesRequest {
  /** The name that the strategy uses. */
  readonly name: string;
  /** The base folder of relative paths: the folder of the file that names the series. */
  readonly folder: string;
}

/** Creates the source of one series from the arguments after the provider's name: `csv:vix.csv,close,1d`. */
export type SeriesSourceFactory = ProviderFactory<SeriesRequest, SeriesSource>;

export const SERIES_SOURCE: BuiltInContract = {
  name: 'SeriesSource',
  description: 'Reads a point-in-time series: values with the times at which they were published',
  key: 'series',
  choice: 'named',
  flag: 'series',
  conformance: 'seriesSourceConformance',
};
