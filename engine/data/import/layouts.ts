import type { ImportRole } from './roles.ts';

export const LAYOUT_NAMES = ['yahoo', 'stooq', 'alpaca', 'ibkr'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** What is known of the files of one provider beyond the names of their columns. */
export interface ImportLayout {
  readonly name: LayoutName;
  /** Whether a header, its names in lower case without blanks and signs, is of the layout. */
  readonly matches: (header: ReadonlySet<string>) => boolean;
  /** Names of its own for roles. */
  readonly names?: Readonly<Partial<Record<string, ImportRole>>>;
  /** The zone of times that name none; `exchange` for wall clocks of the exchange, undefined where it must be asked for. */
  readonly timeZone: 'UTC' | 'exchange' | undefined;
  /** What the reader of the dry run must know about the prices. */
  readonly note: string;
  /** What the reader of results on the prices must know. */
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
    note: 'Stooq adjusts prices for splits and dividends: they are taken as they stand, without a factor file.',
    caveat: (ticker) =>
      `${ticker}: Stooq's prices are adjusted for splits and dividends: early prices are not those that were paid, so fees a share mislead.`,
  },
  {
    name: 'alpaca',
    matches: (header) => has(header, 'tradecount', 'vwap') || has(header, 't', 'o', 'h', 'l', 'c', 'v', 'vw'),
    names: { tradecount: 'ignored', vwap: 'ignored', n: 'ignored', vw: 'ignored' },
    timeZone: 'UTC',
    note: 'Alpaca gives prices unadjusted unless asked otherwise: they are taken as they stand, without a factor file.',
  },
  {
    name: 'ibkr',
    matches: (header) => has(header, 'barcount') || has(header, 'wap') || has(header, 'hasgaps'),
    names: { average: 'ignored', barcount: 'ignored', wap: 'ignored', count: 'ignored', hasgaps: 'ignored' },
    timeZone: undefined,
    note: 'Interactive Brokers adjusts traded prices for splits and not for dividends, and may count volumes in hundreds: both are taken as they stand, without a factor file.',
  },
  {
    name: 'yahoo',
    matches: (header) =>
      has(header, 'date', 'adjclose') || has(header, 'dividends', 'stocksplits') || has(header, 'datetime', 'adjclose'),
    names: { dividends: 'ignored', stocksplits: 'ignored', capitalgains: 'ignored' },
    timeZone: 'exchange',
    note: 'Yahoo adjusts all prices for splits, and the adjusted close for dividends too.',
    caveat: (ticker) =>
      `${ticker}: Yahoo's prices are adjusted for splits: early prices are not those that were paid, so fees a share mislead.`,
  },
];

/** The layout that a header is of. */
export function findLayout(header: readonly string[]): ImportLayout | undefined {
  const names = new Set(header);
  return LAYOUTS.find(({ matches }) => matches(names));
}
