import { colorOf, escaped, picture, round, scaleOf, shown, textAt } from './svg.ts';

/** One line of parallel coordinates. */
export interface ParallelLine {
  /** Shares of the axes, 0 to 1. */
  readonly shares: readonly number[];
  readonly value: number;
  readonly title: string;
}

/** An axis of parallel coordinates. */
export interface ParallelAxis {
  readonly name: string;
  readonly lowest: string;
  readonly highest: string;
}

const WIDTH = 900;
const HEIGHT = 320;

/** Parallel coordinates of trials, the best drawn last. */
export function parallelCoordinates(
  axes: readonly ParallelAxis[],
  lines: readonly ParallelLine[],
  best: number,
): string {
  const share = scaleOf(
    lines.map(({ value }) => value),
    0,
    1,
  );
  const xOf = (axis: number): number => 60 + (axis * (WIDTH - 120)) / axes.length;
  const yOf = (at: number): number => HEIGHT - 40 - at * (HEIGHT - 80);
  const drawn = lines
    .toSorted((one, other) => one.value - other.value)
    .map(({ shares, value, title }) => {
      const points = [...shares, share(value)].map((at, axis) => `${round(xOf(axis))},${round(yOf(at))}`).join(' ');
      const isBest = value === best;
      return `<polyline points="${points}" fill="none" stroke="${isBest ? 'var(--accent)' : colorOf(share(value))}" stroke-width="${isBest ? 2.5 : 1}" opacity="${isBest ? 1 : 0.6}"><title>${escaped(title)}</title></polyline>`;
    });
  const values = lines.map(({ value }) => value);
  const all = [...axes, { name: 'objective', lowest: shown(Math.min(...values)), highest: shown(Math.max(...values)) }];
  const labels = all.map(({ name, lowest, highest }, axis) =>
    [
      `<line x1="${round(xOf(axis))}" x2="${round(xOf(axis))}" y1="${yOf(0)}" y2="${yOf(1)}" stroke="var(--line)"/>`,
      textAt(xOf(axis), 18, name, 'middle'),
      textAt(xOf(axis), 34, highest, 'middle'),
      textAt(xOf(axis), HEIGHT - 22, lowest, 'middle'),
    ].join(''),
  );
  return picture(WIDTH, HEIGHT, 'Parallel coordinates of the trials', [...drawn, ...labels].join(''));
}

/** Shares as horizontal bars. */
export function bars(rows: readonly { readonly name: string; readonly share: number }[]): string {
  const height = 24 * rows.length + 8;
  const drawn = rows.map(({ name, share }, index) => {
    const y = 4 + index * 24;
    return `${textAt(150, y + 15, name, 'end')}<rect x="160" y="${y + 2}" width="${round(400 * share)}" height="16" fill="var(--accent)"/>${textAt(168 + 400 * share, y + 15, `${Math.round(share * 100)} %`)}`;
  });
  return picture(640, height, 'Importance of the parameters', drawn.join(''));
}

/** The value of each trial in its order, and the best so far. */
export function history(trials: readonly { readonly number: number; readonly value: number }[]): string {
  if (trials.length === 0) return '';
  const values = trials.map(({ value }) => value);
  const x = scaleOf(
    trials.map(({ number }) => number),
    60,
    WIDTH - 20,
  );
  const y = scaleOf(values, HEIGHT - 40, 20);
  let best = -Infinity;
  const steps = trials.map(({ number, value }) => {
    best = Math.max(best, value);
    return `${round(x(number))},${round(y(best))}`;
  });
  const dots = trials.map(
    ({ number, value }) =>
      `<circle cx="${round(x(number))}" cy="${round(y(value))}" r="2.5" fill="var(--dot)"><title>trial ${number}: ${shown(value)}</title></circle>`,
  );
  return picture(
    WIDTH,
    HEIGHT,
    'Objective of the trials in their order',
    [
      ...dots,
      `<polyline points="${steps.join(' ')}" fill="none" stroke="var(--accent)" stroke-width="1.5"/>`,
      textAt(54, 26, shown(Math.max(...values)), 'end'),
      textAt(54, HEIGHT - 38, shown(Math.min(...values)), 'end'),
      textAt(WIDTH / 2, HEIGHT - 10, 'trial', 'middle'),
    ].join(''),
  );
}
