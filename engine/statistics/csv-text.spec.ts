import { describe, expect, it } from 'vitest';
import { csvCell, csvCellText } from './csv-text.ts';

describe('a cell of a CSV file', () => {
  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ["'=1", "''=1"],
    ["'quoted'", "'quoted'"],
    ['a = b', 'a = b'],
    [-1, '-1'],
    [undefined, ''],
  ])('of %j is %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
    const content = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    if (typeof value === 'string') expect(csvCellText(content)).toBe(value);
  });
});
