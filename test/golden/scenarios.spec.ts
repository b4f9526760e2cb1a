import { describe, expect, it } from 'vitest';
import { pinnedStrategies, pinned, readScenario, runScenario } from './scenario.ts';

describe.each(pinnedStrategies())('%s', (strategy) => {
  const scenario = readScenario(strategy);

  it('gives the pinned results of its scenario; make pin STRATEGY=… pins new ones', async () => {
    expect(pinned(await runScenario(strategy, scenario))).toEqual(scenario.expected);
  });

  it('gives the same results with windows of one row and of 4,096', async () => {
    const one = await runScenario(strategy, scenario, { chunkRows: '1' });
    const many = await runScenario(strategy, scenario, { chunkRows: '4096' });
    expect(pinned(one)).toEqual(pinned(many));
    expect(one.resultHash).toBe(scenario.expected.resultHash);
  });
});
