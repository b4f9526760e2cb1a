import { describe, expect, it } from 'vitest';
import { ExponentialSmoother } from './exponential-smoother.ts';

describe('ExponentialSmoother', () => {
  it('moves by its factor towards the input', () => {
    const smoother = new ExponentialSmoother(0.25);
    smoother.start(8);
    smoother.add(12);
    expect(smoother.level).toBe(9);
    smoother.add(5);
    expect(smoother.level).toBe(8);
  });

  it('stays unchanged when the input equals the level', () => {
    const smoother = new ExponentialSmoother(2 / 21);
    smoother.start(100.07);
    for (let index = 0; index < 1000; index++) smoother.add(100.07);
    expect(smoother.level).toBe(100.07);
  });

  it('is the input itself with a factor of 1', () => {
    const smoother = new ExponentialSmoother(1);
    smoother.start(0.1);
    smoother.add(0.3);
    expect(smoother.level).toBe(0.3);
  });
});
