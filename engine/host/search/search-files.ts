import type { ResultFile } from '../../api/result-handler.ts';
import { valueText } from '../parameter-values.ts';
import { searchPage } from './page/search-page.ts';
import { searchDocument } from './search-report.ts';
import type { SearchReport } from './search-report.ts';

/** The files of a search's folder. */
export function searchFiles(report: SearchReport): ResultFile[] {
  return [
    { name: 'optimization.json', content: `${JSON.stringify(searchDocument(report), undefined, 2)}\n` },
    { name: 'trials.csv', content: trialsCsv(report) },
    { name: 'report.html', content: searchPage(report) },
  ];
}

function trialsCsv({ plan, trials }: SearchReport): string {
  const names = Object.keys(trials[0]?.parameters ?? {});
  const figures = [...new Set(trials.flatMap((trial) => Object.keys(trial.figures)))];
  const rows = trials.map(({ number, status, value, parameters, figures: found, reason }) => [
    number,
    status,
    value,
    ...names.map((name) => valueText(parameters[name])),
    ...figures.map((name) => found[name]),
    reason,
  ]);
  const head = ['trial', 'status', plan.objective, ...names, ...figures, 'reason'];
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
