import { isoTime, type ResultHandler, type RunRecord } from 'tradewright/plugin';
import { sampleRun } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { CsvResultHandler } from './csv-files.ts';
import { JsonResultHandler } from './result-json.ts';

const RUN = await sampleRun();

async function textsOf(handler: ResultHandler, run: RunRecord): Promise<Record<string, string>> {
  const files = await handler.files(run);
  return Object.fromEntries(
    files.map(({ name, content }) => [name, Array.isArray(content) ? content.join('') : String(content)]),
  );
}

describe('result.json', () => {
  it('is one JSON document with everything about the run', async () => {
    const { 'result.json': text } = await textsOf(new JsonResultHandler(), RUN);
    const document = JSON.parse(text) as { orderEvents: unknown[]; equity: unknown };
    expect(document).toMatchObject({
      format: 1,
      strategy: RUN.strategy,
      orders: 3,
      statistics: RUN.statistics,
      caveats: RUN.caveats,
      plots: RUN.plots,
    });
    expect(document.orderEvents).toHaveLength(RUN.orderEvents.length);
    expect(document.orderEvents.slice(0, 2)).toMatchObject([
      { orderId: 1, eventId: 1, symbol: 'equity/usa/AAA', status: 'Submitted', quantity: 10 },
      { orderId: 1, eventId: 2, status: 'Filled', fillQuantity: '10', fillPrice: '101', fee: '1', feeCurrency: 'USD' },
    ]);
    expect(document.equity).toEqual({ time: [...RUN.equity.time], value: [...RUN.equity.value] });
  });

  it('differs between equal runs only in its last block', async () => {
    const texts = [1, 2].map(async (run) => await textsOf(new JsonResultHandler(), { ...RUN, timings: { run } }));
    const [[head], [other]] = (await Promise.all(texts)).map(({ 'result.json': text }) => text.split('"timings"'));
    expect(head).toBe(other);
  });
});

describe('the CSV files', () => {
  it('have one line per order, with quotes where a text needs them', async () => {
    const { 'orders.csv': text } = await textsOf(new CsvResultHandler(), RUN);
    const [columns, first] = text.split('\n');
    expect(columns).toBe(
      'id,created,symbol,type,status,quantity,quantityFilled,price,limitPrice,stopPrice,triggerPrice,lastFill,canceled,tag',
    );
    expect(first).toMatch(
      /^1,2004-[^,]*,equity\/usa\/AAA,MarketOnOpen,Filled,10,10,101,,,,2004-[^,]*,,"first, ""only""$/,
    );
    expect(text).toContain('\nand <last>"\n2,');
  });

  it('have one line per sample of equity', async () => {
    const { equity } = RUN;
    const benchmark = { time: equity.time.slice(1), value: equity.value.slice(1).fill(7) };
    const { 'equity.csv': text } = await textsOf(new CsvResultHandler(), { ...RUN, benchmark });
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + equity.time.length);
    expect(lines.slice(0, 3)).toEqual([
      'time,equity,benchmark',
      `${isoTime(equity.time[0])},10000,`,
      `${isoTime(equity.time[1])},${equity.value[1]},7`,
    ]);
  });
});
