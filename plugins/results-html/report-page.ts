import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ClosedTrade, closedTrades, type StoredRun, tradeTotals } from 'tradewright/plugin';
import { drawdowns } from './drawdown-table.ts';
import { escapeHtml as text } from './escape-html.ts';
import { plottedCharts } from './plotted-charts.ts';
import type { PlottedChart, PlottedCharts } from './plotted-charts.ts';
import { profits } from './profit-tables.ts';
import { currencyOf, MOST_TRADES, reportData } from './report-data.ts';
import { grouped, moneyText } from './table-text.ts';

const asset = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');

/** The page's script: its files without imports and exports, because the page must not load anything. */
const script = (): string =>
  `\n"use strict";\n{\n${['chart.js', 'table.js', 'series.js', 'page.js']
    .map((name) =>
      asset(name)
        .replace(/^import [^;]*;\n/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('')}}\n`;

interface Assets {
  readonly style: string;
  readonly script: string;
  /** The content security policy, which allows this script and no other. */
  readonly policy: string;
}

let assets: Assets | undefined;

function loadAssets(): Assets {
  const content = script();
  const hash = createHash('sha256').update(content).digest('base64');
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return { style: asset('page.css'), script: content, policy };
}

/** The parts of the page. */
export function reportPage(run: StoredRun): string[] {
  assets ??= loadAssets();
  const { strategy, start, end, caveats } = run;
  const extracts = { trades: run.trades ?? closedTrades(run.fills, run), plots: plottedCharts(run.plots) };
  return [
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${assets.policy}">
<meta name="color-scheme" content="light dark">
<title>${text(`${strategy}, ${start} to ${end}`)}</title>
<link rel="icon" href="data:,">
<style>
${assets.style}</style>
</head>
<body>
<a class="skip" href="#statistics">Skip to the statistics</a>
`,
    header(run),
    '<main>\n',
    keyFigures(run),
    caveats.length === 0
      ? ''
      : `<aside class="caveats" aria-label="Caveats of the data"><h2>Caveats of the data</h2><ul>${caveats.map((caveat) => `<li>${text(caveat)}</li>`).join('')}</ul></aside>\n`,
    evidence(run),
    '<noscript><p class="caveats">The charts and the table of orders need JavaScript; the figures below do not.</p></noscript>\n',
    CHARTS,
    plotted(extracts.plots),
    drawdowns(run),
    ROLLING,
    ...runFigures(run),
    profits(run, extracts.trades),
    closed(run, extracts.trades),
    ORDERS,
    series(run),
    `</main>
<footer>Tradewright ${text(run.engineVersion)}. ${grouped(run.dataPoints)} data points. All figures are in result.json in the same folder.</footer>
<script type="application/json" id="data">`,
    reportData(run, extracts),
    '</script>\n<script>',
    assets.script,
    '</script>\n</body>\n</html>\n',
  ];
}

/** The statistics beside the inputs of the run. */
function runFigures(run: StoredRun): string[] {
  return [
    '<div class="columns">\n',
    statistics(run),
    '<div class="stack">\n',
    definitions('parameters', 'Parameters', run.parameters),
    definitions('choices', 'Chosen', { ...run.choices, seed: run.seed ?? 'none' }),
    run.baseline === undefined
      ? ''
      : definitions('baseline', `Baseline: ${run.baseline.strategy}`, run.baseline.parameters),
    definitions('hashes', 'Hashes', {
      result: run.resultHash,
      orders: run.orderListHash,
      code: run.hashes.code,
      data: run.hashes.data,
      parameters: run.hashes.parameters,
    }),
    '</div>\n</div>\n',
  ];
}

function header({ strategy, start, end, status, data, choices, ending, baseline }: StoredRun): string {
  const symbols = [...new Set(data.map(({ symbol }) => symbol.slice(symbol.lastIndexOf('/') + 1)))];
  const shown =
    symbols.length > 6 ? `${symbols.slice(0, 6).join(', ')} and ${symbols.length - 6} more` : symbols.join(', ');
  const source = `${shown} from ${choices.dataSource ?? 'memory'}`;
  const sentences = [ending?.message, baseline?.ending && `${baseline.strategy}: ${baseline.ending.message}`];
  const endings = sentences
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => `<p><strong class="partial">${text(sentence)}</strong></p>`)
    .join('');
  return `<header class="top">
<div><h1>${text(strategy)}</h1><p><time datetime="${text(start)}">${text(start)}</time> to <time datetime="${text(end)}">${text(end)}</time><span class="dot">${text(source)}</span>${status === 'interrupted' ? '<strong class="partial">Interrupted: partial results</strong>' : ''}</p>${endings}</div>
<button type="button" id="theme" aria-label="Change between light and dark"><span aria-hidden="true">◐</span></button>
</header>
`;
}

/** The statistical significance of the result; absent in runs of earlier versions. */
function evidence({ evidence: found }: StoredRun): string {
  if (found === undefined) return '';
  const rows = found.rows.map(
    ({ name, text: sentence }) => `<tr><th scope="row">${text(name)}</th><td>${text(sentence)}</td></tr>`,
  );
  return `<section class="card" id="evidence"><h2>Evidence: grade ${text(found.grade)}</h2><table class="pairs"><tbody>${rows.join('')}</tbody></table></section>\n`;
}

const KEY_STATISTICS: readonly (readonly [name: string, label: string])[] = [
  ['Net Profit', 'Net profit'],
  ['Compounding Annual Return', 'Annual return'],
  ['Sharpe Ratio', 'Sharpe'],
  ['Drawdown', 'Drawdown'],
  ['Win Rate', 'Win rate'],
];

function keyFigures({ statistics: all, figures }: StoredRun): string {
  const tiles = KEY_STATISTICS.map(([name, label]) => [label, all[name] ?? '']);
  tiles.push(['Calmar', ratio(figures.calmarRatio)], ['Profit factor', ratio(figures.profitFactor)]);
  tiles.push(['Orders', all['Total Orders'] ?? '']);
  return `<section class="tiles" aria-label="Key figures">${tiles
    .map(([label, value]) => `<div class="tile"><span>${label}</span><b>${text(value)}</b></div>`)
    .join('')}</section>\n`;
}

function ratio(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '–' : String(Math.round(value * 1000) / 1000);
}

/** The statistics as printed, and those that LEAN does not print. */
function statistics({ strategy, baseline, ...run }: StoredRun): string {
  const rows = statisticRows(run);
  const others = baseline && new Map(statisticRows(baseline));
  const head =
    baseline === undefined
      ? ''
      : `<thead><tr><td></td><th scope="col">${text(strategy)}</th><th scope="col">${text(baseline.strategy)}</th></tr></thead>`;
  const other = (name: string): string => (others === undefined ? '' : `<td>${text(others.get(name) ?? '')}</td>`);
  return `<section class="card" id="statistics"><h2>Statistics</h2><table class="pairs">${head}<tbody>${rows
    .map(([name, value]) => `<tr><th scope="row">${text(name)}</th><td>${text(value)}</td>${other(name)}</tr>`)
    .join('')}</tbody></table></section>\n`;
}

function statisticRows({ statistics: all, figures }: Pick<StoredRun, 'statistics' | 'figures'>): [string, string][] {
  return [
    ...Object.entries(all),
    ['Calmar Ratio', ratio(figures.calmarRatio)],
    ['Profit Factor', ratio(figures.profitFactor)],
    ...tradingDayRows(figures),
  ];
}

/** Sharpe ratio and volatility of trading days; LEAN's count weekends as days without a return. */
function tradingDayRows({
  tradingDaysPerYear,
  tradingDaySharpeRatio,
  tradingDayVolatility,
}: StoredRun['figures']): [string, string][] {
  if (tradingDaysPerYear === undefined) return [];
  return [
    [`Sharpe Ratio, ${tradingDaysPerYear} trading days`, ratio(tradingDaySharpeRatio)],
    [`Annual Volatility, ${tradingDaysPerYear} trading days`, ratio(tradingDayVolatility)],
  ];
}

function definitions(id: string, title: string, values: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(values).map(
    ([name, value]) =>
      `<tr><th scope="row">${text(name)}</th><td>${text(Array.isArray(value) ? value.join(', ') : value)}</td></tr>`,
  );
  const body =
    rows.length === 0 ? '<p class="hint">None.</p>' : `<table class="pairs"><tbody>${rows.join('')}</tbody></table>`;
  return `<section class="card" id="${id}"><h2>${text(title)}</h2>${body}</section>\n`;
}

function series({ data }: StoredRun): string {
  const rows = data.map(
    ({ symbol, resolution, kind, rows: count, first, last, hash }) =>
      `<tr><th scope="row">${text(symbol)}</th><td>${text(resolution)} ${text(kind)}</td><td class="number">${grouped(count)}</td><td>${text(first)}</td><td>${text(last)}</td><td class="hash">${text(hash)}</td></tr>`,
  );
  return `<section class="card" id="series"><h2>Data read</h2><div class="scroll" tabindex="0" role="region" aria-label="Data read"><table><thead><tr><th scope="col">Series</th><th scope="col">Kind</th><th scope="col" class="number">Rows</th><th scope="col">First</th><th scope="col">Last</th><th scope="col">Checksum</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>\n`;
}

const HINT =
  '<p class="hint by-mouse">Drag to select a span, Ctrl and wheel to zoom; when zoomed in, drag to move. Keys: + − ← → and 0 for all.</p>' +
  '<p class="hint by-touch">Pinch to zoom, drag to move, tap to read values.</p>';

const SCALES =
  '<span class="group" role="group" aria-label="Scale"><button type="button" data-scale="linear" aria-pressed="true">Linear</button><button type="button" data-scale="log" aria-pressed="false">Log</button></span>';

const CHARTS = `<section class="card wide"><div class="head"><h2>Equity</h2><div class="tools"><span class="legend" id="equity-legend"></span>${SCALES}<span class="group" role="group" aria-label="Zoom"><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="all">All</button></span></div></div>
<div class="chart tall" id="chart-equity"></div>
<h3>Drawdown</h3><div class="chart low" id="chart-drawdown"></div>
<h3>Exposure</h3><div class="chart low" id="chart-exposure"></div>
${HINT}</section>
<section class="card wide"><div class="head"><h2>Trades</h2><div class="tools"><span class="legend"><i class="up">▲</i> bought <i class="down">▼</i> sold</span><label class="symbol">Symbol <select id="symbol"></select></label></div></div>
<div class="chart tall" id="chart-trades"></div></section>
`;

const ROLLING = `<section class="card wide"><h2>Monthly returns</h2><div class="scroll" tabindex="0" role="region" aria-label="Monthly returns"><table class="heat" id="heat"></table></div></section>
<div class="columns">
<section class="card"><h2>Sharpe ratio of 126 days</h2><div class="chart middle" id="chart-sharpe"></div><p class="hint">Annualised, from daily returns, without subtracting a risk-free rate.</p></section>
<section class="card"><h2>Beta of 126 days</h2><div class="chart middle" id="chart-beta"></div><p class="hint">Against <span id="benchmark-name"></span>, from daily returns.</p></section>
</div>
`;

/** Colours of the series of a chart, by their names in the style sheet. */
const COLORS = ['accent', 'held', 'up', 'violet', 'down', 'teal', 'rose', 'other'];

/** The charts that the strategy plotted. */
function plotted({ charts, left }: PlottedCharts): string {
  const rest =
    left === 0
      ? ''
      : `<p class="hint">The strategy plotted ${left} more ${left === 1 ? 'chart' : 'charts'}; result.json has them all.</p>\n`;
  return charts.map(plottedChart).join('') + rest;
}

function plottedChart({ name, series: lines, left }: PlottedChart, place: number): string {
  const keys = lines.map(
    ({ name: title }, index) => `<i class="key" style="background:var(--${COLORS[index]})"></i>${text(title)}`,
  );
  const rest = left === 0 ? '' : `<p class="hint">${left} more series of this chart are in result.json.</p>`;
  return `<section class="card wide"><div class="head"><h2>${text(name)}</h2><div class="tools"><span class="legend">${keys.join('')}</span>${SCALES}</div></div>
<div class="chart middle" id="chart-plot-${place}"></div>${rest}</section>
`;
}

function closed(run: StoredRun, trades: readonly ClosedTrade[]): string {
  if (trades.length === 0)
    return '<section class="card wide" id="closed-trades"><h2>Closed trades</h2><p class="hint" id="closed-count">No positions were closed.</p></section>\n';
  const sums = tradeTotals(trades).map(({ currency, trades: count, winners, averageWin, averageLoss }) => {
    const amount = (value: number): string => moneyText(value, currency === '' ? currencyOf(run) : `${currency} `);
    const share = Math.round((winners / count) * 100);
    return `<p class="totals"><span><b>${grouped(count)}</b> ${count === 1 ? 'trade' : 'trades'}${currency === '' ? '' : ` in ${text(currency)}`}</span><span><b>${grouped(winners)}</b> ${winners === 1 ? 'winner' : 'winners'} (${share}%)</span><span>average win <b>${text(amount(averageWin))}</b></span><span>average loss <b>${text(amount(averageLoss))}</b></span></p>`;
  });
  const newest =
    trades.length > MOST_TRADES ? ` The newest ${MOST_TRADES} of ${grouped(trades.length)} are shown.` : '';
  return `<section class="card wide" id="closed-trades"><div class="head"><h2>Closed trades</h2><div class="tools"><label>Filter <input type="search" class="filter" id="closed-filter" size="24" placeholder="symbol, side, date"></label></div></div>
${sums.join('')}<div class="scroll" tabindex="0" role="region" aria-label="Closed trades"><table class="rows" id="closed"></table></div>
<p class="hint" id="closed-count" aria-live="polite"></p>
<p class="hint">What was bought first is sold first. Profit and return are after fees, which trades of one order share by quantity. MAE and MFE are the worst and the best return while the trade was open, before fees.${newest}</p></section>
`;
}

const ORDERS = `<section class="card wide"><div class="head"><h2>Orders</h2><div class="tools"><label>Filter <input type="search" class="filter" id="order-filter" size="24" placeholder="symbol, type, status, tag"></label></div></div>
<div class="scroll" tabindex="0" role="region" aria-label="Orders"><table class="rows" id="orders"></table></div>
<p class="hint" id="order-count" aria-live="polite"></p></section>
`;
