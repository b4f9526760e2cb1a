import { createHash } from 'node:crypto';
import type { FillRow, RunRecord } from 'tradewright/plugin';
import { sampleRun } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { reportPage } from './report-page.ts';

const run = await sampleRun();
const [buy, sell] = run.fills;

const page = (changes: Partial<RunRecord>): string => reportPage({ ...run, ...changes }).join('');
const totals = (html: string): string[] =>
  [...html.matchAll(/<p class="totals">(.*?)<\/p>/g)].map(([, text]) => text.replace(/<[^>]*>/g, ' ').trim());

/** Fills of a number of trades, each with a profit of one dollar. */
function fillsOf(trades: number): FillRow[] {
  const one = { ...buy, quantity: 1, price: 1200, fee: 0 };
  return Array.from({ length: trades }, (_, index) => [
    { ...one, time: 2 * index * 60_000 },
    { ...one, time: (2 * index + 1) * 60_000, quantity: -1, price: 1201 },
  ]).flat();
}

describe('reportPage', () => {
  it('totals closed trades in the account currency and in the currency of their prices', () => {
    const foreign = [buy, sell].map((fill) => ({ ...fill, symbol: 'cfd/oanda/DE30EUR', fee: 0, feeCurrency: '' }));
    const contracts = [{ symbol: 'cfd/oanda/DE30EUR', currency: 'EUR', multiplier: 100 }];
    const shown = totals(page({ fills: [...run.fills, ...foreign], contracts }));
    const profit = (sell.price - buy.price) * 10;
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain(`$${Math.abs(profit - buy.fee - sell.fee).toFixed(2)}`);
    expect(shown[1]).toMatch(/^1 +trade in EUR .*EUR /);
    expect(shown[1].replaceAll(',', '')).toContain(`EUR ${Math.abs(profit * 100).toFixed(2)}`);
  });

  it('shows the newest 500 closed trades and their total number', () => {
    const html = page({ fills: fillsOf(1234) });
    expect(totals(html)).toEqual([
      expect.stringMatching(/^1,234 +trades +1,234 +winners \(100%\) +average win +\$1\.00 /),
    ]);
    expect(html).toContain('The newest 500 of 1,234 are shown.');
    expect(/"left":\[([^\]]*)\]/.exec(html)?.[1].split(',').map(Number)).toEqual(
      Array.from({ length: 500 }, (_, index) => (2 * (734 + index) + 1) * 60),
    );
  });

  it('states that there are no closed trades, and has no chart without plotted points', () => {
    const html = page({ fills: [buy], plots: [] });
    expect(html).toContain('No positions were closed.');
    expect(html).not.toContain('id="chart-plot-');
    expect(html).not.toContain('"plots":');
  });

  it('escapes names of charts and series', () => {
    const plots = [{ chart: '</script><b>', series: '<i>"&', time: 0, value: 1 }];
    const html = page({ plots });
    expect(html).toContain('<h2>&lt;/script&gt;&lt;b&gt;</h2>');
    expect(html).not.toContain('</script><b>');
    expect(html).not.toContain('<i>"&');
  });

  it('escapes every value of a record, whatever its type, and allows only its own script', () => {
    const attack = `"'><img src=x onerror=alert(1)><script>alert(2)</script>`;
    const hostile = JSON.parse(
      JSON.stringify({
        strategy: attack,
        start: attack,
        end: attack,
        engineVersion: attack,
        dataPoints: attack,
        caveats: [attack],
        parameters: { [attack]: [attack] },
        choices: { dataSource: attack, [attack]: attack },
        statistics: { ...run.statistics, [attack]: attack, 'Total Fees': `${attack}1` },
        hashes: { code: attack, data: attack, parameters: attack },
        data: [
          { symbol: attack, resolution: attack, kind: attack, rows: attack, first: attack, last: attack, hash: attack },
        ],
        ending: { reason: 'quit', time: attack, message: attack },
        plots: [{ chart: attack, series: attack, time: 0, value: 1 }],
      }),
    ) as Partial<RunRecord>;
    const baseline = { ...run, strategy: attack, orders: 0, code: '', ending: hostile.ending };
    const html = page({ ...hostile, baseline, fills: run.fills.map((fill) => ({ ...fill, symbol: attack })) });
    expect(html).not.toMatch(/<img|<script>alert/);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    expect(scripts).toHaveLength(1);
    const hash = createHash('sha256').update(scripts[0]).digest('base64');
    expect(policy.match(/script-src [^;]*/)?.[0]).toBe(`script-src 'sha256-${hash}'`);
    expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'/);
  });
});
