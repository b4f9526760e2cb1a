import { Resolution, SecuritySymbol, SecurityType, TickType } from 'tradewright/plugin';
import { dataSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll } from 'vitest';
import { CsvDataSource } from './csv-data-source.ts';

const HEADER = 'date,open,high,low,close,volume\n';

const folder = temporaryFolder({
  'whole/AAA.csv': `${HEADER}2004-01-02,1,2,1,1.5,10\n2004-01-05,2,3,1,2.25,20\n2004-01-06,2,2,2,2,0\n`,
  'broken/AAA.csv': `${HEADER}2004-01-02,1,2,1,1.5,10\n2004-01-05,much,3,1,2.25,20\n`,
});
afterAll(() => folder.remove());

dataSourceConformance('CsvDataSource', {
  create: () => new CsvDataSource({ path: `${folder.path}/whole` }),
  held: {
    symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA'),
    resolution: Resolution.Daily,
    tickType: TickType.Trade,
    fromDate: Date.parse('2004-01-02'),
    toDate: Date.parse('2004-01-06'),
  },
  broken: () => new CsvDataSource({ path: `${folder.path}/broken` }),
});
