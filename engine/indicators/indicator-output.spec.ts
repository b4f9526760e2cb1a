import { describe, expect, it } from 'vitest';
import { IndicatorOutput } from './indicator-output.ts';

describe('IndicatorOutput', () => {
  it('takes value and readiness from its owner, and publishes the value', () => {
    const output = new IndicatorOutput('band', 3);
    const heard: number[] = [];
    output.onUpdated(({ value }) => heard.push(value));
    output.take({ endTime: 1, value: 5 }, false);
    expect(output).toMatchObject({ name: 'band', warmUpPeriod: 3, value: 5, isReady: false, samples: 1 });
    output.take({ endTime: 2, value: 6 }, true);
    expect(output).toMatchObject({ value: 6, previous: 5, isReady: true, time: 2 });
    output.reset();
    expect(output).toMatchObject({ value: 0, isReady: false, samples: 0 });
    expect(heard).toEqual([5, 6]);
  });

  it('skips a missing value', () => {
    const output = new IndicatorOutput('band', 1);
    output.take({ endTime: 1, value: NaN }, true);
    expect(output).toMatchObject({ samples: 0, isReady: false });
  });
});
