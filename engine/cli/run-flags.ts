import type { RunFlags } from '../host/plan.ts';
import type { Flag, FlagValues } from './command.ts';

/** The flags that say what a run is; the commands that run or explain share them. */
export const RUN_FLAGS: readonly Flag[] = [
  { name: 'strategy', placeholder: 'NAME|FOLDER', isRequired: true, description: 'A strategy by name, or its folder' },
  {
    name: 'param',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    description: 'Value of a parameter; may be given again and again',
  },
  { name: 'start', placeholder: 'YYYY-MM-DD', description: 'First day' },
  { name: 'end', placeholder: 'YYYY-MM-DD', description: 'Last day' },
  { name: 'cash', placeholder: 'AMOUNT', description: 'Starting cash' },
  { name: 'data', placeholder: 'FOLDER|NAME', description: 'Data folder, or the name of one below data/' },
  { name: 'data-source', placeholder: 'NAME', description: 'What reads the data folder' },
  { name: 'brokerage-model', placeholder: 'NAME[:ACCOUNT]', description: 'Rules of the broker' },
  { name: 'fill-model', placeholder: 'NAME[:PARTS]', description: 'When and at what price orders fill' },
  { name: 'fee-model', placeholder: 'NAME[:PARTS]', description: 'Commission' },
  { name: 'slippage-model', placeholder: 'NAME[:PARTS]', description: 'Adverse move of fills' },
  { name: 'settlement-model', placeholder: 'NAME[:PARTS]', description: 'When the cash of a sale is there' },
  { name: 'buying-power-model', placeholder: 'NAME[:PARTS]', description: 'What orders may use' },
  { name: 'benchmark', placeholder: '[TYPE/[MARKET/]]TICKER', description: 'What the statistics are measured against' },
  {
    name: 'results',
    kind: 'list',
    placeholder: 'NAME',
    description: 'A further writer of results; may be given again and again',
  },
  {
    name: 'risk-rule',
    kind: 'list',
    placeholder: 'NAME:LIMIT',
    description: 'A limit that orders must keep, such as max-order:1000; may be given again and again',
  },
  {
    name: 'series',
    kind: 'list',
    placeholder: 'NAME=PROVIDER:PARTS',
    description: 'A series that is not bars, such as vix=csv:vix.csv,close,1d; may be given again and again',
  },
  {
    name: 'provider',
    kind: 'list',
    placeholder: 'CONTRACT=NAME[:PARTS]',
    description: 'A provider of a further contract, such as modelLoader=onnx; may be given again and again',
  },
  { name: 'output', placeholder: 'FOLDER', description: 'Where the folder of the run is made' },
  {
    name: 'chunk-rows',
    placeholder: 'ROWS',
    description: 'Rows handed to the engine at a time; results never depend on it',
  },
  { name: 'seed', placeholder: 'NUMBER', description: 'Where models that draw random numbers begin' },
];

/** Flags of runs that the runs of a session do not have. */
const NOT_OF_SESSIONS = new Set(['results', 'risk-rule', 'series', 'provider', 'chunk-rows']);

/** The flags of commands that run a strategy many times in sessions; what the others set comes from configurations. */
export const SESSION_RUN_FLAGS: readonly Flag[] = RUN_FLAGS.filter(({ name }) => !NOT_OF_SESSIONS.has(name));

/** Flags of backtests alone. */
export const BASELINE_FLAGS: readonly Flag[] = [
  {
    name: 'strict',
    kind: 'switch',
    description:
      'Let doubtful data (impossible bars, odd lengths, missing days) be a fault, not a caveat of the results',
  },
  {
    name: 'baseline',
    placeholder: 'NAME|FOLDER',
    description:
      'A strategy to run beside it, over the same days and data with the same cash, such as buy-and-hold; or none',
  },
  {
    name: 'baseline-param',
    kind: 'list',
    placeholder: 'NAME=VALUE',
    description: "Value of a parameter of the baseline; without it the strategy's of the same name",
  },
  // the former names of these two flags, for scripts that still have them
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
    series: flags.list('series'),
    provider: flags.list('provider'),
    output: flags.text('output'),
    chunkRows: flags.text('chunk-rows'),
    seed: flags.text('seed'),
    strict: flags.isOn('strict'),
  };
}
