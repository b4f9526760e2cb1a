import type { RunFlags } from '../host/plan.ts';
import type { Flag, FlagValues } from './command.ts';

/** The flags that define a run, shared by the commands that run or explain it. */
export const RUN_FLAGS: readonly Flag[] = [
  { name: 'strategy', placeholder: 'NAME|FOLDER', isRequired: true, description: 'Name or folder of the strategy' },
  {
    name: 'param',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    description: 'Value of a parameter; may be repeated',
  },
  { name: 'start', placeholder: 'YYYY-MM-DD', description: 'First day' },
  { name: 'end', placeholder: 'YYYY-MM-DD', description: 'Last day' },
  { name: 'cash', placeholder: 'AMOUNT', description: 'Starting cash' },
  { name: 'data', placeholder: 'FOLDER|NAME', description: 'Data folder, or the name of one below data/' },
  { name: 'data-source', placeholder: 'NAME', description: 'The source of market data' },
  { name: 'brokerage-model', placeholder: 'NAME[:ACCOUNT]', description: 'The rules of one broker' },
  { name: 'fill-model', placeholder: 'NAME[:PARTS]', description: 'When and at what price orders fill' },
  { name: 'fee-model', placeholder: 'NAME[:PARTS]', description: 'Commission' },
  { name: 'slippage-model', placeholder: 'NAME[:PARTS]', description: 'Adverse price difference of fills' },
  { name: 'settlement-model', placeholder: 'NAME[:PARTS]', description: 'When the cash of a sale becomes available' },
  { name: 'buying-power-model', placeholder: 'NAME[:PARTS]', description: 'Margin, buying power and position sizing' },
  {
    name: 'benchmark',
    placeholder: '[TYPE/[MARKET/]]TICKER',
    description: 'Price series for the comparison of statistics',
  },
  {
    name: 'results',
    kind: 'list',
    placeholder: 'NAME',
    description: 'Additional writer of files from the results; may be repeated',
  },
  {
    name: 'risk-rule',
    kind: 'list',
    placeholder: 'NAME:LIMIT',
    description: 'A pre-trade limit that orders must not exceed, such as max-order:1000; may be repeated',
  },
  {
    name: 'risk-profile',
    kind: 'list',
    placeholder: 'NAME|FILE',
    description: 'Limits, exits and sizes that belong together, such as micro-live; may be given again and again',
  },
  {
    name: 'exit',
    kind: 'list',
    placeholder: 'NAME:ARGUMENTS',
    description:
      'An exit of every position without exits of its own, such as percent-stop:0.05; may be given again and again',
  },
  { name: 'sizing', placeholder: 'NAME:ARGUMENTS', description: 'How large positions are, such as percent:0.1' },
  {
    name: 'series',
    kind: 'list',
    placeholder: 'NAME=PROVIDER:PARTS',
    description: 'A point-in-time series, such as vix=csv:vix.csv,close,1d; may be repeated',
  },
  {
    name: 'provider',
    kind: 'list',
    placeholder: 'CONTRACT=NAME[:PARTS]',
    description: 'A provider of another contract, such as modelLoader=onnx; may be repeated',
  },
  { name: 'output', placeholder: 'FOLDER', description: 'Parent of the folder of the run' },
  {
    name: 'chunk-rows',
    placeholder: 'ROWS',
    description: 'Number of rows per chunk of data; results never depend on it',
  },
  { name: 'seed', placeholder: 'NUMBER', description: 'Seed of models that use random numbers' },
];

/** Flags that do not apply to the runs of a session. */
const NOT_OF_SESSIONS = new Set(['results', 'risk-rule', 'series', 'provider', 'chunk-rows']);

/** The flags of commands that run a strategy many times in sessions; other settings come from configurations. */
export const SESSION_RUN_FLAGS: readonly Flag[] = RUN_FLAGS.filter(({ name }) => !NOT_OF_SESSIONS.has(name));

/** Flags of backtests only. */
export const BASELINE_FLAGS: readonly Flag[] = [
  {
    name: 'strict',
    kind: 'switch',
    description:
      'Treat doubtful data (impossible bars, unusual lengths, missing days) as a fault instead of a caveat of the results',
  },
  {
    name: 'baseline',
    placeholder: 'NAME|FOLDER',
    description:
      'A strategy to compare with, such as buy-and-hold, run on the same days and data with the same cash; or none',
  },
  {
    name: 'baseline-param',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    description: "Value of a parameter of the baseline; by default the strategy's value of the same name",
  },
  // the former names of these two flags, for existing scripts
  { name: 'yardstick', placeholder: 'NAME|FOLDER', isHidden: true, description: 'Deprecated: --baseline' },
  {
    name: 'yardstick-param',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    isHidden: true,
    description: 'Deprecated: --baseline-param',
  },
];

export function runFlags(flags: FlagValues): RunFlags {
  return {
    strategy: flags.required('strategy'),
    param: flags.list('param'),
    start: flags.text('start'),
    end: flags.text('end'),
    cash: flags.text('cash'),
    data: flags.text('data'),
    dataSource: flags.text('data-source'),
    brokerageModel: flags.text('brokerage-model'),
    fillModel: flags.text('fill-model'),
    feeModel: flags.text('fee-model'),
    slippageModel: flags.text('slippage-model'),
    settlementModel: flags.text('settlement-model'),
    buyingPowerModel: flags.text('buying-power-model'),
    benchmark: flags.text('benchmark'),
    baseline: flags.text('baseline') ?? flags.text('yardstick'),
    baselineParam: [...flags.list('baseline-param'), ...flags.list('yardstick-param')],
    results: flags.list('results'),
    riskRules: flags.list('risk-rule'),
    riskProfiles: flags.list('risk-profile'),
    exits: flags.list('exit'),
    sizing: flags.text('sizing'),
    series: flags.list('series'),
    provider: flags.list('provider'),
    output: flags.text('output'),
    chunkRows: flags.text('chunk-rows'),
    seed: flags.text('seed'),
    strict: flags.isOn('strict'),
  };
}
