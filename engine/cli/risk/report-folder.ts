import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { escapeText } from './chart.ts';

/** Folder of the reports below the working folder. */
const FOLDER = 'risk_reports';

/** A table of a report. */
export interface ReportTable {
  readonly title: string;
  /** A sentence below the title. */
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a report consists of. */
export interface Report {
  readonly title: string;
  /** Paragraphs at the top. */
  readonly notes: readonly string[];
  readonly parts: readonly (ReportTable | { readonly svg: string })[];
  /** The figures as JSON. */
  readonly document: unknown;
}

/** Writes a report as report.html and report.json. @returns its folder */
export function writeReport(workingFolder: string, name: string, report: Report): string {
  const folder = resolve(workingFolder, FOLDER, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report.document, undefined, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), pageOf(report));
  return folder;
}

function pageOf({ title, notes, parts }: Report): string {
  const body = parts.map((part) => ('svg' in part ? part.svg : tableOf(part)));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)}</title>
<style>body{font:14px sans-serif;margin:2em auto;max-width:960px;color:#0f172a}table{border-collapse:collapse;margin:0 0 1.5em}
td,th{padding:3px 10px;border-bottom:1px solid #e2e8f0;text-align:right}td:first-child,th:first-child{text-align:left}
svg{max-width:100%;height:auto;margin:0 0 1.5em}</style></head><body>
<h1>${escapeText(title)}</h1>
${notes.map((note) => `<p>${escapeText(note)}</p>`).join('\n')}
${body.join('\n')}
</body></html>
`;
}

function tableOf({ title, note, head, rows }: ReportTable): string {
  return [
    `<h2>${escapeText(title)}</h2>`,
    ...(note === undefined ? [] : [`<p>${escapeText(note)}</p>`]),
    `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`,
  ].join('\n');
}

function line(cells: readonly string[], tag: string): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join('')}</tr>`;
}
