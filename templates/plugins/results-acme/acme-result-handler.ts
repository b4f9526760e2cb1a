import { type ResultFile, type ResultHandler, type RunRecord, type StoredRun } from 'tradewright/plugin';

/** acme.md: the statistics of a run as a table. */
export class AcmeResultHandler implements ResultHandler {
  files(record: RunRecord): readonly ResultFile[] {
    return this.restore(record);
  }

  /** Writes the file again from a run's folder, which has everything that it needs. */
  restore({ strategy, start, end, status, statistics, caveats }: StoredRun): readonly ResultFile[] {
    const title = `# ${strategy}, ${start} to ${end}${status === 'interrupted' ? ' (partial)' : ''}`;
    const rows = Object.entries(statistics).map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`);
    const table = ['| statistic | value |', '| --- | --- |', ...rows].join('\n');
    return [{ name: 'acme.md', content: `${[title, table, ...caveats].join('\n\n')}\n` }];
  }
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
