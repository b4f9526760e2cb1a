import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, CHROMIUM } from './chromium.ts';
import type { Look, Place } from './chromium.ts';
import { engine, engineJson } from './command.ts';

interface Result {
  readonly statistics: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly hashes: Readonly<Record<string, string>>;
  readonly caveats: readonly string[];
  readonly equity: { readonly time: readonly number[]; readonly value: readonly number[] };
  readonly daily: {
    readonly time: readonly number[];
    readonly long: readonly number[];
    readonly prices: readonly object[];
  };
  readonly resultHash: string;
  readonly orders: number;
}

const LIMIT = 1_500_000;

let folder: TemporaryFolder;
let run: string;
let page: string;
let result: Result;

async function backtest(...flags: string[]): Promise<string> {
  const { document } = await engineJson(['backtest', '--strategy', 'sma-crossover', ...flags], folder.path);
  return document['folder'] as string;
}

beforeAll(async () => {
  folder = temporaryFolder();
  run = await backtest();
  page = readFileSync(join(run, 'report.html'), 'utf8');
  result = JSON.parse(readFileSync(join(run, 'result.json'), 'utf8')) as Result;
});

afterAll(() => folder.remove());

/** The rows of the tables of names and values, as printed. */
function pairs(html: string): ReadonlyMap<string, string> {
  return new Map(
    [...html.matchAll(/<tr><th scope="row">([^<]*)<\/th><td>([^<]*)<\/td><\/tr>/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
}

interface Embedded {
  readonly curve: { readonly time: readonly number[]; readonly equity: readonly number[] };
  readonly orders: { readonly id: readonly number[]; readonly price: readonly string[] };
  readonly orderCount: number;
}

function embedded(html: string): Embedded {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as Embedded;
}

describe('report.html', () => {
  it('is one file of moderate size that requests nothing', () => {
    expect(statSync(join(run, 'report.html')).size).toBeLessThan(LIMIT);
    expect(page).toMatch(/default-src 'none'/);
    const addresses = [...page.matchAll(/\b(?:src|href)\s*=\s*["']([^"']*)/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(?:#|data:,)/.test(address))).toEqual([]);
    expect(/https?:\/\/|@import|url\((?!#)|fetch\(|XMLHttpRequest|^(?:import|export) /m.exec(page)).toBeNull();
  });

  it('prints every statistic as in result.json, with Calmar ratio and profit factor', () => {
    const shown = pairs(page);
    expect(Object.keys(result.statistics)).toHaveLength(27);
    for (const [name, value] of Object.entries(result.statistics))
      expect([name, shown.get(name)]).toEqual([name, value]);
    expect(Number(shown.get('Calmar Ratio'))).toBeCloseTo(result.figures.calmarRatio, 3);
    expect(Number(shown.get('Profit Factor'))).toBeCloseTo(result.figures.profitFactor, 3);
    for (const hash of [result.resultHash, ...Object.values(result.hashes)])
      expect([...shown.values()]).toContain(hash);
    for (const caveat of result.caveats) expect(page).toContain(caveat);
  });

  it('contains the same equity and orders as the other files', () => {
    const { curve, orders, orderCount } = embedded(page);
    const last = curve.time.reduce((minute, step) => minute + step) * 60_000;
    const index = result.equity.time.indexOf(last);
    expect(curve.equity.at(-1)).toBe(result.equity.value[index]);
    const values = new Set(result.equity.value);
    expect(curve.equity.filter((value) => !values.has(value))).toEqual([]);
    const lines = readFileSync(join(run, 'orders.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(orderCount).toBe(result.orders);
    expect(orders.id.map((id, row) => `${id} ${orders.price[row]}`)).toEqual(
      lines.map((line) => `${line.split(',')[0]} ${line.split(',')[7]}`),
    );
  });

  it('is omitted on request', async () => {
    const without = await backtest('--end', '2001-03-01', '--results', 'none', '--output', 'elsewhere');
    expect(() => statSync(join(without, 'report.html'))).toThrow('ENOENT');
  });
});

describe.runIf(CHROMIUM !== undefined)('report.html in a browser', () => {
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    browser = await Browser.start();
    address = pathToFileURL(join(run, 'report.html')).href;
  });

  afterAll(async () => await browser.close());

  /** Opens a page, which must log nothing and request nothing but itself. */
  async function open(file: string, look: Look = {}): Promise<void> {
    browser.said.length = 0;
    browser.requests.length = 0;
    await browser.open(file, look);
    expect({ said: browser.said, requests: browser.requests }).toEqual({ said: [], requests: [file] });
  }

  const dom = async (): Promise<string> => await browser.evaluate('document.documentElement.outerHTML');
  const shows = async (selector: string): Promise<boolean> =>
    await browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).checkVisibility()`);
  const text = async (selector: string): Promise<string> =>
    await browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);

  /** Years on the axis of the equity chart, which show the current time span. */
  const years = async (): Promise<string[]> =>
    await browser.evaluate(
      `[...document.querySelectorAll('#chart-equity .picture text')].map((one) => one.textContent).filter((one) => /^(?:19|20)\\d\\d$/.test(one))`,
    );

  /** A place in a chart, by fractions of its width and height. */
  async function placeIn(id: string, across: number, down = 0.5): Promise<Place> {
    return await browser.evaluate(
      `(() => { const svg = document.querySelector('#${id} svg'); svg.scrollIntoView({ block: 'center' }); const box = svg.getBoundingClientRect(); return [box.left + box.width * ${across}, box.top + box.height * ${down}]; })()`,
    );
  }

  it.each([
    ['light', {}],
    ['dark', {}],
    ['light', { width: 360, height: 740, isPhone: true }],
    ['dark', { width: 360, height: 740, isPhone: true }],
    ['light', { media: 'print' }],
  ] as const)('draws in %s, %j', async (scheme, look) => {
    await open(address, { scheme, ...look });
    const html = await dom();
    for (const id of ['equity', 'drawdown', 'exposure', 'trades', 'sharpe', 'beta'])
      expect(html).toMatch(new RegExp(`id="chart-${id}"[^>]*><svg[^]*?<path class="line" d="M[^"]{200}`));
    expect(html).toMatch(/<table class="heat" id="heat"><thead>.*2013/s);
    expect(html).toContain(`25 of ${result.orders} orders shown`);
    expect(/NaN|undefined|Infinity/.exec(html.replace(/<script[^]*?<\/script>/g, ''))).toBeNull();
    for (const [name, value] of Object.entries(result.statistics)) expect(pairs(html).get(name)).toBe(value);
    const background = await browser.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(/\d+/.exec(background)?.[0]).toMatch(scheme === 'dark' ? /^[0-4]?\d$/ : /^2\d\d$/);
    const [wide, window] = await browser.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(wide).toBeLessThanOrEqual(window);
  });

  it('is printed without interactive elements, and labels its charts', async () => {
    await open(address, { media: 'print' });
    for (const selector of ['#theme', '.more', '#order-filter', '.by-mouse', '.by-touch', '[data-zoom]'])
      expect([selector, await shows(selector)]).toEqual([selector, false]);
    expect(await shows('#symbol')).toBe(true);
  });

  it('shows the values under the mouse, as in result.json', async () => {
    await open(address);
    const [x, y] = await placeIn('chart-equity', 0.5);
    await browser.drag([x, y]);
    const tip = await text('#chart-equity .tip');
    const [, date] = /^(\d{4}-\d{2}-\d{2})strategy /.exec(tip) ?? [];
    const [, shown] = /strategy \$([\d,]+)/.exec(tip) ?? [];
    const index = result.equity.time.findIndex((time) => new Date(time - 43_200_000).toISOString().startsWith(date));
    const values = result.equity.value.slice(index, index + 3).map((value) => Math.round(value));
    expect(values).toContain(Number(shown.replaceAll(',', '')));
    expect(tip).toContain('SPX $');
    await browser.drag([x, y - 400]);
    expect(await shows('#chart-equity .tip')).toBe(false);
  });

  it('shows the dragged time span in all charts, moves it, and resets it', async () => {
    await open(address);
    const all = await years();
    expect(all).toContain('2012');
    const [left, y] = await placeIn('chart-equity', 0.2);
    const [right] = await placeIn('chart-equity', 0.4);
    await browser.drag([left, y], [(left + right) / 2, y], [right, y]);
    const span = await years();
    expect(span.length).toBeGreaterThan(1);
    expect(Number(span.at(-1)) - Number(span[0])).toBeLessThan(5);
    expect(await text('#chart-beta .picture')).not.toContain('2012');
    await browser.drag([right, y], [left, y]);
    expect(Number((await years()).at(-1))).toBeGreaterThan(Number(span.at(-1)));
    await browser.evaluate(`document.querySelector('[data-zoom="all"]').click()`);
    await browser.settled();
    expect(await years()).toEqual(all);
  });

  it('zooms with Ctrl and wheel, keys and buttons', async () => {
    await open(address);
    const all = await years();
    await browser.wheel(await placeIn('chart-drawdown', 0.5), -400);
    const byWheel = await years();
    expect(byWheel.length).toBeLessThan(all.length);
    await browser.evaluate(`document.querySelector('#chart-equity svg').focus()`);
    await browser.press('ArrowRight');
    expect(Number((await years()).at(-1))).toBeGreaterThanOrEqual(Number(byWheel.at(-1)));
    await browser.press('0');
    expect(await years()).toEqual(all);
    for (const key of ['+', '+', '+']) await browser.press(key);
    expect((await years()).length).toBeLessThan(all.length);
    await browser.evaluate(`document.querySelector('[data-zoom="out"]').click()`);
    await browser.settled();
    expect(browser.said).toEqual([]);
  });

  it('can be pinched and dragged on a phone', async () => {
    await open(address, { width: 360, height: 740, isPhone: true });
    expect(await shows('.by-touch')).toBe(true);
    expect(await shows('.by-mouse')).toBe(false);
    const label = async (): Promise<string> => await text('#chart-equity .picture');
    const all = await label();
    const [x, y] = await placeIn('chart-equity', 0.5);
    const apart = [10, 25, 45, 70, 100].map((reach): Place[] => [
      [x - reach, y],
      [x + reach, y],
    ]);
    await browser.touch(...apart);
    const pinched = await label();
    expect(pinched).not.toBe(all);
    await browser.touch([[x + 80, y]], [[x + 20, y]], [[x - 60, y]]);
    expect(await label()).not.toBe(pinched);
    expect(browser.said).toEqual([]);
  });

  it('filters, sorts and continues the table of orders', async () => {
    await open(address);
    const rows = async (): Promise<number> =>
      await browser.evaluate(`document.querySelectorAll('#orders tbody tr').length`);
    expect(await rows()).toBe(25);
    await browser.evaluate(`document.querySelector('#order-count .more').click()`);
    expect(await rows()).toBeGreaterThan(25);
    await browser.evaluate(
      `(() => { const filter = document.querySelector('#order-filter'); filter.value = 'take profit'; filter.dispatchEvent(new Event('input')); })()`,
    );
    const lines = readFileSync(join(run, 'orders.csv'), 'utf8').split('\n');
    const wanted = lines.filter((line) => /take profit/i.test(line)).length;
    expect(await text('#order-count')).toContain(`of ${wanted} orders`);
  });

  it('draws runs without orders, and runs of a single day', async () => {
    for (const flags of [
      ['--end', '2000-03-10'],
      ['--end', '2000-03-01'],
    ]) {
      const path = await backtest(...flags, '--output', 'short');
      await open(pathToFileURL(join(path, 'report.html')).href);
      const html = await dom();
      expect(html).toContain('0 of 0 orders');
      expect(await text('#chart-trades')).toBe('No orders were sent.');
      expect(await text('#chart-sharpe')).toBe('Too few days, or no day on which a value changed.');
      expect(/NaN|undefined|Infinity/.exec(html.replace(/<script[^]*?<\/script>/g, ''))).toBeNull();
    }
  });
});

describe('engine report', () => {
  it('writes the same report again from the other files', async () => {
    rmSync(join(run, 'report.html'));
    for (const name of [run, basename(run), 'latest']) {
      const { code, document } = await engineJson(['report', name, '--no-open'], folder.path);
      expect({ code, report: document['report'] }).toEqual({ code: 0, report: join(run, 'report.html') });
      expect(readFileSync(join(run, 'report.html'), 'utf8')).toBe(page);
    }
    const { stdout } = await engine(['report'], folder.path);
    expect(stdout.trim()).toBe(`backtests/${basename(run)}/report.html`);
  });

  it('reports unknown names and damaged files in one sentence', async () => {
    const unknown = await engine(['report', `${basename(run)}x`], folder.path);
    expect({ code: unknown.code, stderr: unknown.stderr }).toEqual({
      code: 2,
      stderr: `HOST_UNKNOWN_RESULTS: There are no results of a run "${basename(run)}x". Did you mean "${basename(run)}"?\n`,
    });
    mkdirSync(join(folder.path, 'damaged'));
    writeFileSync(join(folder.path, 'damaged', 'result.json'), '{"format": 1');
    writeFileSync(join(folder.path, 'damaged', 'orders.csv'), '');
    const damaged = await engine(['report', './damaged'], folder.path);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toMatch(
      /^HOST_RESULTS_UNREADABLE: The results in .* cannot be read \(.*\)\. Run the strategy again\.\n$/,
    );
  });
});

describe('engine compare', () => {
  it('reports equal runs for the same inputs', async () => {
    cpSync(run, join(folder.path, 'copy'), { recursive: true });
    const { document } = await engineJson(['compare', basename(run), './copy'], folder.path);
    expect(document).toMatchObject({ isSame: true, inputs: [], equity: { final: 0, largest: 0, firstAt: '' } });
    expect(document).not.toHaveProperty('orders');
  });

  it('names the different inputs and the first order that differs', async () => {
    const other = await backtest('--param', 'stopLoss=0.1', '--output', 'others');
    const { document } = await engineJson(['compare', run, other], folder.path);
    expect(document).toMatchObject({
      isSame: false,
      inputs: [{ name: 'parameter stopLoss', one: '0.15', other: '0.1', isEqual: false }],
      orders: {
        place: 3,
        one: 'order 2, equity/usa/MSFT, 2000-06-12T20:00:00Z: Submitted -1926 stop 22.061121255',
        other: expect.stringMatching(/^order 2, .* stop 23\.3588/) as string,
      },
    });
    const { stdout } = await engine(['compare', run, other], folder.path);
    expect(stdout).toMatch(/^Total Orders +450 +\d+ +\*$/m);
    expect(stdout).toMatch(/^Orders: the first difference is change 3:$/m);
  });
});
