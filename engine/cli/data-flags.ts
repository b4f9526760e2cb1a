import type { DataSource } from '../api/data-source.ts';
import type { DataSet, InspectableSource } from '../data/inspection/data-set.ts';
import { EngineError } from '../model/engine-error.ts';
import { TickType } from '../model/data-kinds.ts';
import type { Flag, FlagValues } from './command.ts';
import { CLI_ERRORS } from './errors.ts';

type Series = Omit<DataSet, 'files'>;

/** The flags of the commands that inspect data. */
export const DATA_FLAGS: readonly Flag[] = [
  {
    name: 'data',
    placeholder: 'FOLDER|NAME',
    description: 'Data folder, or the name of one below data/; by default the embedded sample',
  },
  { name: 'data-source', placeholder: 'NAME', description: 'The source of market data' },
  {
    name: 'symbol',
    kind: 'list',
    placeholder: 'TICKER',
    description: 'Inspect only this ticker; may be repeated',
  },
];

/** The series that the flags select. */
export function seriesFilter(flags: FlagValues): (set: Series) => boolean {
  const tickers = new Set(flags.list('symbol').map((ticker) => ticker.toUpperCase()));
  const resolutions = new Set(flags.list('resolution'));
  return ({ ticker, resolution }) =>
    (tickers.size === 0 || tickers.has(ticker)) && (resolutions.size === 0 || resolutions.has(resolution));
}

/** A source that can be inspected. @throws EngineError for one that cannot */
export function inspectable(source: DataSource): InspectableSource {
  if ('dataSets' in source && 'inspect' in source) return source as InspectableSource;
  throw new EngineError(
    CLI_ERRORS.BAD_FLAG_VALUE,
    `The data source "${source.name}" cannot list its series. Choose another with --data-source.`,
  );
}

/** The description of one series: `equity usa AAPL daily trade`. */
export function seriesWords({ securityType, market, ticker, resolution, tickType }: Series): string[] {
  return [securityType, market, ticker, resolution, tickType === TickType.Trade ? 'trade' : 'quote'];
}
