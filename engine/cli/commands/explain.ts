import { buildPlan } from '../../host/build-plan.ts';
import { openProject } from '../../host/project.ts';
import type { Command } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { RUN_FLAGS, runFlags, BASELINE_FLAGS } from '../run-flags.ts';
import { table } from '../table.ts';

export const explain: Command = {
  flags: [...RUN_FLAGS, ...BASELINE_FLAGS],
  examples: ['engine explain --strategy sma-crossover --fee-model constant:1'],
  async run({ flags, output, workingFolder }) {
    const plan = buildPlan(openProject(workingFolder), runFlags(flags));
    const rows = plan.lines.map(({ what, value, reason, provider }) => [what, value, reason, provider]);
    output.print(table(rows, ['what', 'value', 'chosen by', 'provided by']));
    output.print(`\nPlugins loaded: ${plan.plugins.map(({ manifest }) => manifest.name).join(', ')}`);
    output.json({
      strategy: plan.strategy.name,
      plan: plan.lines,
      parameters: plan.parameters,
      plugins: plan.plugins.map(({ manifest }) => manifest.name),
    });
    return EXIT_CODES.DONE.code;
  },
};
