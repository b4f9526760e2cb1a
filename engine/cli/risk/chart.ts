const WIDTH = 900;
const HEIGHT = 260;
const LEFT = 60;
const BOTTOM = 24;
const TOP = 26;
const COLOURS = ['#2563eb', '#dc2626', '#059669', '#d97706', '#7c3aed', '#475569'];

/** A line of a chart; NaN leaves a gap. */
export interface ChartLine {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** A chart of lines over one axis, as SVG. @param labels of the first and the last value */
export function lineChart(title: string, lines: readonly ChartLine[], labels: readonly [string, string]): string {
  const finite = lines.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
  const [low, high] = rangeOf(finite);
  const count = Math.max(...lines.map(({ values }) => values.length));
  const paths = lines.map(({ values }, index) => {
    let pen = 'M';
    const steps = Array.from(values, (value, at) => {
      if (!Number.isFinite(value)) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${(LEFT + ((WIDTH - LEFT - 10) * at) / Math.max(1, count - 1)).toFixed(1)} ${y(value, low, high)}`;
      pen = 'L';
      return step;
    });
    return `<path d="${steps.join('')}" fill="none" stroke="${colour(index)}" stroke-width="1"/>`;
  });
  const legend = lines.map(
    ({ name }, index) =>
      `<text x="${LEFT + 8 + index * 170}" y="${TOP + 10}" fill="${colour(index)}">${escapeText(name)}</text>`,
  );
  const axis = [
    `<text x="${LEFT}" y="${HEIGHT - 6}">${escapeText(labels[0])}</text>`,
    `<text x="${WIDTH - 10}" y="${HEIGHT - 6}" text-anchor="end">${escapeText(labels[1])}</text>`,
  ];
  return frame(title, HEIGHT, [...scale(low, high), ...paths, ...legend, ...axis]);
}

/** Horizontal bars with their values, as SVG. */
export function barChart(
  title: string,
  bars: readonly { readonly name: string; readonly value: number; readonly text: string }[],
): string {
  const largest = Math.max(...bars.map(({ value }) => Math.abs(value)), 1e-12);
  const height = TOP + 10 + bars.length * 22;
  const middle = 260 + (WIDTH - 380) / 2;
  const rows = bars.flatMap(({ name, value, text }, index) => {
    const top = TOP + 8 + index * 22;
    const length = (((WIDTH - 380) / 2) * Math.abs(value)) / largest;
    const left = value < 0 ? middle - length : middle;
    return [
      `<text x="4" y="${top + 13}">${escapeText(name)}</text>`,
      `<rect x="${left.toFixed(1)}" y="${top}" width="${length.toFixed(1)}" height="16" fill="${value < 0 ? COLOURS[1] : COLOURS[0]}"/>`,
      `<text x="${WIDTH - 4}" y="${top + 13}" text-anchor="end">${escapeText(text)}</text>`,
    ];
  });
  return frame(title, height, rows);
}

/** A matrix of numbers from -1 to 1 as coloured squares, as SVG. */
export function heatMap(
  title: string,
  names: readonly string[],
  value: (row: number, column: number) => number,
): string {
  const size = Math.max(14, Math.min(60, Math.floor((WIDTH - 120) / names.length)));
  const cells = names.flatMap((name, row) => [
    `<text x="4" y="${TOP + 34 + row * size + size / 2}">${escapeText(name)}</text>`,
    `<text x="${110 + row * size + size / 2}" y="${TOP + 20}" text-anchor="middle">${escapeText(name.slice(0, 8))}</text>`,
    ...names.map((_, column) => {
      const one = value(row, column);
      const strength = Math.round(255 * (1 - Math.min(1, Math.abs(one))));
      const fill = one < 0 ? `rgb(${strength},${strength},255)` : `rgb(255,${strength},${strength})`;
      const x = 110 + column * size;
      const top = TOP + 28 + row * size;
      const text =
        size < 30
          ? ''
          : `<text x="${x + size / 2}" y="${top + size / 2 + 4}" text-anchor="middle">${one.toFixed(2)}</text>`;
      return `<rect x="${x}" y="${top}" width="${size}" height="${size}" fill="${fill}" stroke="#fff"/>${text}`;
    }),
  ]);
  return frame(title, TOP + 40 + names.length * size, cells);
}

function rangeOf(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(high >= low)) return [0, 1];
  return high === low ? [low - 1, high + 1] : [low, high];
}

function scale(low: number, high: number): string[] {
  return [0, 0.5, 1].flatMap((part) => {
    const value = low + part * (high - low);
    const at = y(value, low, high);
    return [
      `<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${at}" y2="${at}" stroke="#e2e8f0"/>`,
      `<text x="${LEFT - 6}" y="${Number(at) + 4}" text-anchor="end">${value.toPrecision(3)}</text>`,
    ];
  });
}

function y(value: number, low: number, high: number): string {
  const share = (value - low) / (high - low);
  return (HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP - 16)).toFixed(1);
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length];
}

function frame(title: string, height: number, content: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" fill="#0f172a">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="4" y="16" font-weight="bold">${escapeText(title)}</text>`,
    ...content,
    '</svg>',
  ].join('\n');
}

/** Text for SVG and HTML. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
