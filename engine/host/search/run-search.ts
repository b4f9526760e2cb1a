import type { Observation } from '../../../quant/search/sampler.ts';
import { isWorseThanMedian } from '../../../quant/search/median-pruner.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { SearchPlan } from './search-plan.ts';
import type { Trial, TrialRun } from './trial.ts';
import type { Study, TrialLedger } from './trial-ledger.ts';
import type { TrialPool } from './worker-pool.ts';

/** How far a search is. */
export interface SearchProgress {
  readonly finished: number;
  /** Trials at most. */
  readonly limit: number;
  /** Trials of this call, without those that the ledger had. */
  readonly ran: number;
  readonly best: Trial | undefined;
}

/** What a search runs with. */
export interface SearchParts {
  readonly ledger: TrialLedger;
  readonly study: Study;
  readonly pool: TrialPool;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** The best of the trials with a whole run; of equal ones the first. */
export function bestTrial(trials: readonly Trial[]): Trial | undefined {
  let best: Trial | undefined;
  for (const trial of trials)
    if (trial.status === 'completed' && trial.value !== undefined && !(trial.value <= (best?.value ?? -Infinity)))
      best = trial;
  return best;
}

/**
 * Runs the trials of a search that its ledger does not have yet. The result depends neither on the number of workers nor on
 * interruptions: which results a trial's parameters are chosen from is fixed by its number.
 *
 * @returns all trials by number; incomplete if the signal was given
 * @throws EngineError if the data of a search that goes on have changed
 */
export async function runSearch(plan: SearchPlan, parts: SearchParts): Promise<Trial[]> {
  const search = new Search(plan, parts);
  await search.requireSameData();
  return await search.run();
}

class Search {
  private readonly plan: SearchPlan;
  private readonly parts: SearchParts;
  private readonly trials = new Map<number, Trial>();
  private readonly observations: Observation[] = [];
  private readonly running = new Map<number, Promise<void>>();
  /** The first trial with some parameters. */
  private readonly firstWith = new Map<string, number>();
  /** All trials below this number have finished. */
  private prefix = 0;
  private ran = 0;
  private best: Trial | undefined;

  constructor(plan: SearchPlan, parts: SearchParts) {
    this.plan = plan;
    this.parts = parts;
    for (const trial of parts.ledger.trials(parts.study)) this.trials.set(trial.number, trial);
    this.best = bestTrial([...this.trials.values()]);
  }

  /** A search that goes on runs its first complete trial again and compares. */
  async requireSameData(): Promise<void> {
    const known = [...this.trials.values()].find(
      ({ status, repeats }) => status === 'completed' && repeats === undefined,
    );
    if (known === undefined || this.parts.study.isFinished) return;
    const run = await this.parts.pool.run({ parameters: known.parameters });
    if (run.dataHash === known.dataHash) return;
    throw new EngineError(
      SEARCH_ERRORS.DATA_CHANGED,
      `Trial ${known.number} has read other data than when the search began. ${SEARCH_ERRORS.DATA_CHANGED.remedy}`,
      { data: { trial: known.number } },
    );
  }

  async run(): Promise<Trial[]> {
    const { pool, ledger, study } = this.parts;
    const { limit } = this.plan;
    let number = 0;
    let isExhausted = false;
    for (; number < limit && !this.isStopped(); number++) {
      const known = this.trials.get(number);
      if (known === undefined) {
        await this.untilFinished(this.requirement(number));
        if (this.isStopped()) break;
      }
      const point = known === undefined ? this.suggest(number) : this.plan.parameters.pointOf(known.parameters);
      if (point === undefined) {
        isExhausted = true;
        break;
      }
      this.observations[number] = { point, value: known && lossOf(known) };
      this.begin(number, point);
      while (this.running.size >= pool.size && !this.isStopped()) await Promise.race(this.running.values());
    }
    await Promise.all(this.running.values());
    if (!this.isStopped() && (isExhausted || number >= limit)) ledger.finish(study);
    return [...this.trials.values()].sort((one, other) => one.number - other.number);
  }

  private isStopped(): boolean {
    return this.parts.signal?.aborted === true;
  }

  /** How many of the first trials must have finished before a trial is chosen. */
  private requirement(number: number): number {
    const { sampler, stages, lag } = this.plan;
    const ofPruning = stages.length === 0 ? 0 : Math.max(0, number - lag + 1);
    return Math.max(sampler.requires(number), ofPruning);
  }

  private suggest(number: number): Float64Array | undefined {
    return this.plan.sampler.suggest(number, this.observations.slice(0, number));
  }

  private async untilFinished(count: number): Promise<void> {
    while (this.prefix < count && !this.isStopped()) await Promise.race(this.running.values());
  }

  private begin(number: number, point: Float64Array): void {
    const key = this.plan.parameters.space.keyOf(point);
    const first = this.firstWith.get(key);
    if (first === undefined) this.firstWith.set(key, number);
    const known = this.trials.get(number);
    if (known !== undefined) {
      this.moveOn();
      return;
    }
    const running = this.finish(number, point, first);
    // a failure is reported by whoever waits for it
    running.catch(() => {});
    this.running.set(number, running);
  }

  private async finish(number: number, point: Float64Array, first: number | undefined): Promise<void> {
    try {
      const trial = await this.execute(number, point, first);
      if (trial !== undefined) this.keep(trial);
    } finally {
      this.running.delete(number);
    }
  }

  private keep(trial: Trial): void {
    const { ledger, study, onProgress } = this.parts;
    ledger.add(study, trial);
    this.trials.set(trial.number, trial);
    this.observations[trial.number] = { point: this.observations[trial.number].point, value: lossOf(trial) };
    this.ran++;
    if (this.best === undefined || (trial.value ?? -Infinity) > (this.best.value ?? -Infinity))
      this.best = bestTrial([trial]) ?? this.best;
    this.moveOn();
    onProgress?.({ finished: this.trials.size, limit: this.plan.limit, ran: this.ran, best: this.best });
  }

  private moveOn(): void {
    while (this.trials.has(this.prefix)) this.prefix++;
  }

  /** Undefined for a trial that was interrupted. */
  private async execute(number: number, point: Float64Array, first: number | undefined): Promise<Trial | undefined> {
    const { parameters, constraints, code, plan } = this.plan;
    const values = parameters.valuesOf(point);
    const base = { ...EMPTY, number, parameters: values, codeHash: code, seed: plan.seed };
    if (first !== undefined) {
      await this.running.get(first);
      const repeated = this.trials.get(first);
      return repeated && { ...repeated, number, repeats: repeated.repeats ?? first };
    }
    const broken = constraints.find((constraint) => constraint.isOfParameters && !constraint.isKept(values));
    if (broken !== undefined) return { ...base, status: 'infeasible', reason: broken.text };
    try {
      return await this.attempt(base);
    } catch (error) {
      if (this.isStopped()) return undefined;
      return { ...base, status: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private async attempt(base: Trial): Promise<Trial> {
    const { constraints, stages } = this.plan;
    const { pool } = this.parts;
    const known = Math.max(0, base.number - this.plan.lag + 1);
    const reached: number[] = [];
    for (const [stage, end] of stages.entries()) {
      const part = await pool.run({ parameters: base.parameters, end });
      reached.push(part.value);
      const others = this.completedBefore(known).map(({ stages: values }) => -values[stage]);
      if (isWorseThanMedian(-part.value, others))
        return { ...base, status: 'pruned', stages: reached, reason: `worse than the median until ${end}` };
    }
    const run = await pool.run({ parameters: base.parameters });
    const broken = constraints.find(({ isKept }) => !isKept({ ...run.figures, ...base.parameters }));
    const trial = { ...base, ...resultOf(run), stages: reached };
    if (broken !== undefined) return { ...trial, status: 'infeasible', reason: broken.text };
    return Number.isNaN(run.value)
      ? { ...trial, value: undefined, status: 'failed', reason: 'the objective is not a number' }
      : { ...trial, status: 'completed' };
  }

  private completedBefore(number: number): Trial[] {
    const found: Trial[] = [];
    for (let earlier = 0; earlier < number; earlier++) {
      const trial = this.trials.get(earlier);
      if (trial?.status === 'completed' && trial.repeats === undefined) found.push(trial);
    }
    return found;
  }
}

const EMPTY: Omit<Trial, 'number' | 'parameters' | 'codeHash' | 'seed'> = {
  status: 'failed',
  value: undefined,
  figures: {},
  statistics: {},
  sharpe: undefined,
  blocks: undefined,
  periodsPerYear: 0,
  stages: [],
  repeats: undefined,
  dataHash: '',
  reason: '',
};

function resultOf({ figures, statistics, value, sharpe, blocks, periodsPerYear, dataHash }: TrialRun) {
  return { figures, statistics, value, sharpe, blocks, periodsPerYear, dataHash };
}

/** The value of a trial for a sampler, which minimises. */
function lossOf({ status, value }: Trial): number {
  return status === 'completed' && value !== undefined ? -value : Infinity;
}
