import { describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';
import { emaOf, maxOf, minOf, minus, over, plus, smaOf, times } from './operators.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

describe('operators of indicators', () => {
  it('compute with another indicator or a number', () => {
    const left = new Identity('l');
    const right = new Identity('r');
    const results = [
      plus(left, right),
      minus(left, right),
      times(left, right),
      over(left, right, 'ratio'),
      plus(left, 1),
      minus(left, 1),
      times(left, 3),
      over(left, 4),
    ];
    left.update(1, 6);
    right.update(1, 4);
    expect(results.map(({ value }) => value)).toEqual([10, 2, 24, 1.5, 7, 5, 18, 1.5]);
    expect(results.map(({ name }) => name).slice(3, 5)).toEqual(['ratio', 'COMPOSE(l,1)']);
  });

  it('keep the last ratio while the right side is 0', () => {
    const left = new Identity('l');
    const right = new Identity('r');
    const ratio = over(left, right);
    [4, 0].forEach((divisor, time) => {
      left.update(time, 8);
      right.update(time, divisor);
    });
    expect(ratio).toMatchObject({ value: 2, samples: 2 });
  });

  it('compute averages and extremes of an indicator once it is ready', () => {
    const source = new SimpleMovingAverage(2, 'source');
    const made = [emaOf(source, 2), emaOf(source, 1, 0.5), smaOf(source, 2), maxOf(source, 2), minOf(source, 2)];
    const eager = smaOf(source, 3, false);
    [1, 3, 7].forEach((value, time) => source.update(time, value));
    expect(made.map(({ name }) => name)).toEqual([
      'EMA2_Of_source',
      'EMA1_Of_source',
      'SMA2_Of_source',
      'MAX2_Of_source',
      'MIN2_Of_source',
    ]);
    expect(made.map(({ value }) => value)).toEqual([3.5, 3.5, 3.5, 5, 2]);
    expect(eager.value).toBeCloseTo(8 / 3, 12);
  });
});
