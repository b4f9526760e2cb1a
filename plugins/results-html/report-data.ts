import type { ClosedTrade, OrderRow, StoredRun, TimeSeries, TrailSeries } from 'tradewright/plugin';
import type { PlottedCharts } from './plotted-charts.ts';

const MINUTE = 60_000;
const MOST_ORDERS = 8000;
/** The newest ones are shown. */
export const MOST_TRADES = 500;
const MOST_PRICES = 90_000;
/** Number of prices that a point of a plotted series displaces. */
const PRICES_OF_POINT = 2;
const MOST_SAMPLES = 6000;
/** Numbers of hourly equity, exposure and prices together. */
const MOST_HOURLY = 160_000;
/** Columns beside the prices: time, equity, long and short. */
const FIXED_COLUMNS = 4;
/** With fewer daily values than these, the curve uses intraday samples of equity. */
const FEWEST_DAYS = 60;

const NO_SERIES: TimeSeries = { time: new Float64Array(), value: new Float64Array() };

/** Values derived from a run before its page is written. */
export interface RunExtracts {
  /** All closed trades, in the order in which they were closed. */
  readonly trades: readonly ClosedTrade[];
  readonly plots: PlottedCharts;
}

/** The data of the page's script, as compact JSON that is safe inside a script element. */
export function reportData(run: StoredRun, { trades, plots }: RunExtracts): string {
  const { daily, orderRows } = run;
  return [
    `{"curve":${curve(run)}`,
    `"daily":${dailyColumns(daily, MOST_PRICES - PRICES_OF_POINT * plots.points)}`,
    `"fine":${fineColumns(run)}`,
    `"orders":${orderColumns(orderRows.slice(0, MOST_ORDERS))}`,
    `"orderCount":${orderRows.length}`,
    `"trades":${tradeColumns(trades.slice(-MOST_TRADES), run)}`,
    ...(plots.charts.length === 0 ? [] : [`"plots":${plotColumns(plots)}`]),
    `"benchmark":${json(run.choices.benchmark ?? 'benchmark')}`,
    `"baseline":${json(run.baseline?.strategy ?? '')}`,
    `"currency":${json(currencyOf(run))}`,
    `"yearDays":${run.figures.tradingDaysPerYear ?? 252}}`,
  ].join(',');
}

/** JSON in which an HTML parser cannot find the end of the script element. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** The currency sign with which the run's fees are printed. */
export function currencyOf({ statistics }: StoredRun): string {
  return /^-?([^\d-]*)/.exec(statistics['Total Fees'] ?? '')?.[1] ?? '';
}

/** Equity, benchmark and baseline at common times, without the times at which none of them changed. */
function curve({ equity, benchmark, baseline, intraday }: StoredRun): string {
  const other = baseline?.equity ?? NO_SERIES;
  // hourly equity is drawn from its own column
  const fewest = intraday === undefined ? FEWEST_DAYS : 2;
  const grid = benchmark.time.length >= fewest ? benchmark.time : equity.time;
  const step = Math.ceil(grid.length / MOST_SAMPLES);
  const times: number[] = [];
  const values: number[] = [];
  const measures: number[] = [];
  const others: number[] = [];
  let equityIndex = -1;
  let benchmarkIndex = -1;
  let otherIndex = -1;
  for (let index = 0; index < grid.length; index++) {
    const time = grid[index];
    equityIndex = reached(equity.time, equityIndex, time);
    benchmarkIndex = reached(benchmark.time, benchmarkIndex, time);
    otherIndex = reached(other.time, otherIndex, time);
    const isLast = index === grid.length - 1;
    if (equityIndex < 0 || (index % step !== 0 && !isLast)) continue;
    const value = equity.value[equityIndex];
    const measure = benchmarkIndex < 0 ? 0 : benchmark.value[benchmarkIndex];
    const held = otherIndex < 0 ? 0 : other.value[otherIndex];
    const last = values.length - 1;
    if (!isLast && last >= 0 && values[last] === value && measures[last] === measure && (others[last] ?? held) === held)
      continue;
    times.push(time);
    values.push(value);
    measures.push(measure);
    if (baseline !== undefined) others.push(held);
  }
  return `{"time":[${minuteSteps(times)}],"equity":[${values.join()}],"benchmark":[${measures.join()}],"baseline":[${others.join()}]}`;
}

/** The last index whose time is not after the given one. */
function reached(times: Float64Array, from: number, time: number): number {
  let index = from;
  while (index + 1 < times.length && times[index + 1] <= time) index++;
  return index;
}

function dailyColumns(trail: TrailSeries, most: number): string {
  const step = Math.ceil((trail.time.length * Math.max(1, trail.prices.length)) / most);
  return `{${trailColumns(trail, step)}}`;
}

/**
 * Equity, exposure and prices by the hour, null for a run without. Equity is the samples of the statistics where they
 * lie closer together.
 */
function fineColumns({ intraday, equity }: StoredRun): string {
  if (intraday === undefined) return 'null';
  const { time, equity: value } = intraday;
  const finest = equity.time.length > time.length ? equity : { time, value };
  const numbers = 2 * finest.time.length + (FIXED_COLUMNS - 1 + intraday.prices.length) * time.length;
  const step = Math.ceil(numbers / MOST_HOURLY);
  const kept = (_value: number, index: number): boolean => index % step === 0 || index === finest.time.length - 1;
  const line = `{"time":[${minuteRuns(finest.time.filter(kept))}],"value":${differences(finest.value.filter(kept))}}`;
  return `{"equity":${line},${trailColumns(intraday, step, { times: minuteRuns, values: differences })}}`;
}

/** How times and values are written. */
interface Spelling {
  readonly times: (times: Float64Array) => string;
  readonly values: (values: Float64Array) => string;
}

const PLAIN: Spelling = { times: minuteSteps, values: fewDigits };

function trailColumns({ time, long, short, prices }: TrailSeries, step: number, { times, values } = PLAIN): string {
  const kept = (_value: number, index: number): boolean => index % step === 0;
  const trails = prices.map(({ symbol, from, close }) => {
    const skipped = (step - (from % step)) % step;
    const closes = values(close.slice(skipped).filter(kept));
    return `{"symbol":${json(symbol)},"from":${Math.ceil(from / step)},"close":${closes}}`;
  });
  return (
    `"time":[${times(time.filter(kept))}],"long":${values(long.filter(kept))},` +
    `"short":${values(short.filter(kept))},"prices":[${trails.join()}]`
  );
}

/** Integers and their divisor: at least five significant digits, finer than the resolution of a screen. */
function fewDigits(values: Float64Array | readonly number[]): string {
  const places = placesOf(values);
  return `{"places":${places},"whole":[${wholeNumbers(values, places).join()}]}`;
}

/** The same, each number as its difference from the one before: shorter where neighbours are close. */
function differences(values: Float64Array): string {
  const places = placesOf(values);
  const whole = wholeNumbers(values, places);
  return `{"places":${places},"steps":[${whole.map((value, index) => value - (index === 0 ? 0 : whole[index - 1])).join()}]}`;
}

function placesOf(values: Float64Array | readonly number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return 10 ** Math.max(0, 5 - Math.ceil(Math.log10(largest || 1)));
}

function wholeNumbers(values: Float64Array | readonly number[], places: number): number[] {
  const whole: number[] = [];
  // V8 formats small integers several times faster than fractions
  for (const value of values) whole.push(Math.round(value * places));
  return whole;
}

/** The first time in minutes, then pairs: a distance from the time before, and how often it repeats. */
function minuteRuns(times: Float64Array): string {
  const runs: number[] = [];
  for (let index = 0; index < times.length; index++) {
    const minute = Math.round(times[index] / MINUTE);
    if (index === 0) {
      runs.push(minute);
      continue;
    }
    const distance = minute - Math.round(times[index - 1] / MINUTE);
    if (runs.length > 1 && runs[runs.length - 2] === distance) runs[runs.length - 1]++;
    else runs.push(distance, 1);
  }
  return runs.join();
}

/** The first time in minutes, then the differences between consecutive times. */
function minuteSteps(times: ArrayLike<number>): string {
  const steps: number[] = [];
  let before = 0;
  for (let index = 0; index < times.length; index++) {
    const minute = Math.round(times[index] / MINUTE);
    steps.push(minute - before);
    before = minute;
  }
  return steps.join();
}

function seconds(text: string): number | null {
  return text === '' ? null : Date.parse(text) / 1000;
}

/** Orders by columns; repeated texts are indices into a list. */
function orderColumns(rows: readonly OrderRow[]): string {
  return json({
    id: rows.map(({ id }) => id),
    symbol: coded(rows.map(({ symbol }) => symbol)),
    type: coded(rows.map(({ type }) => type)),
    status: coded(rows.map(({ status }) => status)),
    created: rows.map(({ created }) => seconds(created)),
    ended: rows.map(({ lastFill, canceled }) => seconds(lastFill || canceled)),
    quantity: rows.map(({ quantity }) => quantity),
    filled: rows.map(({ quantityFilled }) => quantityFilled),
    price: rows.map(({ price }) => price),
    limit: rows.map(({ limitPrice }) => limitPrice ?? null),
    stop: rows.map(({ stopPrice, triggerPrice }) => stopPrice ?? triggerPrice ?? null),
    tag: coded(rows.map(({ tag }) => tag)),
  });
}

/** Closed trades by columns: times in seconds, profit to the hundredth, returns and excursions to a millionth. */
function tradeColumns(trades: readonly ClosedTrade[], { contracts = [] }: StoredRun): string {
  const multipliers = new Map(contracts.map(({ symbol, multiplier }) => [symbol, multiplier]));
  const share = ({ symbol, entryPrice, quantity }: ClosedTrade, amount: number | undefined): number | null => {
    const value = Math.abs(entryPrice * quantity) * (multipliers.get(symbol) ?? 1);
    return amount === undefined || value === 0 ? null : rounded(amount / value, 1e6);
  };
  return json({
    symbol: coded(trades.map(({ symbol }) => symbol)),
    currency: coded(trades.map(({ currency }) => currency)),
    isLong: trades.map(({ isLong }) => Number(isLong)),
    quantity: trades.map(({ quantity }) => Number(quantity.toPrecision(12))),
    entered: trades.map(({ entryTime }) => entryTime / 1000),
    left: trades.map(({ exitTime }) => exitTime / 1000),
    entry: trades.map(({ entryPrice }) => entryPrice),
    exit: trades.map(({ exitPrice }) => exitPrice),
    profit: trades.map(({ profit }) => rounded(profit, 100)),
    return: trades.map((trade) => rounded(trade.return, 1e6)),
    mae: trades.map((trade) => share(trade, trade.mae)),
    mfe: trades.map((trade) => share(trade, trade.mfe)),
  });
}

function rounded(value: number, places: number): number {
  return Math.round(value * places) / places;
}

function plotColumns({ charts }: PlottedCharts): string {
  const lines = charts.map(({ name, series }) => {
    const columns = series.map(
      ({ name: title, time, value }) =>
        `{"name":${json(title)},"time":[${minuteSteps(time)}],"value":${fewDigits(value)}}`,
    );
    return `{"name":${json(name)},"series":[${columns.join()}]}`;
  });
  return `[${lines.join()}]`;
}

function coded(texts: readonly string[]): { readonly names: readonly string[]; readonly index: readonly number[] } {
  const codes = new Map<string, number>();
  const index = texts.map((text) => {
    let code = codes.get(text);
    if (code === undefined) codes.set(text, (code = codes.size));
    return code;
  });
  return { names: [...codes.keys()], index };
}
