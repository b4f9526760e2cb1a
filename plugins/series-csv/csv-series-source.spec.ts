import { seriesSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { CsvSeriesSource } from './csv-series-source.ts';

const folder = temporaryFolder({
  'vix.csv': '\u{FEFF}Date,Open,Close\n2020-01-03,13,14.02\n2020-01-02,13,12.47\n2020-01-06,14,\n2020-01-07,14,.\n',
  'gdp.csv':
    'observation_date,GDP,realtime_start,realtime_end\n2020-01-01,21.5,2020-04-29,2020-05-27\n' +
    '2020-01-01,21.4,2020-05-28,9999-12-31\n2020-04-01,19.5,2020-07-30T12:30:00Z,9999-12-31\n',
  'broken.csv': 'date,value\n2020-01-02,1\n2020-13-02,2\n',
  'words.csv': 'date,value\n2020-01-02,much\n',
  'bare.csv': 'when,value\n2020-01-02,1\n',
  'empty.csv': '',
});
afterAll(() => folder.remove());

const source = (...parts: string[]): CsvSeriesSource => new CsvSeriesSource({ name: 'x', folder: folder.path }, parts);
const days = (times: Float64Array): string[] => Array.from(times, (time) => new Date(time).toISOString().slice(0, 16));

seriesSourceConformance('CsvSeriesSource', {
  create: () => source('vix.csv', 'close', '1d'),
  broken: () => source('broken.csv', 'value', '1d'),
});

describe('a series from a CSV file', () => {
  it('is published after its lag, sorted and without missing values', () => {
    const { value, asOf, publishedAt } = source('vix.csv', 'Close', '1.5d').read();
    expect([...value]).toEqual([12.47, 14.02]);
    expect(days(asOf)).toEqual(['2020-01-02T00:00', '2020-01-03T00:00']);
    expect(days(publishedAt)).toEqual(['2020-01-03T12:00', '2020-01-04T12:00']);
  });

  it('reads publication times, revisions and the only column of values from the file', () => {
    const { value, asOf, publishedAt } = source('gdp.csv').read();
    expect([...value]).toEqual([21.5, 21.4, 19.5]);
    expect(days(asOf)).toEqual(['2020-01-01T00:00', '2020-01-01T00:00', '2020-04-01T00:00']);
    expect(days(publishedAt)).toEqual(['2020-04-29T00:00', '2020-05-28T00:00', '2020-07-30T12:30']);
  });

  it.each([
    [['vix.csv', 'close'], 'has no publication times, and without them or a lag a run would see its values too early'],
    [['vix.csv', '', '1d'], 'has several columns of values (Open, Close); write one of them after the file'],
    [['vix.csv', 'low', '1d'], 'has no column of values "low"; it has Open, Close'],
    [['vix.csv', 'date', '1d'], 'has no column of values "date"'],
    [['gdp.csv', 'gdp', '1d'], 'has publication times (realtime_start), so a lag is not allowed'],
    [['bare.csv', 'value', '1d'], 'has no column of times'],
    [['empty.csv'], 'is empty'],
    [['gone.csv'], 'does not exist'],
    [['broken.csv', 'value', '1d'], 'broken.csv has the time "2020-13-02"'],
    [['words.csv', 'value', '1d'], 'Line 2 of'],
  ])('is refused for %j', (parts, message) => {
    expect(() => source(...parts).read()).toThrow(message);
  });

  it.each([[[]], [['']], [['a.csv', 'b', '1d', 'more']], [['a.csv', 'b', 'soon']], [['a.csv', 'b', '-1d']]])(
    'needs a file and a valid lag, not %j',
    (parts) => {
      expect(() => source(...parts)).toThrow('Write csv:FILE,COLUMN,LAG');
    },
  );
});
