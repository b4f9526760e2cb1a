import { describe, expect, it } from 'vitest';
import type { Output } from './output.ts';
import { duration, ProgressDisplay, scaled } from './progress.ts';

function recorder(isTerminal: boolean): Output & { readonly lines: string[] } {
  const lines: string[] = [];
  const record = (text: string): void => void lines.push(text);
  return { lines, isJson: false, isTerminal, columns: 60, print: record, json: () => {}, say: record, draw: record };
}

const START = Date.UTC(2000, 0, 1);
const YEAR = 366 * 86_400_000;
const half = { utc: START + YEAR / 2, startUtc: START, endUtc: START + YEAR, rows: 3_000_000 };

describe('ProgressDisplay', () => {
  it('draws a bar with date, rate and remaining time on a terminal, within its width', () => {
    let now = 0;
    const output = recorder(true);
    const display = new ProgressDisplay(output, () => now);
    display.update(half);
    now = 2_000;
    display.update(half);
    display.clear();
    display.clear();
    expect(output.lines).toEqual([
      '\r\u001B[2K 50 % ████████████░░░░░░░░░░░░ 2000-07-02  1.5 M rows/s  2 ',
      '\r\u001B[2K',
    ]);
  });

  it('prints a plain line periodically elsewhere', () => {
    let now = 0;
    const output = recorder(false);
    const display = new ProgressDisplay(output, () => now);
    for (now = 0; now <= 4_000; now += 500) display.update(half);
    display.clear();
    expect(output.lines).toEqual([
      ' 50 % 2000-07-02, 1.5 M rows/s, 2 s left',
      ' 50 % 2000-07-02, 750 k rows/s, 4 s left',
    ]);
  });
});

describe('the formatting of figures', () => {
  it.each([
    [12, '12'],
    [340_000, '340 k'],
    [1_240_000, '1.2 M'],
  ])('%i is %s', (value, text) => expect(scaled(value)).toBe(text));

  it.each([
    [900, '1 s'],
    [125_000, '2:05 min'],
    [3_725_000, '1:02:05 h'],
    [NaN, '–'],
  ])('%i ms are %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});
