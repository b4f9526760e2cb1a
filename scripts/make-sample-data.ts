/**
 * Generates the embedded sample in `data/` from a folder of the sources that `data/SOURCES.md` lists:
 * `node scripts/make-sample-data.ts <sources> [<target>]`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeZip } from '../engine/data/formats/zip-writer.ts';
import { corporateEvents, equityRows, factorFile, indexRows, mapFile, readDailyRows } from './sample-data.ts';

/**
 * The first date of identifiers and factors: the first trading day of a listing within the sample, or 1998-01-02, where
 * LEAN's history starts, for companies that were listed before the sample.
 */
const STOCKS = [
  { ticker: 'aapl', firstDate: '19980102', exchange: 'Q' },
  { ticker: 'fb', firstDate: '20120518', exchange: 'Q' },
  { ticker: 'goog', firstDate: '20040819', exchange: 'Q' },
  { ticker: 'ibm', firstDate: '19980102', exchange: 'N' },
  { ticker: 'msft', firstDate: '19980102', exchange: 'Q' },
];
const INDEX = { ticker: 'spx', source: 'indices/SPX-2000-2020.csv' };
const CLOSES = 'closes/us-large-caps-1990-2022.csv';
const CLOSES_DESCRIPTION = {
  name: 'Twenty large US stocks, daily closes, 1990 to 2022',
  securityType: 'equity',
  market: 'usa',
  resolution: 'daily',
  adjusted: true,
  caveats: [
    'The twenty companies were selected with hindsight, because they survived to 2022: every result on them has survivorship bias.',
    'Their early adjusted prices are tiny (AAPL 0.26 in 1990), so use fees in percent instead of fees per share.',
  ],
  source: 'skfolio 1.12.2, sp500_dataset.csv.gz',
  licence: 'BSD-3-Clause (the package)',
};
/** The benchmark of strategies on the closes. */
const CLOSES_INDEX = { source: 'closes/SPX-1990-2022.csv', path: 'closes/SPX.csv' };
const CLOSES_INDEX_DESCRIPTION = {
  name: 'The S&P 500, daily closes, 1990 to 2022',
  securityType: 'index',
  market: 'usa',
  resolution: 'daily',
  caveats: [
    'SPX is the index without dividends, but the adjusted closes of the stocks contain theirs, so a comparison with it flatters strategies on them.',
  ],
  source: 'skfolio 1.12.2, sp500_index.csv.gz',
  licence: 'BSD-3-Clause (the package)',
};

/** Writes the whole sample into the folder `target`; existing files are overwritten. */
export function makeSampleData(sources: string, target: string): void {
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content);
  };
  for (const { ticker, firstDate, exchange } of STOCKS) {
    const path = join(sources, 'us-stocks-daily', `${ticker.toUpperCase()}.csv`);
    const rows = readDailyRows(path);
    write(`equity/usa/daily/${ticker}.zip`, zip(ticker, equityRows(rows, path)));
    write(`equity/usa/factor_files/${ticker}.csv`, factorFile(rows, corporateEvents(rows, path), firstDate));
    write(`equity/usa/map_files/${ticker}.csv`, mapFile(ticker, firstDate, exchange));
  }
  write(
    `index/usa/daily/${INDEX.ticker}.zip`,
    zip(INDEX.ticker, indexRows(readDailyRows(join(sources, INDEX.source)))),
  );
  write(CLOSES.replace(/csv$/, 'json'), `${JSON.stringify(CLOSES_DESCRIPTION, undefined, 2)}\n`);
  write(CLOSES, readFileSync(join(sources, CLOSES)));
  write(CLOSES_INDEX.path.replace(/csv$/, 'json'), `${JSON.stringify(CLOSES_INDEX_DESCRIPTION, undefined, 2)}\n`);
  write(CLOSES_INDEX.path, readFileSync(join(sources, CLOSES_INDEX.source), 'utf8').replace(/^.*$/m, 'date,close'));
}

function zip(ticker: string, text: string): Uint8Array {
  return writeZip([{ name: `${ticker}.csv`, bytes: Buffer.from(text) }]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [sources, target = 'data'] = process.argv.slice(2);
  if (sources === undefined) {
    console.error('Specify the folder of the sources: node scripts/make-sample-data.ts <sources> [<target>]');
    process.exitCode = 2;
  } else {
    makeSampleData(sources, target);
    console.log(`wrote ${target}`);
  }
}
