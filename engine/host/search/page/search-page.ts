import type { Judgement } from '../judgement.ts';
import { valueText } from '../../parameter-values.ts';
import type { SearchReport } from '../search-report.ts';
import { judgementRows, plateauText } from '../search-report.ts';
import type { SearchedParameter } from '../parameter-space.ts';
import type { Trial } from '../trial.ts';
import { bars, history, parallelCoordinates } from './charts.ts';
import { heatMap, surfaceOf, surfacePicture } from './surface.ts';
import type { SurfaceAxis } from './surface.ts';
import { escaped, shown, tableRow } from './svg.ts';

const MOST_ROWS = 25;
/** Lines of parallel coordinates, the best ones. */
const MOST_LINES = 400;
/** Cells of an axis; more levels are joined. */
const MOST_CELLS = 24;

const STYLE = `
:root { --line: #9aa5b1; --accent: #b4530a; --dot: #4a7ab0; color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.2rem 0.7rem 0.2rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
.wide { overflow-x: auto; }
`;

/** The page of a search: one file without scripts and without anything from elsewhere. */
export function searchPage(report: SearchReport): string {
  const { strategy, plan, best, judgement, analysis, trials } = report;
  const done = trials.filter(({ status, repeats }) => status === 'completed' && repeats === undefined);
  const title = `Search of ${strategy}`;
  const plateau = plateauText(analysis.plateau);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(report.summary)}</p>
<h2>The best trial, given all trials</h2>
${table(judgementRows(judgement).map((row) => [...row]))}
<p>${escaped(plateau)}</p>
<h2>Its parameters</h2>
${table(Object.entries(best.parameters).map(([name, value]) => [name, valueText(value)]))}
<h2>What the parameters explain</h2>
<p>Share of the variation of the objective that each parameter explains by itself.</p>
${bars(analysis.importance)}
${surfaces(report, done)}
<h2>Parallel coordinates</h2>
${parallel(report, done)}
<h2>Trials in their order</h2>
${history(done.map(({ number, value = NaN }) => ({ number, value })))}
<h2>The best trials</h2>
<div class="wide">${bestTable(plan.parameters.parameters, done)}</div>
${standardTexts(judgement)}
</body></html>
`;
}

function table(rows: readonly (readonly string[])[], head?: readonly string[]): string {
  const header = head === undefined ? '' : tableRow(head, 'th');
  return `<table>${header}${rows.map((row) => tableRow(row, 'td')).join('')}</table>`;
}

function bestTable(parameters: readonly SearchedParameter[], done: readonly Trial[]): string {
  const names = parameters.map(({ name }) => name);
  const rows = done
    .toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0))
    .slice(0, MOST_ROWS)
    .map(({ number, value = NaN, parameters: values, figures }) => [
      String(number),
      shown(value),
      ...names.map((name) => valueText(values[name])),
      shown(figures.compoundingAnnualReturn),
      shown(figures.drawdown),
      shown(figures.totalOrders),
    ]);
  return table(rows, ['trial', 'objective', ...names, 'annual return', 'drawdown', 'orders']);
}

/** Surface and heat map of the two most important parameters. */
function surfaces({ analysis, plan }: SearchReport, done: readonly Trial[]): string {
  const [first, second] = analysis.importance;
  if (second === undefined || done.length < 2) return '';
  const { parameters } = plan.parameters;
  const indexOf = (name: string): number => parameters.findIndex((parameter) => parameter.name === name);
  const [x, y] = [indexOf(first.name), indexOf(second.name)];
  const points = done.map((trial) => {
    const point = plan.parameters.pointOf(trial.parameters);
    return { column: point[x], row: point[y], value: trial.value ?? NaN };
  });
  const surface = surfaceOf(
    axisOf(plan.parameters.space, parameters[x], x),
    axisOf(plan.parameters.space, parameters[y], y),
    points,
  );
  return `<h2>Surface of the two most important parameters</h2>
<p>Mean objective of the trials in each cell; the other parameters vary within a cell.</p>
${surfacePicture(surface)}
${heatMap(surface)}`;
}

function axisOf(
  space: SearchReport['plan']['parameters']['space'],
  parameter: SearchedParameter,
  index: number,
): SurfaceAxis {
  const { name, choices } = parameter;
  if (choices !== undefined) return { name, labels: choices.map(valueText), cellOf: (value) => value };
  const cells = Math.min(space.levels(index), MOST_CELLS);
  return {
    name,
    labels: Array.from({ length: cells }, (_, cell) => shown(space.fromShare(index, (cell + 0.5) / cells))),
    cellOf: (value) => Math.min(cells - 1, Math.floor(space.toShare(index, value) * cells)),
  };
}

function parallel({ plan, best }: SearchReport, done: readonly Trial[]): string {
  const { space, parameters } = plan.parameters;
  const lines = done
    .toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0))
    .slice(0, MOST_LINES)
    .map((trial) => ({
      shares: [...plan.parameters.pointOf(trial.parameters)].map((value, index) => space.toShare(index, value)),
      value: trial.value ?? NaN,
      title: `trial ${trial.number}: ${shown(trial.value ?? NaN)}`,
    }));
  const axes = parameters.map(({ name, choices }, index) => ({
    name,
    lowest: choices === undefined ? shown(space.fromShare(index, 0)) : valueText(choices[0]),
    highest: choices === undefined ? shown(space.fromShare(index, 1)) : valueText(choices[choices.length - 1]),
  }));
  return parallelCoordinates(axes, lines, best.value ?? NaN);
}

function standardTexts({ minimumTrackRecord, years, luck, trials }: Judgement): string {
  const texts: string[] = [];
  if ('value' in minimumTrackRecord && minimumTrackRecord.value > years) {
    const months = (minimumTrackRecord.value - years) * 12;
    texts.push(
      Number.isFinite(months)
        ? `This estimate cannot distinguish skill from luck: it needs about ${Math.ceil(months)} more months at this Sharpe ratio.`
        : 'This estimate cannot distinguish skill from luck, and no longer record at this Sharpe ratio would.',
    );
  }
  if ('value' in luck)
    texts.push(
      `Best of ${trials} trials: a search without skill would show a Sharpe ratio of about ${shown(luck.value)}.`,
    );
  return texts.map((text) => `<p><strong>${escaped(text)}</strong></p>`).join('');
}
