import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Resolution, SecuritySymbol, SecurityType, TickType, writeZip } from 'tradewright/plugin';
import { dataSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll } from 'vitest';
import { LeanDataSource } from './lean-data-source.ts';

const DAYS = ['20040102', '20040105', '20040106', '20040107'];
const ROWS = DAYS.map((date) => `${date} 00:00,10000,20000,10000,15000,10\n`).join('');
const MINUTES = '34200000,10000,20000,10000,15000,10\n34260000,15000,15000,15000,15000,5\n';

const folder = temporaryFolder({
  'equity/usa/map_files/aaa.csv': '20040101,aaa,Q\n20501231,aaa,Q\n',
  'equity/usa/factor_files/aaa.csv': '20040105,0.9,0.5,10\n20501231,1,1,0\n',
});
afterAll(() => folder.remove());

function put(path: string, text: string): void {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writeZip([{ name: 'aaa.csv', bytes: Buffer.from(text) }]));
}

put('equity/usa/daily/aaa.zip', ROWS);
for (const date of DAYS) put(`equity/usa/minute/aaa/${date}_trade.zip`, MINUTES);
put('broken/equity/usa/daily/aaa.zip', ROWS.replace('15000', 'much'));

const held = {
  symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA R735QTJ8XC9X'),
  tickType: TickType.Trade,
  fromDate: Date.parse('2004-01-02'),
  toDate: Date.parse('2004-01-07'),
};
const create = (): LeanDataSource => new LeanDataSource({ folder: folder.path });
const broken = (): LeanDataSource => new LeanDataSource({ folder: join(folder.path, 'broken') });

dataSourceConformance('LeanDataSource, by days', {
  create,
  held: { ...held, resolution: Resolution.Daily },
  broken,
});

dataSourceConformance('LeanDataSource, by minutes', {
  create,
  held: { ...held, resolution: Resolution.Minute },
  broken: 'The tests of the formats cover damaged minute files.',
});
