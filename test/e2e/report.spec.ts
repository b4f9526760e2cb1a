import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, renderedPage } from './chromium.ts';
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

/** The rows of the tables of names and values, as they are printed. */
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
  it('is one file of modest size that asks for nothing', () => {
    expect(statSync(join(run, 'report.html')).size).toBeLessThan(LIMIT);
    expect(page).toMatch(/default-src 'none'/);
    const addresses = [...page.matchAll(/\b(?:src|href)\s*=\s*["']([^"']*)/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(?:#|data:,)/.test(address))).toEqual([]);
    expect(/https?:\/\/|@import|url\((?!#)|fetch\(|XMLHttpRequest|^(?:import|export) /m.exec(page)).toBeNull();
  });

  it('prints every statistic as result.json has it, with Calmar ratio and profit factor', () => {
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

  it('carries equity and orders as the other files have them', () => {
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

  it('is left out when nobody wants it', async () => {
    const without = await backtest('--end', '2001-03-01', '--results', 'none', '--output', 'elsewhere');
    expect(() => statSync(join(without, 'report.html'))).toThrow('ENOENT');
  });
});

describe.runIf(CHROMIUM !== undefined)('report.html in a browser', () => {
  it.each(['light', 'dark'])('draws in %s without a word to the console', async (theme) => {
    const { dom, console: said } = await renderedPage(`${pathToFileURL(join(run, 'report.html')).href}?theme=${theme}`);
    expect(said).toEqual([]);
    expect(dom).toContain(`data-theme="${theme}"`);
    for (const id of ['equity', 'drawdown', 'exposure', 'trades', 'sharpe', 'beta'])
      expect(dom).toMatch(new RegExp(`id="chart-${id}"[^>]*><svg[^]*?<path class="line" d="M[^"]{200}`));
    expect(dom).toMatch(/<table class="heat" id="heat"><thead>.*2013/s);
    expect(dom).toContain(`25 of ${result.orders} orders shown`);
    const drawn = dom.replace(/<script[^]*?<\/script>/g, '');
    expect(/NaN|undefined|Infinity/.exec(drawn)).toBeNull();
    for (const [name, value] of Object.entries(result.statistics)) expect(pairs(dom).get(name)).toBe(value);
  });

  it('draws runs without orders, and of a single day', async () => {
    for (const flags of [
      ['--end', '2000-03-10'],
      ['--end', '2000-03-01'],
    ]) {
      const path = await backtest(...flags, '--output', 'short');
      const { console: said, dom } = await renderedPage(pathToFileURL(join(path, 'report.html')).href);
      expect(said).toEqual([]);
      expect(dom).toContain('0 of 0 orders');
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

  it('answers names that are wrong and files that are damaged in a sentence', async () => {
    const unknown = await engine(['report', `${basename(run)}x`], folder.path);
    expect({ code: unknown.code, stderr: unknown.stderr }).toEqual({
      code: 2,
      stderr: `HOST_UNKNOWN_RESULTS: There are no results of a run "${basename(run)}x". Did you mean "${basename(run)}"?\n`,
    });
    mkdirSync(join(folder.path, 'damaged'));
    writeFileSync(join(folder.path, 'damaged', 'result.json'), '{"format": 1');
    const damaged = await engine(['report', './damaged'], folder.path);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toMatch(
      /^HOST_RESULTS_UNREADABLE: The results in .* cannot be read \(.*\)\. Run the strategy again\.\n$/,
    );
  });
});

describe('engine compare', () => {
  it('finds two runs on the same inputs the same', async () => {
    cpSync(run, join(folder.path, 'copy'), { recursive: true });
    const { document } = await engineJson(['compare', basename(run), './copy'], folder.path);
    expect(document).toMatchObject({ isSame: true, inputs: [], equity: { final: 0, largest: 0, firstAt: '' } });
    expect(document).not.toHaveProperty('orders');
  });

  it('names what was chosen otherwise and the first order that differs', async () => {
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
