import { describe, expect, it } from 'vitest';
import { ConstantIndicator } from './constant-indicator.ts';

describe('ConstantIndicator', () => {
  it('has its value before and after updates and resets', () => {
    const indicator = new ConstantIndicator('two', 2);
    expect(indicator).toMatchObject({ name: 'two', value: 2, isReady: true, warmUpPeriod: 0 });
    indicator.update(1, 99);
    expect(indicator).toMatchObject({ value: 2, samples: 1, time: 1 });
    indicator.reset();
    expect(indicator).toMatchObject({ value: 2, samples: 0 });
  });
});
