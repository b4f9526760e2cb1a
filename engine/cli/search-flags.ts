import { SAMPLERS } from '../host/search/search-plan.ts';
import type { Flag } from './command.ts';

/** Flags of commands that search parameters. */
export const SEARCH_FLAGS: readonly Flag[] = [
  {
    name: 'range',
    kind: 'list',
    placeholder: 'NAME=MIN:MAX:STEP',
    description: 'Values to search, or NAME=A,B,C; without it all ranges and choices of config.json',
  },
  {
    name: 'objective',
    placeholder: 'FIGURE',
    description:
      'What is to be large (sharpeRatio), -FIGURE for what is to be small, or own for the strategy’s function',
  },
  {
    name: 'constraint',
    kind: 'list',
    placeholder: 'A<B',
    description: 'What trials must keep, such as "fast<slow" or "drawdown<=0.2"; may be given again and again',
  },
  {
    name: 'sampler',
    placeholder: 'NAME',
    choices: SAMPLERS,
    description: 'How parameters are chosen; tpe without it',
  },
  { name: 'trials', placeholder: 'NUMBER', description: 'Trials at most; 100 without it, a whole grid for grid' },
  {
    name: 'levels',
    placeholder: 'NUMBER',
    description: 'Values of a parameter without a step in a grid; 10 without it',
  },
  {
    name: 'prune',
    kind: 'switch',
    description: 'Give trials up that are worse than the median after a part of the period',
  },
  { name: 'workers', placeholder: 'NUMBER', description: 'Threads; one for each processor without it, 0 for none' },
  { name: 'name', placeholder: 'TEXT', description: 'Tells searches with equal settings apart' },
  { name: 'ledger', placeholder: 'FILE', description: 'Ledger of trials; without it trials.sqlite of the strategy' },
  { name: 'progress', kind: 'switch', description: 'Show how far the search is (--no-progress does not)' },
];
