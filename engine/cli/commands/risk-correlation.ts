import { EngineError } from '../../model/engine-error.ts';
import type { Command, CommandContext } from '../command.ts';
import { CLI_ERRORS } from '../errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { CLOSES_FLAGS, closesWish } from '../risk/closes-flags.ts';
import { CORRELATION_METHODS, type CorrelationMethod, correlationReport } from '../risk/correlation-report.ts';
import { readDailyCloses } from '../risk/daily-closes.ts';
import { presentReport } from '../risk/print-report.ts';

export const riskCorrelation: Command = {
  flags: [
    {
      name: 'symbols',
      placeholder: 'SYMBOL,SYMBOL…',
      isPositional: true,
      isRequired: true,
      description: 'Two or more symbols, such as AAPL,MSFT,index/usa/SPX',
    },
    {
      name: 'method',
      choices: CORRELATION_METHODS,
      placeholder: 'NAME',
      description: 'How they are measured; pearson by default, ledoit-wolf shrinks towards no correlation',
    },
    ...CLOSES_FLAGS,
  ],
  examples: ['engine risk correlation AAPL,MSFT,IBM', 'engine risk correlation AAPL,index/usa/SPX --method spearman'],
  async run(context: CommandContext) {
    const { flags } = context;
    const symbols = [
      ...new Set(
        flags
          .required('symbols')
          .split(',')
          .map((symbol) => symbol.trim()),
      ),
    ];
    if (symbols.length < 2) {
      throw new EngineError(
        CLI_ERRORS.BAD_FLAG_VALUE,
        'A correlation needs two or more symbols. Write them with commas, for example AAPL,MSFT.',
      );
    }
    const method = (flags.text('method') ?? 'pearson') as CorrelationMethod;
    presentReport(
      context,
      'correlation',
      correlationReport(await readDailyCloses(closesWish(context, symbols)), method),
    );
    return EXIT_CODES.DONE.code;
  },
};
