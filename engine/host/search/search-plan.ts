import { createHash } from 'node:crypto';
import { CmaEsSampler } from '../../../quant/search/cma-es-sampler.ts';
import { GridSampler, LatinHypercubeSampler, RandomSampler } from '../../../quant/search/plain-samplers.ts';
import type { Sampler } from '../../../quant/search/sampler.ts';
import { TreeParzenSampler } from '../../../quant/search/tree-parzen-sampler.ts';
import { EngineError } from '../../model/engine-error.ts';
import { codeHash } from '../code-hash.ts';
import { dateText, parseDate } from '../dates.ts';
import { HOST_ERRORS } from '../errors.ts';
import type { Plan, RunFlags } from '../plan.ts';
import { SEARCH_ERRORS } from './errors.ts';
import { checkObjective, parseConstraint } from './objective.ts';
import type { Constraint } from './objective.ts';
import { parameterSpace } from './parameter-space.ts';
import type { ParameterSpace } from './parameter-space.ts';
import type { TrialSetup } from './trial-runner.ts';

const DAY = 86_400_000;
const DEFAULT_TRIALS = 100;
const DEFAULT_OBJECTIVE = 'sharpeRatio';
/** Trials that may run at once without using each other's results. Part of the study, as the results depend on it. */
const DEFAULT_LAG = 8;
/** Shares of the period after which a trial may be pruned. */
const STAGES = [0.25, 0.5];

export const SAMPLERS = ['tpe', 'cma-es', 'random', 'latin-hypercube', 'grid'] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** Flags of a search besides those of a run. */
export interface SearchFlags {
  /** See {@link parameterSpace}. */
  readonly ranges?: readonly string[];
  /** Figure, with a minus for one that is to be small, or `own`. */
  readonly objective?: string;
  readonly constraints?: readonly string[];
  readonly sampler?: SamplerName;
  readonly trials?: number;
  /** Values of a parameter without a step, for the grid. */
  readonly levels?: number;
  /** Share of the period at its end, or the first day, that is held back. */
  readonly holdout?: string;
  readonly prune?: boolean;
  /** Distinguishes searches with equal settings. */
  readonly name?: string;
}

/** First and last day, yyyy-mm-dd. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** A search before it runs. */
export interface SearchPlan {
  readonly plan: Plan;
  readonly parameters: ParameterSpace;
  readonly setup: TrialSetup;
  readonly objective: string;
  readonly constraints: readonly Constraint[];
  readonly samplerName: SamplerName;
  readonly sampler: Sampler;
  /** Trials at most. */
  readonly limit: number;
  /** A trial is pruned by trials before this many. */
  readonly lag: number;
  /** The period of the search; undefined if the strategy decides. */
  readonly period: Period | undefined;
  /** Last days of the beginnings of the period over which a trial runs first. */
  readonly stages: readonly string[];
  readonly holdout: Period | undefined;
  readonly code: string;
  /** Identifies everything that the trials depend on. */
  readonly key: string;
  /** The same in words, for the ledger. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** @param flags those of the plan, of which a search uses the ones that a session knows @throws EngineError */
export function planSearch(plan: Plan, flags: RunFlags, search: SearchFlags): SearchPlan {
  const { strategy, seed } = plan;
  const declarations = strategy.config.parameters ?? {};
  const parameters = parameterSpace({
    declarations,
    values: plan.parameters,
    fixed: (flags.param ?? []).map((text) => text.split('=')[0]),
    ranges: search.ranges ?? [],
  });
  const { objective = DEFAULT_OBJECTIVE, sampler: samplerName = 'tpe' } = search;
  checkObjective(objective);
  const constraints = (search.constraints ?? []).map((text) => parseConstraint(text, Object.keys(declarations)));
  const whole = periodOf(plan);
  const holdout = search.holdout === undefined ? undefined : holdoutOf(search.holdout, whole);
  const period = holdout === undefined ? whole : { start: whole!.start, end: dayBefore(holdout.start) };
  const stages = search.prune === true ? stagesOf(period) : [];
  const setup = setupOf(plan, flags, { objective, period });
  const code = codeHash(strategy.folder);
  // without the folder, so that a copy of the strategy knows the study
  const run = JSON.stringify({ ...setup.run, strategy: '', data: plan.data.shown, source: plan.dataSource.name });
  const limit = search.trials ?? (samplerName === 'grid' ? Infinity : DEFAULT_TRIALS);
  const settings = {
    name: search.name ?? '',
    run,
    objective,
    constraints: constraints.map(({ text }) => text),
    sampler: samplerName,
    parameters: parameters.parameters,
    levels: search.levels ?? null,
    // the points of a Latin hypercube depend on their number
    hypercube: samplerName === 'latin-hypercube' ? limit : null,
    stages,
    holdout: holdout ?? null,
    seed,
    code,
    fixed: plan.parameters,
  };
  const sampler = samplerOf(samplerName, { parameters, seed, limit, levels: search.levels });
  return {
    plan,
    parameters,
    setup,
    objective,
    constraints,
    samplerName,
    sampler,
    limit: sampler instanceof GridSampler ? Math.min(limit, sampler.size) : limit,
    lag: DEFAULT_LAG,
    period,
    stages,
    holdout,
    code,
    key: createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
    settings,
  };
}

interface SamplerInput {
  readonly parameters: ParameterSpace;
  readonly seed: number;
  readonly limit: number;
  readonly levels: number | undefined;
}

function samplerOf(name: SamplerName, { parameters: { space }, seed, limit, levels }: SamplerInput): Sampler {
  switch (name) {
    case 'grid':
      return new GridSampler({ space, levels });
    case 'random':
      return new RandomSampler({ space, seed });
    case 'latin-hypercube':
      return new LatinHypercubeSampler({ space, seed, trials: limit });
    case 'cma-es':
      return new CmaEsSampler({ space, seed });
    default:
      return new TreeParzenSampler({ space, seed, lag: DEFAULT_LAG });
  }
}

/** The options of a session's runs that the flags of a command set. */
function setupOf(
  plan: Plan,
  flags: RunFlags,
  { objective, period }: { readonly objective: string; readonly period: Period | undefined },
): TrialSetup {
  const { project, strategy } = plan;
  return {
    session: { workingFolder: project.workingFolder, data: flags.data, dataSource: flags.dataSource },
    run: {
      strategy: strategy.folder,
      start: period?.start ?? flags.start,
      end: period?.end ?? flags.end,
      cash: flags.cash === undefined ? undefined : plan.cash,
      seed: plan.seed,
      fillModel: flags.fillModel,
      feeModel: flags.feeModel,
      slippageModel: flags.slippageModel,
      settlementModel: flags.settlementModel,
      buyingPowerModel: flags.buyingPowerModel,
      brokerageModel: flags.brokerageModel,
      benchmark: flags.benchmark,
    },
    objective,
  };
}

/** The period of a plan; undefined unless both days are known. */
export function periodOf({ startDate, endDate }: Plan): Period | undefined {
  return startDate === undefined || endDate === undefined
    ? undefined
    : { start: dateText(startDate), end: dateText(endDate) };
}

/** The day before another, yyyy-mm-dd. */
function dayBefore(date: string): string {
  return dateText(parseDate(date, 'A day') - DAY);
}

/** The day after a share of a period. */
function dayWithin({ start, end }: Period, share: number): string {
  const [first, last] = [parseDate(start, 'The start'), parseDate(end, 'The end')];
  return dateText(first + Math.round(((last - first) / DAY) * share) * DAY);
}

function stagesOf(period: Period | undefined): string[] {
  const known = period ?? noPeriod('pruning');
  return STAGES.map((share) => dayWithin(known, share));
}

function holdoutOf(text: string, period: Period | undefined): Period {
  const known = period ?? noPeriod('a holdout');
  const share = Number(text);
  if (Number.isFinite(share) && !(share > 0 && share < 1)) {
    throw new EngineError(
      HOST_ERRORS.BAD_NUMBER,
      `The holdout is ${text}, but must be a share of the period between 0 and 1, or its first day as yyyy-mm-dd.`,
      { data: { holdout: text } },
    );
  }
  const start = Number.isFinite(share)
    ? dayWithin(known, 1 - share)
    : dateText(parseDate(text, 'The first day of the holdout (flag --holdout)'));
  if (start > known.start && start <= known.end) return { start, end: known.end };
  throw new EngineError(
    HOST_ERRORS.BAD_DATE,
    `The holdout begins at ${start}, but must begin after ${known.start} and not after ${known.end}. Give a day within the period.`,
    { data: { holdout: start } },
  );
}

function noPeriod(what: string): never {
  throw new EngineError(
    SEARCH_ERRORS.NO_PERIOD,
    `The strategy sets its own dates, so ${what} cannot be taken from them. ${SEARCH_ERRORS.NO_PERIOD.remedy}`,
  );
}
