import { describe, expect, it } from 'vitest';
import { StepWatch } from './step-watch.ts';

const LIMITS = { warning: 3, step: 6, stop: 2 };

function watching(steps: readonly (number | undefined)[], { isStopping = false } = {}) {
  const warnings: string[] = [];
  let at = -1;
  const watch = new StepWatch({
    step: () => steps[at],
    isStopping: () => isStopping,
    warn: (message) => warnings.push(message),
    limits: LIMITS,
  });
  let error: unknown;
  const done = watch.during(() => new Promise<never>(() => {})).catch((fault: unknown) => void (error = fault));
  return {
    warnings,
    watch,
    run: async (): Promise<unknown> => {
      for (at = 0; at < steps.length; at++) watch.look();
      await Promise.race([done, Promise.resolve()]);
      await Promise.resolve();
      return error;
    },
  };
}

describe('StepWatch', () => {
  it('warns of a step that waits, and gives it up', async () => {
    const { warnings, run, watch } = watching([4, 4, 4, 4, 4, 4, 4]);
    expect(await run()).toMatchObject({
      code: 'RUN_STRATEGY_FAILED',
      message:
        'The strategy has waited for 6 seconds in one step for a promise that is not settled, so the run was given up. Settle every promise that a handler awaits.',
    });
    expect(warnings).toEqual([
      'The strategy has waited for 3 seconds in one step for a promise that is not settled. It is given up after 6 seconds.',
    ]);
    expect(watch.isLate).toBe(true);
  });

  it('lets steps that end, and times between two steps, be', async () => {
    const { warnings, run, watch } = watching([1, 1, 2, 2, 3, 3, undefined, undefined, undefined, undefined, 3, 3]);
    expect(await run()).toBeUndefined();
    expect([warnings, watch.isLate]).toEqual([[], false]);
  });

  it('gives a step up sooner where the run is to stop', async () => {
    const { run } = watching([1, 1, 1], { isStopping: true });
    expect(await run()).toMatchObject({
      message: expect.stringContaining('so the run was not stopped in order') as string,
    });
  });

  it('answers what the work answers', async () => {
    const watch = new StepWatch({ step: () => 1, isStopping: () => false, warn: () => {} });
    expect(await watch.during(() => Promise.resolve(5))).toBe(5);
    await expect(watch.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
