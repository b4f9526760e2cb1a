/** What a row of market data holds: trades or quotes (LEAN's TickType; open interest is not used). */
export const TickType = { Trade: 'trade', Quote: 'quote' } as const;
export type TickType = (typeof TickType)[keyof typeof TickType];

/** How prices are adjusted for splits and dividends (LEAN's DataNormalizationMode). */
export const DataNormalizationMode = {
  Raw: 'Raw',
  Adjusted: 'Adjusted',
  SplitAdjusted: 'SplitAdjusted',
  TotalReturn: 'TotalReturn',
  ScaledRaw: 'ScaledRaw',
} as const;
export type DataNormalizationMode = (typeof DataNormalizationMode)[keyof typeof DataNormalizationMode];
