import countBy from 'lodash/countBy.js';
import sortBy from 'lodash/sortBy.js';
import { checkData } from '../../data/inspection/check-data.ts';
import type { DataSet } from '../../data/inspection/data-set.ts';
import type { Severity } from '../../data/inspection/finding.ts';
import type { ExchangeHours } from '../../data/time/exchange-hours.ts';
import { dataEnvironment } from '../../host/data-environment.ts';
import { dateText } from '../../host/dates.ts';
import { withDataSource } from '../../host/open-data-source.ts';
import { openProject, shownPath } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { DATA_FLAGS, inspectable, seriesFilter, seriesWords } from '../data-flags.ts';
import { EXIT_CODES } from '../exit-codes.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

export const dataCheck: Command = {
  flags: [
    ...DATA_FLAGS,
    {
      name: 'severity',
      choices: ORDER,
      placeholder: 'error|warning|info',
      description: 'Minimum severity of the findings to show; by default all',
    },
  ],
  examples: ['engine data check', 'engine data check --data my-folder --severity warning'],
  async run({ flags, output, workingFolder }) {
    const project = openProject(workingFolder);
    const names = { data: flags.text('data'), dataSource: flags.text('data-source') };
    const checked = await withDataSource(project, names, ({ source, data }) => {
      const { marketHours } = dataEnvironment(data.folder);
      const isTradingDay = (
        set: { market: string; ticker: string; securityType: Parameters<typeof marketHours.tryEntry>[2] },
        date: number,
      ): boolean =>
        marketHours.tryEntry(set.market, set.ticker, set.securityType)?.exchangeHours.isDateOpen(date) ?? true;
      const hoursOf = ({ market, ticker, securityType }: DataSet): ExchangeHours | undefined => {
        const entry = marketHours.tryEntry(market, ticker, securityType);
        return entry?.exchangeHours.timeZone.id === entry?.dataTimeZone.id ? entry?.exchangeHours : undefined;
      };
      return {
        shown: data.shown,
        series: inspectable(source).dataSets().length,
        findings: checkData(inspectable(source), { isTradingDay, hoursOf, includes: seriesFilter(flags) }),
      };
    });
    const least = ORDER.indexOf((flags.text('severity') ?? 'info') as Severity);
    const rank = ({ severity }: { severity: Severity }): number => ORDER.indexOf(severity);
    const findings = sortBy(checked.findings, rank).filter((finding) => rank(finding) <= least);
    const counts = {
      ...Object.fromEntries(ORDER.map((severity) => [severity, 0])),
      ...countBy(checked.findings, 'severity'),
    };
    output.json({
      data: checked.shown,
      counts,
      findings: findings.map(({ severity, kind, set, file, line, time, count, message }) => ({
        severity,
        kind,
        series: seriesWords(set).join(' '),
        file: file === '' ? '' : shownPath(project, file),
        line,
        date: Number.isNaN(time) ? '' : dateText(time),
        count,
        message,
      })),
    });
    for (const { severity, set, file, line, count, message } of findings) {
      const place =
        file === '' ? seriesWords(set).join(' ') : `${shownPath(project, file)}${line > 0 ? `:${line}` : ''}`;
      // the message about an unreadable file already contains its name
      const said = file !== '' && message.includes(file) ? message : `${place}: ${message}`;
      output.print(`${severity.padEnd(7)} ${said}${count > 1 ? ` (${count} cases)` : ''}`);
    }
    output.print(`${checked.shown}: ${ORDER.map((severity) => `${counts[severity]} ${severity}`).join(', ')}`);
    if (checked.series === 0) output.print('It has no series that this data source can read.');
    return counts.error === 0 ? EXIT_CODES.DONE.code : EXIT_CODES.FAILED.code;
  },
};
