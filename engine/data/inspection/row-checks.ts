import { RowKind } from '../../model/columns.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';
import type { DataSet } from './data-set.ts';
import type { FindingCollector } from './finding.ts';
import { STALE_RUN } from './stale-run.ts';

/** Checks single rows and neighbouring rows: order, duplicates, prices, bars, quotes, volumes. */
export function checkRows(set: DataSet, rows: InspectedRows, findings: FindingCollector): void {
  checkOrder(rows, findings);
  const { kind } = rows.columns;
  if (kind === RowKind.TradeBar) {
    checkPrices(rows, [0, 1, 2, 3], findings);
    checkBars(rows, 0, findings);
    checkVolumes(rows, findings);
    checkStale(set, rows, findings);
  } else if (kind === RowKind.QuoteBar) {
    checkBars(rows, 0, findings);
    checkBars(rows, 5, findings);
    checkQuotes(rows, [3, 8], findings);
  } else if (kind === RowKind.TradeTick) {
    checkPrices(rows, [0], findings);
  } else {
    checkQuotes(rows, [0, 2], findings);
  }
}

function place({ columns, lines }: InspectedRows, row: number): { line: number; time: number } {
  return { line: lines[row], time: columns.time[row] };
}

function checkOrder(rows: InspectedRows, findings: FindingCollector): void {
  const { time, kind, length } = rows.columns;
  const isTick = kind === RowKind.TradeTick || kind === RowKind.QuoteTick;
  for (let row = 1; row < length; row++) {
    if (time[row] < time[row - 1])
      findings.add('out-of-order', place(rows, row), 'A row is earlier than its predecessor.');
    else if (!isTick && time[row] === time[row - 1])
      findings.add('duplicate', place(rows, row), 'A row has the time of its predecessor; runs keep the first.');
  }
}

function checkPrices(rows: InspectedRows, prices: readonly number[], findings: FindingCollector): void {
  const { values, length } = rows.columns;
  for (let row = 0; row < length; row++) {
    const bad = prices.find((column) => !(values[column][row] > 0));
    if (bad !== undefined) findings.add('bad-price', place(rows, row), `A price is ${values[bad][row]}.`);
  }
}

/** Open and close must be between low and high. A side without quotes is NaN and passes. */
function checkBars(rows: InspectedRows, first: number, findings: FindingCollector): void {
  const [open, high, low, close] = rows.columns.values.slice(first, first + 4);
  for (let row = 0; row < rows.columns.length; row++) {
    if (
      high[row] < low[row] ||
      high[row] < open[row] ||
      high[row] < close[row] ||
      low[row] > open[row] ||
      low[row] > close[row]
    ) {
      const bar = `${open[row]}, ${high[row]}, ${low[row]}, ${close[row]}`;
      findings.add('inconsistent-bar', place(rows, row), `Open, high, low and close contradict each other: ${bar}.`);
    }
  }
}

function checkQuotes(rows: InspectedRows, [bid, ask]: readonly number[], findings: FindingCollector): void {
  const { values, length } = rows.columns;
  for (let row = 0; row < length; row++) {
    const bidPrice = values[bid][row];
    const askPrice = values[ask][row];
    if (Number.isNaN(bidPrice) && Number.isNaN(askPrice))
      findings.add('bad-price', place(rows, row), 'A quote has neither a bid nor an ask.');
    else if (bidPrice <= 0 || askPrice <= 0)
      findings.add('bad-price', place(rows, row), `A quote is ${bidPrice} to ${askPrice}.`);
    else if (bidPrice > askPrice)
      findings.add('crossed-quote', place(rows, row), `The bid ${bidPrice} is above the ask ${askPrice}.`);
  }
}

/** Finds rows without volume, unless no row has any, as for indices and closes. */
function checkVolumes(rows: InspectedRows, findings: FindingCollector): void {
  const volumes = rows.columns.values[4];
  if (volumes.every((volume) => volume === 0)) return;
  for (let row = 0; row < volumes.length; row++) {
    if (volumes[row] < 0) findings.add('bad-price', place(rows, row), `A volume is ${volumes[row]}.`);
    else if (volumes[row] === 0) findings.add('zero-volume', place(rows, row), 'A row has no volume.');
  }
}

function checkStale(set: DataSet, rows: InspectedRows, findings: FindingCollector): void {
  const { values, length } = rows.columns;
  const longest = STALE_RUN[set.resolution];
  let start = 0;
  for (let row = 1; row <= length; row++) {
    const current = row;
    if (row < length && values.every((column) => column[current] === column[start])) continue;
    if (row - start >= longest)
      findings.add('stale', place(rows, start), `${row - start} rows are equal in all their numbers.`);
    start = row;
  }
}
