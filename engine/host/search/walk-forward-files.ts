import type { ResultFile } from '../../api/result-handler.ts';
import { valueText } from '../parameter-values.ts';
import { escaped, picture, round, scaleOf, shown, tableRow, textAt } from './page/svg.ts';
import type { WalkForwardReport, WindowResult } from './walk-forward.ts';

const WIDTH = 900;
const HEIGHT = 320;
const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.2rem 0.7rem 0.2rem 0; border-bottom: 1px solid #8884; }
.wide { overflow-x: auto; }
`;

/** The files of a walk-forward analysis. */
export function walkForwardFiles(report: WalkForwardReport): ResultFile[] {
  return [
    { name: 'walk-forward.json', content: `${JSON.stringify(walkForwardDocument(report), undefined, 2)}\n` },
    { name: 'equity.csv', content: equityCsv(report) },
    { name: 'report.html', content: walkForwardPage(report) },
  ];
}

/** The analysis as plain JSON. */
export function walkForwardDocument({
  equity,
  windows,
  ...rest
}: WalkForwardReport): Readonly<Record<string, unknown>> {
  return {
    ...rest,
    windows: windows.map(({ best, ...window }) => ({
      ...window,
      parameters: best.parameters,
      trial: best.number,
      value: best.value,
    })),
    equity: { time: [...equity.time], value: [...equity.equity] },
  };
}

function equityCsv({ equity: { time, equity } }: WalkForwardReport): string {
  const lines = Array.from(time, (instant, index) => `${new Date(instant).toISOString()},${equity[index]}`);
  return `${['time,equity', ...lines].join('\n')}\n`;
}

/** The figures as rows of name and text. */
export function walkForwardRows(report: WalkForwardReport): [string, string][] {
  const { sharpe, probability, efficiency, profitable, instability, equity } = report;
  return [
    ['Days of the tests', String(Math.max(0, equity.time.length - 1))],
    [
      'Sharpe ratio of the tests [95 %]',
      `${sharpe.value.toFixed(2)} [${sharpe.lower.toFixed(2)}, ${sharpe.upper.toFixed(2)}]`,
    ],
    ['Probability of a Sharpe ratio above 0', `${(probability * 100).toFixed(1)} %`],
    ['Growth over the tests', `${(((equity.equity.at(-1) ?? 1) - 1) * 100).toFixed(1)} %`],
    [
      'Efficiency',
      Number.isNaN(efficiency) ? 'not available: the searches had no mean return above 0' : efficiency.toFixed(2),
    ],
    ['Tests with a profit', `${Math.round(profitable * 100)} %`],
    ...instability.map(({ name, share }): [string, string] => [
      `Mean change of ${name}`,
      `${(share * 100).toFixed(0)} % of its range from window to window`,
    ]),
  ];
}

/** One row for each window. */
export function windowRows(windows: readonly WindowResult[], names: readonly string[]): string[][] {
  return windows.map(({ train, test, best, trainSharpe, testSharpe, testReturn }) => [
    `${train.start} to ${train.end}`,
    `${test.start} to ${test.end}`,
    ...names.map((name) => valueText(best.parameters[name])),
    trainSharpe.toFixed(2),
    testSharpe.toFixed(2),
    `${(testReturn * 100).toFixed(1)} %`,
  ]);
}

export function windowHead(names: readonly string[]): string[] {
  return ['searched', 'tested', ...names, 'Sharpe searched', 'Sharpe tested', 'return a year'];
}

function walkForwardPage(report: WalkForwardReport): string {
  const { strategy, objective, windows, instability, equity } = report;
  const names = instability.map(({ name }) => name);
  const title = `Walk-forward analysis of ${strategy}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(`Each search maximises ${objective}; its best trial is tested on the days that follow. The figures below are of the tests alone.`)}</p>
<table>${walkForwardRows(report)
    .map((row) => tableRow(row, 'td'))
    .join('')}</table>
<h2>The tests one after the other</h2>
${equityPicture([...equity.time], [...equity.equity])}
<h2>Windows</h2>
<div class="wide"><table>${tableRow(windowHead(names), 'th')}${windowRows(windows, names)
    .map((row) => tableRow(row, 'td'))
    .join('')}</table></div>
</body></html>
`;
}

function equityPicture(time: readonly number[], equity: readonly number[]): string {
  const x = scaleOf(time, 60, WIDTH - 20);
  const y = scaleOf(equity, HEIGHT - 40, 20);
  const points = time.map((instant, index) => `${round(x(instant))},${round(y(equity[index]))}`).join(' ');
  return picture(
    WIDTH,
    HEIGHT,
    'Growth of 1 over the tests',
    [
      `<polyline points="${points}" fill="none" stroke="#b4530a" stroke-width="1.5"/>`,
      textAt(54, 26, shown(Math.max(...equity)), 'end'),
      textAt(54, HEIGHT - 38, shown(Math.min(...equity)), 'end'),
      textAt(60, HEIGHT - 12, new Date(time[0]).toISOString().slice(0, 10)),
      textAt(WIDTH - 20, HEIGHT - 12, new Date(time[time.length - 1]).toISOString().slice(0, 10), 'end'),
    ].join(''),
  );
}
