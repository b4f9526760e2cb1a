import { Chart, dateOf, escapeText, NAMES, view } from './chart.js';
import {
  drawdownOf,
  fillsOf,
  lastAt,
  monthlyReturns,
  rolling,
  timesOf,
  timesOfRuns,
  unionOf,
  valuesOf,
} from './series.js';
import { orderColumns, RowTable, tradeColumns } from './table.js';

const data = JSON.parse(document.getElementById('data').textContent);
const times = timesOf(data.curve.time);
const days = timesOf(data.daily.time);
const { equity } = data.curve;
/** Equity and exposure by the hour, in runs with data finer than daily; otherwise by the day. */
const { fine } = data;
const fineTimes = fine ? timesOfRuns(fine.equity.time) : times;
const fineEquity = fine ? valuesOf(fine.equity.value) : equity;
const hours = fine ? timesOfRuns(fine.time) : days;
const stampOf = (time) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
const stampOfCurve = fine ? (time) => `${stampOf(time)} UTC` : dateOf;
const firstMeasure = data.curve.benchmark.findIndex((value) => value > 0);
const hasBenchmark = firstMeasure >= 0;
/** The benchmark, scaled to the starting equity. */
const scale = hasBenchmark ? equity[firstMeasure] / data.curve.benchmark[firstMeasure] : 0;
const benchmark = data.curve.benchmark.map((value) => (value > 0 ? value * scale : null));
/** Equity of the baseline strategy, with the same starting cash. */
const { baseline } = data.curve;
const hasBaseline = baseline.length > 0;
const benchmarkName = data.benchmark.replace(/@.*/, '').replace(/^.*\//, '') || 'benchmark';

const amount = (value) => value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
const money = (value) => `${data.currency}${amount(value)}`;
const shortMoney = (value) => {
  const size = Math.abs(value);
  if (size >= 1e6) return `${data.currency}${+(value / 1e6).toFixed(2)}m`;
  return `${data.currency}${size >= 1e4 ? `${+(value / 1e3).toFixed(1)}k` : +value.toFixed(2)}`;
};
const minus = (text) => text.replace(/^-(0(?:\.0*)?)$/, '$1').replace('-', '−');
const percent = (value, places = 1) => `${minus((value * 100).toFixed(places))}%`;
const shortPercent = (value) => `${minus(String(+(value * 100).toFixed(1)))}%`;
const plain = (value) => minus(String(+value.toFixed(4)));
const row = (name, value, color) =>
  `<div><i class="key" style="background:var(--${color})"></i>${escapeText(name)} ${escapeText(value)}</div>`;
const measured = (values, index, text) =>
  index < 0 || values[index] === null ? '' : row(benchmarkName, text(values[index]), 'other');
const option = (symbol) =>
  `<option value="${escapeText(symbol)}">${escapeText(symbol.slice(symbol.lastIndexOf('/') + 1))}</option>`;
/** The place in the daily curve of a place in the fine one; -1 before its start. */
const dayAt = (index) => (fine ? lastAt(times, fineTimes[index]) : index);
/** Charts and tables register their own event handlers and draw themselves. */
const place = (id, spec) => new Chart(id, spec);
const table = (spec) => new RowTable(spec);

/** Shows a text in place of a chart. */
function leaveOut(id, words) {
  const box = document.getElementById(id);
  box.className = 'hint';
  box.textContent = words;
}

function heatCell(value, full) {
  if (value === undefined) return '<td></td>';
  const strength = (Math.min(Math.abs(value) / full, 1) * 0.62 + (value === 0 ? 0 : 0.06)).toFixed(2);
  return `<td style="background:rgba(var(--${value < 0 ? 'down' : 'up'}-rgb),${strength})">${percent(value)}</td>`;
}

function heat() {
  const rows = [...monthlyReturns(times.map(dateOf), equity)].map(([year, months]) => {
    const all = NAMES.map((_name, month) => months[month]);
    const whole = all.reduce((product, value) => product * (1 + (value ?? 0)), 1) - 1;
    return `<tr><th scope="row">${year}</th>${all.map((value) => heatCell(value, 0.12)).join('')}${heatCell(whole, 0.4)}</tr>`;
  });
  const heads = ['Year', ...NAMES, 'Year'].map((name) => `<th scope="col">${name}</th>`).join('');
  document.getElementById('heat').innerHTML = `<thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody>`;
}

function equityChart() {
  const lines = [{ times: fineTimes, values: fineEquity, color: 'accent' }];
  if (hasBenchmark) lines.unshift({ times, values: benchmark, color: 'other', isSoft: true });
  if (hasBaseline) lines.unshift({ times, values: baseline, color: 'held', isSoft: true });
  const chart = place('chart-equity', {
    label: `Equity against ${benchmarkName} over time`,
    lines,
    times: fineTimes,
    stamp: stampOfCurve,
    format: shortMoney,
    tip: (index) => {
      const day = dayAt(index);
      return (
        row('strategy', money(fineEquity[index]), 'accent') +
        (hasBaseline && day >= 0 ? row(data.baseline, money(baseline[day]), 'held') : '') +
        measured(benchmark, day, money)
      );
    },
  });
  const other = hasBenchmark
    ? `<i class="key" style="background:var(--other)"></i>${escapeText(benchmarkName)}, from the same start`
    : '';
  const held = hasBaseline ? `<i class="key" style="background:var(--held)"></i>${escapeText(data.baseline)}` : '';
  document.getElementById('equity-legend').innerHTML =
    `<i class="key" style="background:var(--accent)"></i>strategy${held}${other}`;
  scaleButtons(chart);
}

/** The buttons that select the scale of a chart. */
function scaleButtons(chart) {
  const buttons = [...chart.box.closest('.card').querySelectorAll('[data-scale]')];
  for (const button of buttons)
    button.addEventListener('click', () => {
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
      chart.spec.isLog = button.dataset.scale === 'log';
      chart.draw();
    });
}

const KEYS = ['accent', 'held', 'up', 'violet', 'down', 'teal', 'rose', 'other'];
/** A value in at most eight characters, the width of the axis labels. */
const compact = (value) => {
  const size = Math.abs(value);
  if (size >= 1e15) return minus(value.toExponential(2));
  if (size >= 1e6) return minus(size >= 1e9 ? `${+(value / 1e9).toFixed(2)}bn` : `${+(value / 1e6).toFixed(2)}m`);
  return size < 0.1 ? minus(String(+value.toPrecision(3))) : plain(value);
};
const digits = (value) => minus(String(+value.toPrecision(7)));

/** A chart that the strategy plotted. Its series have different times; a tip shows the last value of each. */
function plottedChart({ name, series }, index) {
  const lines = series.map((one, key) => ({
    name: one.name,
    times: timesOf(one.time),
    values: valuesOf(one.value),
    color: KEYS[key],
  }));
  const all = unionOf(lines.map((line) => line.times));
  const chart = place(`chart-plot-${index}`, {
    label: `${name}, plotted by the strategy over time`,
    lines,
    times: all,
    stamp: stampOf,
    format: compact,
    tip: (at) =>
      lines
        .map(({ name: title, times: own, values, color }) => {
          const last = lastAt(own, all[at]);
          return last < 0 ? '' : row(title, digits(values[last]), color);
        })
        .join(''),
  });
  if (lines.every(({ values }) => values.every((value) => value > 0))) scaleButtons(chart);
  else chart.box.closest('.card').querySelector('.group').remove();
}

function drawdownChart() {
  const own = drawdownOf(fineEquity);
  const market = drawdownOf(benchmark);
  const lines = [{ times: fineTimes, values: own, color: 'down', fill: 0.16 }];
  if (hasBenchmark) lines.push({ times, values: market, color: 'other', isSoft: true });
  place('chart-drawdown', {
    label: 'Drawdown over time',
    lines,
    include: [0, -0.01],
    hold: [0],
    format: shortPercent,
    times: fineTimes,
    stamp: stampOfCurve,
    tip: (index) =>
      row('strategy', percent(own[index], 2), 'down') + measured(market, dayAt(index), (value) => percent(value, 2)),
  });
}

function exposureChart() {
  const { long: wholeLong, short: wholeShort } = fine || data.daily;
  const long = valuesOf(wholeLong);
  const short = valuesOf(wholeShort);
  const hasShort = short.some((value) => value < 0);
  const lines = [{ times: hours, values: long, color: 'accent', fill: 0.16, isSoft: true }];
  if (hasShort) lines.push({ times: hours, values: short, color: 'down', fill: 0.16, isSoft: true });
  place('chart-exposure', {
    label: 'Share of the portfolio that was invested over time',
    lines,
    stamp: stampOfCurve,
    include: [0, 1],
    hold: [0],
    format: shortPercent,
    tip: (index) =>
      row('long', percent(long[index]), 'accent') + (hasShort ? row('short', percent(short[index]), 'down') : ''),
  });
}

function rollingChart(id, label, values) {
  if (values.every((value) => value === null)) return leaveOut(id, 'Too few days, or no day on which a value changed.');
  place(id, {
    label: `${label} of the last 126 days over time`,
    lines: [{ times, values, color: 'accent' }],
    include: [0],
    format: plain,
    tip: (index) =>
      values[index] === null ? 'not enough days' : row(label, minus(values[index].toFixed(3)), 'accent'),
  });
}

/** Prices of one symbol and its fills. */
function tradesOf(symbol) {
  const fills = fillsOf(data.orders, symbol);
  const isSought = (one) => one.symbol === symbol;
  const hourly = fine && fine.prices.find(isSought);
  const trail = hourly || data.daily.prices.find(isSought);
  const closes = trail ? valuesOf(trail.close) : [];
  const line = trail
    ? { times: (hourly ? hours : days).slice(trail.from, trail.from + closes.length), values: closes }
    : { times: fills.map(({ time }) => time), values: fills.map(({ price }) => price) };
  const side = (isUp) => {
    const chosen = fills.filter(({ quantity }) => quantity > 0 === isUp);
    return { times: chosen.map(({ time }) => time), values: chosen.map(({ price }) => price), isUp };
  };
  return { line: { ...line, color: 'soft', isSoft: true }, marks: [side(true), side(false)], fills };
}

function fillText({ id, quantity, price }) {
  const verb = quantity > 0 ? 'bought' : 'sold';
  return `<div class="${quantity > 0 ? 'up' : 'down'}">#${id} ${verb} ${Math.abs(quantity).toLocaleString('en-US')} at ${plain(price)}</div>`;
}

function tradesChart() {
  const select = document.getElementById('symbol');
  const symbols = [...new Set([...data.daily.prices.map(({ symbol }) => symbol), ...data.orders.symbol.names])];
  select.innerHTML = symbols.map(option).join('');
  if (symbols.length === 0) {
    select.closest('.tools').remove();
    return leaveOut('chart-trades', 'No orders were sent.');
  }
  let shown;
  const spec = {
    format: plain,
    stamp: stampOfCurve,
    tip: (index) => {
      const { times: at, values } = shown.line;
      const from = index === 0 ? -Infinity : at[index - 1];
      const near = shown.fills.filter(({ time }) => time > from && time <= at[index]);
      return `close ${plain(values[index])}${near.slice(0, 6).map(fillText).join('')}`;
    },
  };
  const choose = () => {
    shown = tradesOf(select.value);
    Object.assign(spec, { lines: [shown.line], marks: shown.marks, label: `Price and trades of ${select.value}` });
  };
  choose();
  const chart = place('chart-trades', spec);
  select.addEventListener('change', () => {
    choose();
    chart.svg.setAttribute('aria-label', spec.label);
    chart.draw();
  });
}

function theme() {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get('theme');
  if (asked === 'dark' || asked === 'light') root.dataset.theme = asked;
  document.getElementById('theme').addEventListener('click', () => {
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });
}

function drawForPrint(isPrinted) {
  view.isPrinted = isPrinted;
  view.drawNow();
}

function charts() {
  if (fine) view.least = 4 * 3600000;
  view.first = view.low = times[0];
  view.last = view.high = times[times.length - 1];
  heat();
  equityChart();
  drawdownChart();
  exposureChart();
  tradesChart();
  (data.plots || []).forEach(plottedChart);
  const { sharpe, beta } = rolling(equity, benchmark, data.yearDays);
  rollingChart('chart-sharpe', 'Sharpe ratio', sharpe);
  rollingChart('chart-beta', 'Beta', beta);
  document.getElementById('benchmark-name').textContent = benchmarkName;
  view.drawNow();
  for (const button of document.querySelectorAll('[data-zoom]'))
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'all') view.show(view.first, view.last);
      else view.zoom(button.dataset.zoom === 'in' ? 0.6 : 1 / 0.6);
    });
  addEventListener('beforeprint', () => drawForPrint(true));
  addEventListener('afterprint', () => drawForPrint(false));
}

function tables() {
  const count = data.orders.id.length;
  const rest = data.orderCount > count ? ` The first ${count} of ${data.orderCount} are shown here.` : '';
  table({
    id: 'orders',
    around: 'order',
    columns: orderColumns(data.orders),
    words: (shown, all) => `${shown} of ${all} orders shown; orders.csv has all of them.${rest}`,
  });
  if (data.trades.left.length === 0) return;
  table({
    id: 'closed',
    around: 'closed',
    columns: tradeColumns(data.trades, data.currency),
    words: (shown, all) => `${shown} of ${all} closed trades shown.`,
    isDown: true,
  });
}

theme();
tables();
if (times.length > 1) charts();
else {
  document.body.classList.add('short');
  for (const { id } of document.querySelectorAll('.chart')) leaveOut(id, 'Too few samples to draw.');
}
