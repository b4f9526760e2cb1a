import type { BuiltInContract, ProviderFactory } from './contract.ts';

/**
 * A series that is not bars (fundamentals, macro data, sentiment, predictions), point in time: each row is one value as it
 * was published. A revision is a further row with the same `asOf`. Times are UTC instants in epoch milliseconds; the rows
 * are in the order of `publishedAt`.
 */
export interface SeriesColumns {
  readonly value: Float64Array;
  /** The instant that the value is about, the end of its period. */
  readonly asOf: Float64Array;
  /** The instant from which on it could be known. */
  readonly publishedAt: Float64Array;
}

/** One series. It is read once, before the first run of a session that uses it. */
export interface SeriesSource {
  /** @throws EngineError that names file and line for what cannot be read */
  read(signal: AbortSignal): SeriesColumns | Promise<SeriesColumns>;
}

/** Which series a run wants. */
export interface SeriesRequest {
  /** The name that the strategy uses. */
  readonly name: string;
  /** The folder that relative paths are meant from: that of the file that names the series. */
  readonly folder: string;
}

/** Makes the source of one series from what stands behind the provider's name: `csv:vix.csv,close,1d`. */
export type SeriesSourceFactory = ProviderFactory<SeriesRequest, SeriesSource>;

export const SERIES_SOURCE: BuiltInContract = {
  name: 'SeriesSource',
  description: 'Reads a series that is not bars, with the times at which its values were published',
  key: 'series',
  choice: 'named',
  flag: 'series',
  conformance: 'seriesSourceConformance',
};
