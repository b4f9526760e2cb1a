import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, CHROMIUM } from './chromium.ts';
import { engine, engineJson } from './command.ts';

interface Result {
  readonly orderEvents: readonly {
    readonly symbol: string;
    readonly fillQuantity?: string;
    readonly fillPrice?: string;
    readonly fee?: string;
  }[];
  readonly plots: readonly { readonly series: string; readonly time: number; readonly value: number }[];
}

interface Embedded {
  readonly trades: { readonly profit: readonly number[]; readonly left: readonly number[] };
  readonly plots?: readonly { readonly name: string; readonly series: readonly { readonly name: string }[] }[];
}

const LIMIT = 1_500_000;

let folder: TemporaryFolder;
let run: string;
let page: string;

/** A run of a strategy that plots two charts, one of them with series of different lengths. */
async function plotterRun(): Promise<string> {
  const project = join(folder.path, 'plotting');
  mkdirSync(project);
  await engine(['new', 'strategy', 'plotter'], project);
  const file = join(project, 'strategies', 'plotter', 'strategy.ts');
  const source = readFileSync(file, 'utf8');
  const rule = '    if (!this.average.isReady) return;\n';
  expect(source).toContain(rule);
  const plots = `    const { price } = this.stock;
    this.plot('Price & <average>', 'close', price);
    this.plot('Price & <average>', 'average', this.average.isReady ? this.average.value : NaN);
${rule}    this.plot('Distance', 'daily', price / this.average.value - 1);
    if (this.time % (28 * 86_400_000) < 86_400_000) this.plot('Distance', 'monthly', price / this.average.value - 1);
`;
  writeFileSync(file, source.replace(rule, plots));
  const { document } = await engineJson(['backtest', '--strategy', 'plotter'], project);
  return document['folder'] as string;
}

beforeAll(async () => {
  folder = temporaryFolder();
  const { document } = await engineJson(['backtest', '--strategy', 'sma-crossover'], folder.path);
  run = document['folder'] as string;
  page = readFileSync(join(run, 'report.html'), 'utf8');
});

afterAll(() => folder.remove());

function embedded(html: string): Embedded {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as Embedded;
}

function resultOf(path: string): Result {
  return JSON.parse(readFileSync(join(path, 'result.json'), 'utf8')) as Result;
}

describe('report.html', () => {
  it('contains the closed trades, whose profits add up to those of the order events', () => {
    const { trades, plots } = embedded(page);
    expect(plots).toBeUndefined();
    const books = new Map<string, { held: number; cash: number }>();
    let [earned, closed] = [0, 0];
    for (const { symbol, fillQuantity, fillPrice, fee } of resultOf(run).orderEvents) {
      if (fillQuantity === undefined) continue;
      const book = books.get(symbol) ?? { held: 0, cash: 0 };
      books.set(symbol, book);
      book.held += Number(fillQuantity);
      book.cash -= Number(fillQuantity) * Number(fillPrice) + Number(fee ?? 0);
      if (book.held !== 0) continue;
      closed++;
      earned += book.cash;
      book.cash = 0;
    }
    expect(trades.profit).toHaveLength(closed);
    expect(trades.profit.reduce((sum, profit) => sum + profit)).toBeCloseTo(earned, 0);
    expect(page).toContain(`<b>${closed}</b> trades`);
  });
});

describe.runIf(CHROMIUM !== undefined)('report.html in a browser', () => {
  let browser: Browser;

  beforeAll(async () => void (browser = await Browser.start()));

  afterAll(async () => await browser.close());

  /** Opens a page, which must log nothing and request nothing but itself. */
  async function open(file: string): Promise<void> {
    browser.said.length = 0;
    browser.requests.length = 0;
    const address = pathToFileURL(file).href;
    await browser.open(address, {});
    expect({ said: browser.said, requests: browser.requests }).toEqual({ said: [], requests: [address] });
  }

  const text = async (selector: string): Promise<string> =>
    await browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);

  it('lists closed trades, the newest first, sorted and filtered', async () => {
    await open(join(run, 'report.html'));
    const cells = async (): Promise<string[]> =>
      await browser.evaluate(
        `[...document.querySelectorAll('#closed tbody td:first-child')].map((one) => one.textContent)`,
      );
    const first = await cells();
    expect(first).toHaveLength(25);
    expect(first).toEqual(first.toSorted().toReversed());
    await browser.evaluate(`document.querySelector('#closed-count .more').click()`);
    expect((await cells()).length).toBe(embedded(page).trades.left.length);
    await browser.evaluate(
      `(() => { const filter = document.querySelector('#closed-filter'); filter.value = 'long 2005-'; filter.dispatchEvent(new Event('input')); })()`,
    );
    for (const cell of await cells()) expect(cell).toMatch(/^200[56]-/);
    expect(await text('#closed-count')).toMatch(/^\d+ of \d+ closed trades shown\.$/);
    expect(await browser.evaluate(`document.querySelectorAll('#orders tbody tr').length`)).toBe(25);
  });

  it('draws the charts that the strategy plots', async () => {
    const path = await plotterRun();
    const file = join(path, 'report.html');
    const plotted = readFileSync(file, 'utf8');
    const { plots } = resultOf(path);
    expect(embedded(plotted).plots?.map(({ name, series }) => [name, series.map((one) => one.name)])).toEqual([
      ['Price & <average>', ['close', 'average']],
      ['Distance', ['daily', 'monthly']],
    ]);
    expect(statSync(file).size).toBeLessThan(LIMIT);
    await open(file);
    for (const id of ['plot-0', 'plot-1'])
      expect(await browser.evaluate(`document.querySelectorAll('#chart-${id} .line').length`)).toBe(2);
    expect(await text('.card:has(#chart-plot-0) h2')).toBe('Price & <average>');
    expect(await text('.card:has(#chart-plot-0) .legend')).toBe('closeaverage');
    expect(await browser.evaluate(`document.querySelector('.card:has(#chart-plot-1) [data-scale]')`)).toBeNull();
    const place = await browser.evaluate<[number, number]>(
      `(() => { const svg = document.querySelector('#chart-plot-0 svg'); svg.scrollIntoView({ block: 'center' }); const box = svg.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()`,
    );
    await browser.drag(place);
    const tip = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2})close ([\d.]+)average ([\d.]+)$/.exec(
      await text('#chart-plot-0 .tip'),
    );
    const time = Date.parse(`${tip?.[1]}Z`);
    for (const [index, series] of ['close', 'average'].entries()) {
      const point = plots.find((one) => one.time === time && one.series === series);
      expect(Number(tip?.[index + 2])).toBeCloseTo(point?.value ?? NaN, 2);
    }
    const labels = async (): Promise<string> => await text('#chart-plot-0 .picture');
    const linear = await labels();
    await browser.evaluate(`document.querySelector('.card:has(#chart-plot-0) [data-scale="log"]').click()`);
    expect(await labels()).not.toBe(linear);
    await engineJson(['report', path, '--no-open'], folder.path);
    expect(readFileSync(file, 'utf8')).toBe(plotted);
  });
});
