import type { OrderRow, ResultFile, ResultHandler, RunRecord } from '../../api/result-handler.ts';
import { inBatches } from './batches.ts';
import { isoTime, numberTexts } from './order-rows.ts';

const ORDER_COLUMNS: readonly (keyof OrderRow)[] = [
  'id',
  'created',
  'symbol',
  'type',
  'status',
  'quantity',
  'quantityFilled',
  'price',
  'limitPrice',
  'stopPrice',
  'triggerPrice',
  'lastFill',
  'canceled',
  'tag',
];

/** orders.csv: one line an order. */
export class OrdersCsvHandler implements ResultHandler {
  files({ orderRows }: RunRecord): readonly ResultFile[] {
    const lines = orderRows.map((row) => ORDER_COLUMNS.map((column) => cell(row[column])).join());
    return [{ name: 'orders.csv', content: textOf([ORDER_COLUMNS.join(), ...lines]) }];
  }
}

/** equity.csv: one line a sample, with the benchmark's value where it was sampled at the same instant. */
export class EquityCsvHandler implements ResultHandler {
  files({ equity, benchmark }: RunRecord): readonly ResultFile[] {
    const lines = ['time,equity,benchmark'];
    const values = numberTexts(equity.value);
    const measures = numberTexts(benchmark.value);
    let next = 0;
    for (let index = 0; index < equity.time.length; index++) {
      const time = equity.time[index];
      while (next < benchmark.time.length && benchmark.time[next] < time) next++;
      const yardstick = benchmark.time[next] === time ? measures[next] : '';
      lines.push(`${isoTime(time)},${values[index]},${yardstick}`);
    }
    return [{ name: 'equity.csv', content: textOf(lines) }];
  }
}

function textOf(lines: readonly string[]): string[] {
  return [...inBatches(lines, '\n')].map((text) => `${text}\n`);
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
