import { buildPlan } from '../../host/build-plan.ts';
import { openProject } from '../../host/project.ts';
import { runPlan } from '../../host/run-plan.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { portfolioReport } from '../risk/portfolio-report.ts';
import { presentReport } from '../risk/print-report.ts';
import { RUN_FLAGS, runFlags } from '../run-flags.ts';
import { logLine } from '../run-summary.ts';

export const riskReport: Command = {
  flags: RUN_FLAGS,
  examples: [
    'engine risk report --strategy sma-crossover',
    'engine risk report --strategy garch-stops --risk-profile sixteen-weeks --cash 10000',
  ],
  async run(context: CommandContext) {
    const { flags, output, workingFolder } = context;
    const plan = buildPlan(openProject(workingFolder), runFlags(flags));
    const { record } = await runPlan(plan, {
      signal: new AbortController().signal,
      onLog: (level, time, message) => {
        if (level === 'error') output.say(logLine(level, time, message));
      },
    });
    presentReport(context, record.strategy, portfolioReport(record));
    return EXIT_CODES.DONE.code;
  },
};
