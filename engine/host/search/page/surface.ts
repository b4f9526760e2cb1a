import { colorOf, escaped, picture, round, scaleOf, shown, textAt } from './svg.ts';

/** The mean objective of the trials in each cell of two parameters. */
export interface Surface {
  readonly columnName: string;
  readonly rowName: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** By row and column; NaN where no trial is. */
  readonly values: readonly (readonly number[])[];
  /** Trials in each cell. */
  readonly counts: readonly (readonly number[])[];
}

/** A trial at two coordinates, each with the text of its level. */
export interface SurfacePoint {
  readonly column: number;
  readonly row: number;
  readonly value: number;
}

/** An axis of a surface: levels, or parts of a range. */
export interface SurfaceAxis {
  readonly name: string;
  readonly labels: readonly string[];
  /** The index of the cell of a coordinate. */
  cellOf(value: number): number;
}

/** Sorts trials into the cells of two axes. */
export function surfaceOf(columns: SurfaceAxis, rows: SurfaceAxis, points: readonly SurfacePoint[]): Surface {
  const sums = rows.labels.map(() => columns.labels.map(() => 0));
  const counts = rows.labels.map(() => columns.labels.map(() => 0));
  for (const { column, row, value } of points) {
    const [x, y] = [columns.cellOf(column), rows.cellOf(row)];
    sums[y][x] += value;
    counts[y][x]++;
  }
  return {
    columnName: columns.name,
    rowName: rows.name,
    columns: columns.labels,
    rows: rows.labels,
    values: sums.map((row, y) => row.map((sum, x) => (counts[y][x] === 0 ? NaN : sum / counts[y][x]))),
    counts,
  };
}

const CELL_LEFT = 70;
const WIDTH = 640;
const HEIGHT = 420;

/** The surface as a heat map; dark is good. */
export function heatMap({ columnName, rowName, columns, rows, values, counts }: Surface): string {
  const share = scaleOf(values.flat().filter(Number.isFinite), 0, 1);
  const width = (WIDTH - CELL_LEFT - 10) / columns.length;
  const height = (HEIGHT - 60) / rows.length;
  const cells = values.flatMap((row, y) =>
    row.map((value, x) => {
      const title = `${columnName} ${columns[x]}, ${rowName} ${rows[y]}: ${shown(value)} (${counts[y][x]} trials)`;
      const fill = Number.isNaN(value) ? 'none' : colorOf(share(value));
      const top = 10 + (rows.length - 1 - y) * height;
      return `<rect x="${round(CELL_LEFT + x * width)}" y="${round(top)}" width="${round(width - 1)}" height="${round(height - 1)}" fill="${fill}"><title>${escaped(title)}</title></rect>`;
    }),
  );
  const everyColumn = Math.ceil(columns.length / 12);
  const everyRow = Math.ceil(rows.length / 14);
  const labels = [
    ...columns.map((label, x) =>
      x % everyColumn === 0 ? textAt(CELL_LEFT + (x + 0.5) * width, HEIGHT - 32, label, 'middle') : '',
    ),
    ...rows.map((label, y) =>
      y % everyRow === 0 ? textAt(CELL_LEFT - 6, 14 + (rows.length - 0.5 - y) * height, label, 'end') : '',
    ),
    textAt(CELL_LEFT + (WIDTH - CELL_LEFT) / 2, HEIGHT - 10, columnName, 'middle'),
    `<g transform="rotate(-90 14 ${HEIGHT / 2})">${textAt(14, HEIGHT / 2, rowName, 'middle')}</g>`,
  ];
  return picture(WIDTH, HEIGHT, `Heat map of ${columnName} and ${rowName}`, [...cells, ...labels].join(''));
}

/** The surface in perspective: facets between cells that all have trials. */
export function surfacePicture({ columnName, rowName, columns, rows, values }: Surface): string {
  const finite = values.flat().filter(Number.isFinite);
  const share = scaleOf(finite, 0, 1);
  const project = (x: number, y: number, value: number): [number, number] => {
    const across = columns.length < 2 ? 0.5 : x / (columns.length - 1);
    const back = rows.length < 2 ? 0.5 : y / (rows.length - 1);
    return [WIDTH / 2 + (across - back) * 270, HEIGHT - 60 - (across + back) * 90 - share(value) * 150];
  };
  const facets: { readonly depth: number; readonly text: string }[] = [];
  for (let y = 0; y + 1 < rows.length; y++) {
    for (let x = 0; x + 1 < columns.length; x++) {
      const corners = [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
      ];
      if (corners.some(([cx, cy]) => Number.isNaN(values[cy][cx]))) continue;
      const points = corners.map(([cx, cy]) => project(cx, cy, values[cy][cx]).map(round).join(',')).join(' ');
      const mean = corners.reduce((sum, [cx, cy]) => sum + values[cy][cx], 0) / 4;
      facets.push({
        depth: x + y,
        text: `<polygon points="${points}" fill="${colorOf(share(mean))}" stroke="var(--line)" stroke-width="0.6"/>`,
      });
    }
  }
  if (facets.length === 0) return '<p>No four neighbouring cells have trials, so there is no surface to draw.</p>';
  const drawn = facets.toSorted((one, other) => other.depth - one.depth).map(({ text }) => text);
  return picture(
    WIDTH,
    HEIGHT,
    `Surface of ${columnName} and ${rowName}`,
    [
      ...drawn,
      textAt(WIDTH - 150, HEIGHT - 70, `${columnName} →`),
      textAt(150, HEIGHT - 70, `← ${rowName}`, 'end'),
      textAt(
        WIDTH / 2,
        HEIGHT - 12,
        `height: ${shown(Math.min(...finite))} to ${shown(Math.max(...finite))}`,
        'middle',
      ),
    ].join(''),
  );
}
