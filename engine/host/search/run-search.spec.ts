import { temporaryFolder } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RandomSampler } from '../../../quant/search/plain-samplers.ts';
import { TreeParzenSampler } from '../../../quant/search/tree-parzen-sampler.ts';
import type { ParameterDeclaration } from '../strategy-config.ts';
import { analyse, judge } from './judgement.ts';
import { parseConstraint } from './objective.ts';
import { parameterSpace } from './parameter-space.ts';
import { bestTrial, runSearch } from './run-search.ts';
import type { SearchPlan } from './search-plan.ts';
import type { ParameterValues, Trial, TrialRun } from './trial.ts';
import { TrialLedger } from './trial-ledger.ts';
import type { TrialJob } from './trial-runner.ts';
import type { TrialPool } from './worker-pool.ts';

const DECLARATIONS: Readonly<Record<string, ParameterDeclaration>> = {
  fast: { default: 5, min: 1, max: 20, step: 1 },
  slow: { default: 30, min: 2, max: 60, step: 2 },
  kind: { default: 'a', choices: ['a', 'b'] },
};

/** What a run of these parameters answers. */
function runOf({ fast, slow, kind }: ParameterValues, part = 1): TrialRun {
  const value =
    part * (2 - Math.abs(Number(fast) - 8) / 8 - Math.abs(Number(slow) - 40) / 30 + (kind === 'b' ? 0.1 : 0));
  return {
    figures: { sharpeRatio: value, drawdown: Number(fast) / 40 },
    statistics: {},
    value,
    finalEquity: 1,
    sharpe: { count: 500, sharpe: value / 16, skewness: 0, kurtosis: 3 },
    blocks: Float64Array.from({ length: 48 }, (_, index) => (index % 3 === 0 ? 30 : value + (index % 5) / 10)),
    periodsPerYear: 252,
    dataHash: 'data',
    days: { time: new Float64Array(0), equity: new Float64Array(0) },
  };
}

/** Answers jobs after a few turns of the event loop, in an order that depends on the parameters. */
class FakePool implements TrialPool {
  readonly jobs: TrialJob[] = [];
  readonly size: number;
  private readonly answer: (job: TrialJob) => TrialRun;

  constructor(
    size: number,
    answer: (job: TrialJob) => TrialRun = ({ parameters, end }) => runOf(parameters, end === undefined ? 1 : 0.5),
  ) {
    this.size = size;
    this.answer = answer;
  }

  async run(job: TrialJob): Promise<TrialRun> {
    this.jobs.push(job);
    for (let turn = (Number(job.parameters.fast) * 7) % 5; turn >= 0; turn--)
      await new Promise((resolve) => setImmediate(resolve));
    return this.answer(job);
  }

  async close(): Promise<void> {}
}

function planOf(changes: Partial<SearchPlan> = {}): SearchPlan {
  const parameters = parameterSpace({
    declarations: DECLARATIONS,
    values: { fast: 5, slow: 30, kind: 'a' },
    fixed: [],
    ranges: [],
  });
  return {
    plan: { seed: 3 } as SearchPlan['plan'],
    parameters,
    sampler: new TreeParzenSampler({ space: parameters.space, seed: 3, lag: 4 }),
    samplerName: 'tpe',
    setup: {} as SearchPlan['setup'],
    objective: 'sharpeRatio',
    constraints: [],
    limit: 40,
    lag: 4,
    period: undefined,
    stages: [],
    holdout: undefined,
    code: 'code',
    key: 'key',
    settings: { run: 'r' },
    ...changes,
  };
}

describe('runSearch', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let count = 0;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const ledgerAt = (name: string): TrialLedger => new TrialLedger(`${folder.path}/${name}.sqlite`);

  async function searched(plan: SearchPlan, pool: TrialPool, name = `ledger-${count++}`): Promise<Trial[]> {
    using ledger = ledgerAt(name);
    const study = ledger.study('key', { strategy: 's', kind: 'optimization', settings: plan.settings });
    const trials = await runSearch(plan, { ledger, study, pool });
    expect(ledger.trials(study)).toEqual(trials);
    expect(ledger.study('key', study).isFinished).toBe(true);
    return trials;
  }

  it('finds the same trials with any number of workers, and the best of them', async () => {
    const one = await searched(planOf(), new FakePool(1));
    expect(one).toHaveLength(40);
    expect(await searched(planOf(), new FakePool(4))).toEqual(one);
    expect(bestTrial(one)?.value).toBeGreaterThan(1.7);
    expect(bestTrial(one)?.value).toBe(Math.max(...one.map(({ value = 0 }) => value)));
  });

  it('goes on where it was interrupted, and runs no trial twice but the first', async () => {
    const whole = await searched(planOf(), new FakePool(1));
    const interruption = new AbortController();
    const pool = new FakePool(3);
    {
      using ledger = ledgerAt('cut');
      const study = ledger.study('key', { strategy: 's', kind: 'optimization', settings: { run: 'r' } });
      const onProgress = ({ finished }: { finished: number }) => finished >= 17 && interruption.abort();
      const trials = await runSearch(planOf(), { ledger, study, pool, signal: interruption.signal, onProgress });
      expect(trials.length).toBeLessThan(40);
      expect(ledger.study('key', study).isFinished).toBe(false);
    }
    const rest = new FakePool(2);
    expect(await searched(planOf(), rest, 'cut')).toEqual(whole);
    expect(pool.jobs.length + rest.jobs.length - 1).toBe(whole.length);
  });

  it('goes on where trials in the middle were lost', async () => {
    const whole = await searched(planOf(), new FakePool(1));
    {
      using ledger = ledgerAt('holes');
      const study = ledger.study('key', { strategy: 's', kind: 'optimization', settings: { run: 'r' } });
      for (const trial of whole.slice(0, 20)) if (trial.number !== 14 && trial.number !== 17) ledger.add(study, trial);
    }
    expect(await searched(planOf(), new FakePool(4), 'holes')).toEqual(whole);
  });

  it('refuses to go on with other data', async () => {
    using ledger = ledgerAt('data');
    const study = ledger.study('key', { strategy: 's', kind: 'optimization', settings: { run: 'r' } });
    await searched(planOf({ limit: 3 }), new FakePool(1), 'other');
    using other = ledgerAt('other');
    ledger.add(study, { ...other.trials(study)[0], dataHash: 'older data' });
    await expect(runSearch(planOf(), { ledger, study, pool: new FakePool(1) })).rejects.toThrow('other data');
  });

  it('runs no trial that breaks a constraint on parameters, and marks those that break one on figures', async () => {
    const names = Object.keys(DECLARATIONS);
    const constraints = ['fast<10', 'drawdown<=0.1'].map((text) => parseConstraint(text, names));
    const pool = new FakePool(2);
    const trials = await searched(planOf({ constraints }), pool);
    expect(pool.jobs.every(({ parameters }) => Number(parameters.fast) < 10)).toBe(true);
    for (const { status, parameters, reason, sharpe } of trials) {
      const fast = Number(parameters.fast);
      expect([status, reason]).toEqual(
        fast >= 10 ? ['infeasible', 'fast<10'] : fast > 4 ? ['infeasible', 'drawdown<=0.1'] : ['completed', ''],
      );
      expect(sharpe === undefined).toBe(fast >= 10);
    }
  });

  it('keeps failed trials with their reason', async () => {
    const pool = new FakePool(2, ({ parameters }) => {
      if (parameters.kind === 'b') throw new Error('no b');
      return runOf(parameters);
    });
    const trials = await searched(planOf(), pool);
    const failed = trials.filter(({ status }) => status === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(
      failed.every(
        ({ reason, value, parameters }) => reason === 'no b' && value === undefined && parameters.kind === 'b',
      ),
    ).toBe(true);
    expect(bestTrial(trials)?.parameters.kind).toBe('a');
  });

  it('gives a trial with known parameters the known result', async () => {
    const parameters = parameterSpace({
      declarations: DECLARATIONS,
      values: { fast: 5, slow: 30, kind: 'a' },
      fixed: ['slow', 'kind'],
      ranges: [],
    });
    const points = [3, 5, 3, 3, 7].map((fast) => Float64Array.of(fast));
    const sampler = { requires: () => 0, suggest: (number: number) => points[number] };
    const pool = new FakePool(3);
    const trials = await searched(planOf({ parameters, sampler }), pool);
    expect(pool.jobs).toHaveLength(3);
    expect(trials.map(({ repeats }) => repeats)).toEqual([undefined, undefined, 0, 0, undefined]);
    expect(trials[2].value).toBe(trials[0].value);
  });

  it('prunes trials that are worse than the median after a part of the period, the same with any number of workers', async () => {
    const { space } = planOf().parameters;
    const plan = planOf({ stages: ['2001-01-01', '2002-01-01'], sampler: new RandomSampler({ space, seed: 5 }) });
    const pool = new FakePool(1);
    const trials = await searched(plan, pool);
    const pruned = trials.filter(({ status }) => status === 'pruned');
    expect(pruned.length).toBeGreaterThan(5);
    expect(pool.jobs.filter(({ end }) => end === undefined)).toHaveLength(trials.length - pruned.length);
    expect(Math.max(...pruned.map(({ stages }) => stages[0]))).toBeLessThan(bestTrial(trials)!.stages[0]);
    expect(await searched(plan, new FakePool(4))).toEqual(trials);
  });

  it('judges the best trial by all trials, and finds what the parameters explain', async () => {
    const trials = await searched(planOf(), new FakePool(2), 'judged');
    using ledger = ledgerAt('judged');
    const best = bestTrial(trials)!;
    const judgement = judge(best, trials, ledger.count());
    expect(judgement.trials).toBe(40);
    expect(judgement).toMatchObject({
      deflated: { value: expect.any(Number) as number },
      overfitting: { value: { combinations: 12_870 } },
      years: 500 / 252,
    });
    const alone = judge(best, [best], { trials: 1, variance: 0 });
    expect(alone.deflated).toEqual({ reason: 'a single trial is no search' });
    expect(alone.overfitting).toMatchObject({ reason: expect.stringContaining('fewer than two trials') as string });
    const { importance, plateau } = analyse(planOf().parameters, trials, best);
    expect(importance.map(({ name }) => name).toSorted()).toEqual(['fast', 'kind', 'slow']);
    expect(plateau?.score).toBeGreaterThan(0.5);
  });
});
