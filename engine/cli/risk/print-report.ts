import { join } from 'node:path';
import { openProject, shownPath } from '../../host/project.ts';
import type { CommandContext } from '../command.ts';
import { table } from '../table.ts';
import { type Report, writeReport } from './report-folder.ts';

/** Writes a report, and prints its tables or its document. @param name of the folder below risk_reports */
export function presentReport({ output, workingFolder }: CommandContext, name: string, report: Report): void {
  const folder = writeReport(workingFolder, name, report);
  const shown = shownPath(openProject(workingFolder), join(folder, 'report.html'));
  output.json({ ...(report.document as object), folder });
  output.print(`${report.title}\n`);
  for (const note of report.notes) output.print(note);
  for (const part of report.parts) {
    if ('svg' in part) continue;
    output.print(`\n${part.title}${part.note === undefined ? '' : `: ${part.note}`}`);
    output.print(table(part.rows, part.head));
  }
  output.print(`\nReport: ${shown}`);
}
