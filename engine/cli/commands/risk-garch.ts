import type { InnovationName, VolatilityModelName } from '../../../quant/index.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CLOSES_FLAGS, closesWish } from '../risk/closes-flags.ts';
import { readDailyCloses } from '../risk/daily-closes.ts';
import { garchReport } from '../risk/garch-report.ts';
import { presentReport } from '../risk/print-report.ts';

const MODELS: readonly VolatilityModelName[] = ['garch', 'gjr', 'egarch', 'figarch', 'ewma'];
const DISTRIBUTIONS: readonly InnovationName[] = ['normal', 'student-t', 'skewed-student-t', 'generalized-error'];

export const riskGarch: Command = {
  flags: [
    {
      name: 'symbol',
      placeholder: '[TYPE/[MARKET/]]TICKER',
      isPositional: true,
      isRequired: true,
      description: 'The symbol, such as AAPL or index/usa/SPX',
    },
    { name: 'model', choices: MODELS, placeholder: 'NAME', description: 'The model of the variance; garch by default' },
    {
      name: 'distribution',
      choices: DISTRIBUTIONS,
      placeholder: 'NAME',
      description: 'The distribution of the residuals; normal by default',
    },
    { name: 'horizon', placeholder: 'DAYS', description: 'Days of the forecast; 10 by default' },
    { name: 'seed', placeholder: 'NUMBER', description: 'Seed of simulated forecasts (egarch); 1 by default' },
    ...CLOSES_FLAGS,
  ],
  examples: ['engine risk garch AAPL', 'engine risk garch index/usa/SPX --model gjr --distribution student-t'],
  async run(context: CommandContext) {
    const { flags } = context;
    const symbol = flags.required('symbol');
    const model = flags.text('model') as VolatilityModelName | undefined;
    const distribution = flags.text('distribution') as InnovationName | undefined;
    const closes = await readDailyCloses(closesWish(context, [symbol]));
    const report = garchReport(closes, {
      specification: { model, distribution },
      horizon: wholeOf('horizon', flags.text('horizon') ?? '10'),
      seed: wholeOf('seed', flags.text('seed') ?? '1'),
    });
    presentReport(context, `garch-${symbol.replaceAll(/[^\w.-]/g, '-')}`, report);
    return EXIT_CODES.DONE.code;
  },
};

function wholeOf(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= 10_000) return value;
  throw new EngineError(CLI_ERRORS.BAD_FLAG_VALUE, `--${flag} is "${text}". Write a whole number from 1 to 10000.`, {
    data: { flag },
  });
}
