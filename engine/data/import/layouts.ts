import type { ImportRole } from './roles.ts';

export const LAYOUT_NAMES = ['yahoo', 'stooq', 'alpaca', 'ibkr'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** The properties of the files of one provider besides the names of their columns. */
export interface ImportLayout {
  readonly name: LayoutName;
  /** Whether a header (names in lower case without blanks and signs) belongs to the layout. */
  readonly matches: (header: ReadonlySet<string>) => boolean;
  /** The layout's column names for roles. */
  readonly names?: Readonly<Partial<Record<string, ImportRole>>>;
  /** The time zone of times without one; `exchange` for that of the exchange, undefined when the user must state it. */
  readonly timeZone: 'UTC' | 'exchange' | undefined;
  /** A note on the prices for the dry run. */
  readonly note: string;
  /** A caveat for results based on the prices. */
  readonly caveat?: (ticker: string) => string;
}

const has = (header: ReadonlySet<string>, ...names: readonly string[]): boolean =>
  names.every((name) => header.has(name));

/** Exports of the providers, in the order in which they are tried. */
export const LAYOUTS: readonly ImportLayout[] = [
  {
    name: 'stooq',
    matches: (header) =>
      has(header, 'ticker', 'per', 'date', 'openint') || has(header, 'data', 'otwarcie', 'zamkniecie'),
    names: {
      per: 'ignored',
      openint: 'ignored',
      data: 'date',
      otwarcie: 'open',
      najwyzszy: 'high',
      najnizszy: 'low',
      zamkniecie: 'close',
      wolumen: 'volume',
    },
    timeZone: undefined,
    note: 'Stooq adjusts prices for splits and dividends: they are used unchanged, without a factor file.',
    caveat: (ticker) =>
      `${ticker}: Stooq's prices are adjusted for splits and dividends: early prices are not the traded ones, so fees per share are misleading.`,
  },
  {
    name: 'alpaca',
    matches: (header) => has(header, 'tradecount', 'vwap') || has(header, 't', 'o', 'h', 'l', 'c', 'v', 'vw'),
    names: { tradecount: 'ignored', vwap: 'ignored', n: 'ignored', vw: 'ignored' },
    timeZone: 'UTC',
    note: 'Alpaca returns unadjusted prices by default: they are used unchanged, without a factor file.',
  },
  {
    name: 'ibkr',
    matches: (header) => has(header, 'barcount') || has(header, 'wap') || has(header, 'hasgaps'),
    names: { average: 'ignored', barcount: 'ignored', wap: 'ignored', count: 'ignored', hasgaps: 'ignored' },
    timeZone: undefined,
    note: 'Interactive Brokers adjusts traded prices for splits and not for dividends, and may count volumes in hundreds: both are used unchanged, without a factor file.',
  },
  {
    name: 'yahoo',
    matches: (header) =>
      has(header, 'date', 'adjclose') || has(header, 'dividends', 'stocksplits') || has(header, 'datetime', 'adjclose'),
    names: { dividends: 'ignored', stocksplits: 'ignored', capitalgains: 'ignored' },
    timeZone: 'exchange',
    note: 'Yahoo adjusts all prices for splits, and the adjusted close for dividends too.',
    caveat: (ticker) =>
      `${ticker}: Yahoo's prices are adjusted for splits: early prices are not the traded ones, so fees per share are misleading.`,
  },
];

/** The layout of a header. */
export function findLayout(header: readonly string[]): ImportLayout | undefined {
  const names = new Set(header);
  return LAYOUTS.find(({ matches }) => matches(names));
}
