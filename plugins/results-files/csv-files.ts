import {
  csvCell,
  inBatches,
  isoTime,
  numberTexts,
  type OrderRow,
  type ResultFile,
  type ResultHandler,
  type RunRecord,
} from 'tradewright/plugin';

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

/** orders.csv and equity.csv. */
export class CsvResultHandler implements ResultHandler {
  files(record: RunRecord): readonly ResultFile[] {
    return [ordersFile(record), equityFile(record)];
  }
}

/** One line per order. */
function ordersFile({ orderRows }: RunRecord): ResultFile {
  const lines = orderRows.map((row) => ORDER_COLUMNS.map((column) => csvCell(row[column])).join());
  return { name: 'orders.csv', content: textOf([ORDER_COLUMNS.join(), ...lines]) };
}

/** One line per sample, with the benchmark's value if it was sampled at the same instant. */
function equityFile({ equity, benchmark }: RunRecord): ResultFile {
  const lines = ['time,equity,benchmark'];
  const values = numberTexts(equity.value);
  const prices = numberTexts(benchmark.value);
  let next = 0;
  for (let index = 0; index < equity.time.length; index++) {
    const time = equity.time[index];
    while (next < benchmark.time.length && benchmark.time[next] < time) next++;
    const price = benchmark.time[next] === time ? prices[next] : '';
    lines.push(`${isoTime(time)},${values[index]},${price}`);
  }
  return { name: 'equity.csv', content: textOf(lines) };
}

function textOf(lines: readonly string[]): string[] {
  return [...inBatches(lines, '\n')].map((text) => `${text}\n`);
}
