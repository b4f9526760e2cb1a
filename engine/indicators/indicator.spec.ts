import { describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

describe('Indicator', () => {
  it('accepts a number or a row', () => {
    const indicator = new Identity();
    expect(indicator.update(1, 5)).toBe(true);
    expect(indicator.updateFrom({ endTime: 2, value: 6 })).toBe(true);
    expect(indicator).toMatchObject({ time: 2, value: 6, samples: 2 });
  });

  it('follows another indicator once that one is ready', () => {
    const first = new SimpleMovingAverage(2);
    const second = new Identity('second').of(first);
    const eager = new Identity('eager').of(first, false);
    [10, 20, 40].forEach((value, time) => first.update(time, value));
    expect(second).toMatchObject({ samples: 2, value: 30, previous: 15, time: 2 });
    expect(eager.samples).toBe(3);
  });
});
