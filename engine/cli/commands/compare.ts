import { openProject } from '../../host/project.ts';
import { compareRuns } from '../../host/results/compare-runs.ts';
import type { ComparedValue, Comparison } from '../../host/results/compare-runs.ts';
import { compareReturns } from '../../host/results/compare-returns.ts';
import type { ReturnComparison, ReturnDifference } from '../../host/results/compare-returns.ts';
import { readRun } from '../../host/results/stored-run.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { RUN_FOLDER_FLAG, runFolderOf } from '../run-folders.ts';
import { table } from '../table.ts';

const LONGEST = 44;

export const compare: Command = {
  flags: [
    {
      name: 'run',
      placeholder: 'RUN',
      isPositional: true,
      isRequired: true,
      description: 'Folder or name of a run, or latest',
    },
    {
      name: 'with',
      placeholder: 'RUN',
      isPositional: true,
      description: 'The run to compare it with; by default the latest',
    },
    RUN_FOLDER_FLAG,
  ],
  examples: [
    'engine compare 20261121-094500-sma-crossover latest',
    'engine compare backtests/before backtests/after --json',
  ],
  run: runCompare,
};

async function runCompare({ flags, output, workingFolder }: CommandContext): Promise<number> {
  const project = openProject(workingFolder);
  const [one, other] = [flags.required('run'), flags.text('with')].map((name) =>
    readRun(runFolderOf(project, flags, name)),
  );
  const comparison = compareRuns(one, other);
  const returns = comparison.isSame ? undefined : compareReturns(one, other);
  output.json({ one: one.folder, other: other.folder, ...comparison, returns });
  printed(comparison, [one.name, other.name], output);
  if (returns !== undefined) printReturns(returns, output);
  return EXIT_CODES.DONE.code;
}

function printed(
  { isSame, statistics, inputs, equity, orders, endings }: Comparison,
  names: readonly [string, string],
  output: Output,
): void {
  output.print(table(statistics.map(rowOf), ['statistic', ...names]));
  endings.forEach((ending, index) => {
    if (ending !== '') output.print(`${names[index]}: ${ending}`);
  });
  output.print(
    inputs.length === 0
      ? '\nSame strategy, parameters, choices, code and data.'
      : `\n${table(inputs.map(rowOf), ['what differs', ...names])}`,
  );
  if (isSame) output.print('\nSame results: order events, statistics and equity are equal.');
  else if (equity.firstAt === '')
    output.print(`\nEquity: equal at all common instants; ${signed(equity.final)} at the end.`);
  else
    output.print(
      `\nEquity: differs from ${equity.firstAt} on, by at most ${signed(equity.largest)} (${equity.largestAt}), ${signed(equity.final)} at the end.`,
    );
  if (orders === undefined) {
    if (!isSame) output.print('Orders: equal.');
    return;
  }
  output.print(`Orders: the first difference is change ${orders.place}:`);
  output.print(
    table(names.map((name, index) => [`  ${name}`, (index === 0 ? orders.one : orders.other) || 'no more orders'])),
  );
}

function rowOf({ name, one, other, isEqual }: ComparedValue): string[] {
  return [name, shortened(one), shortened(other), isEqual ? '' : '*'];
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function signed(amount: number): string {
  return amount > 0 ? `+${amount}` : String(amount);
}

/** Whether the difference is more than chance. */
function printReturns({ days, blockLength, sharpe, meanReturn }: ReturnComparison, output: Output): void {
  output.print(
    `\nThe second against the first, on ${days} common days (paired stationary bootstrap, blocks of ${blockLength.toFixed(1)} days):`,
  );
  output.print(
    table([differenceRow('Sharpe ratio', sharpe, 1), differenceRow('mean return a year, %', meanReturn, 100)]),
  );
}

function differenceRow(name: string, { value, lower, upper, pValue }: ReturnDifference, factor: number): string[] {
  const interval = `95 %: ${(lower * factor).toFixed(2)} to ${(upper * factor).toFixed(2)}`;
  return [`  ${name}`, (value * factor).toFixed(2), interval, `p = ${pValue.toFixed(3)}`];
}
