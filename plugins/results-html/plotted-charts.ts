import type { StoredRun } from 'tradewright/plugin';

/** A line that the strategy plotted: UTC epoch milliseconds and values. */
export interface PlottedSeries {
  readonly name: string;
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** A chart that the strategy plotted. */
export interface PlottedChart {
  readonly name: string;
  readonly series: readonly PlottedSeries[];
  /** Number of series that the chart does not show. */
  readonly left: number;
}

export interface PlottedCharts {
  readonly charts: readonly PlottedChart[];
  /** Number of charts that the page does not show. */
  readonly left: number;
  /** Total number of points of all shown series. */
  readonly points: number;
}

const MOST_CHARTS = 12;
/** The number of distinguishable colours. */
const MOST_SERIES = 8;
const MOST_POINTS = 16_000;
const MOST_POINTS_OF_SERIES = 3000;

interface Line {
  readonly time: number[];
  readonly value: number[];
}

/** Plotted points grouped by chart and series in the order of first points, downsampled for the page. */
export function plottedCharts(points: StoredRun['plots']): PlottedCharts {
  const all = linesOf(points);
  const kept = [...all].slice(0, MOST_CHARTS).map(([name, lines]) => ({
    name,
    lines: [...lines].slice(0, MOST_SERIES),
    left: Math.max(0, lines.size - MOST_SERIES),
  }));
  const count = kept.reduce((sum, { lines }) => sum + lines.length, 0);
  const most = Math.min(MOST_POINTS_OF_SERIES, Math.floor(MOST_POINTS / Math.max(1, count)));
  const charts = kept.map(({ name, lines, left }) => ({
    name,
    series: lines.map(([title, line]) => ({ name: title, ...downsampled(line, most) })),
    left,
  }));
  const shown = charts.flatMap(({ series }) => series).reduce((sum, { time }) => sum + time.length, 0);
  return { charts, left: all.size - kept.length, points: shown };
}

/** Ignores values that are not numbers; of several values at one instant the last one is used. */
function linesOf(points: StoredRun['plots']): Map<string, Map<string, Line>> {
  const charts = new Map<string, Map<string, Line>>();
  for (const { chart, series, time, value } of points) {
    if (!Number.isFinite(value)) continue;
    let lines = charts.get(chart);
    if (lines === undefined) charts.set(chart, (lines = new Map()));
    let line = lines.get(series);
    if (line === undefined) lines.set(series, (line = { time: [], value: [] }));
    if (line.time.at(-1) === time) line.value[line.value.length - 1] = value;
    else {
      line.time.push(time);
      line.value.push(value);
    }
  }
  return charts;
}

/** Keeps the minimum and maximum of each interval, and the last point. */
function downsampled({ time, value }: Line, most: number): Line {
  if (time.length <= most) return { time, value };
  const stretch = Math.ceil((time.length - 1) / Math.floor((most - 1) / 2));
  const last = time.length - 1;
  const kept: number[] = [];
  for (let from = 0; from < last; from += stretch) {
    let [low, high] = [from, from];
    for (let index = from + 1; index < Math.min(from + stretch, last); index++) {
      if (value[index] < value[low]) low = index;
      if (value[index] > value[high]) high = index;
    }
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  kept.push(last);
  return { time: kept.map((index) => time[index]), value: kept.map((index) => value[index]) };
}
