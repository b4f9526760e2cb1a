import { listData } from '../../data/inspection/list-data.ts';
import { dateText } from '../../host/dates.ts';
import { withDataSource } from '../../host/open-data-source.ts';
import { openProject } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { DATA_FLAGS, inspectable, seriesFilter, seriesWords } from '../data-flags.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { table } from '../table.ts';

export const dataList: Command = {
  flags: DATA_FLAGS,
  examples: ['engine data list', 'engine data list --data path/to/Lean/Data --symbol SPY'],
  async run({ flags, output, workingFolder }) {
    const names = { data: flags.text('data'), dataSource: flags.text('data-source') };
    const listed = await withDataSource(openProject(workingFolder), names, ({ source, data }) => ({
      data,
      source: source.name,
      series: listData(inspectable(source), seriesFilter(flags)),
    }));
    const rows = listed.series.map(({ set, first, last, rows: count, brokenFiles }) => {
      const [securityType, market, ticker, resolution, kind] = seriesWords(set);
      return {
        securityType,
        market,
        ticker,
        resolution,
        kind,
        first: day(first),
        last: day(last),
        rows: count,
        brokenFiles,
      };
    });
    const { description } = listed.data;
    output.json({ data: listed.data.shown, source: listed.source, description, series: rows });
    output.print(
      `${listed.data.shown}, read by ${listed.source}${description.description === undefined ? '' : `: ${description.description}`}\n`,
    );
    if (rows.length === 0)
      output.print('It has no series that this data source can read, or none of the requested ones.');
    else
      output.print(
        table(
          rows.map((row) => Object.values(row).map(String)),
          ['type', 'market', 'ticker', 'resolution', 'kind', 'first', 'last', 'rows', 'broken files'],
        ),
      );
    for (const caveat of description.caveats ?? []) output.print(`\n${caveat}`);
    return EXIT_CODES.DONE.code;
  },
};

function day(time: number): string {
  return Number.isNaN(time) ? '' : dateText(time);
}
