/** What a row of market data tells: trades or quotes (LEAN's TickType; open interest is not used). */
export const TickType = { Trade: 0, Quote: 1 } as const;
export type TickType = (typeof TickType)[keyof typeof TickType];

/** How prices are adjusted for splits and dividends; the numbers are LEAN's, as they stand in the order hash. */
export const DataNormalizationMode = { Raw: 0, Adjusted: 1, SplitAdjusted: 2, TotalReturn: 3, ScaledRaw: 7 } as const;
export type DataNormalizationMode = (typeof DataNormalizationMode)[keyof typeof DataNormalizationMode];
