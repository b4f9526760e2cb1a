import { describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';
import { weightedBy } from './operators.ts';

describe('WeightedBy', () => {
  it('weights the values of one indicator by those of another', () => {
    const price = new Identity('price');
    const volume = new Identity('volume');
    const average = weightedBy(price, volume, 2);
    const values = [
      [10, 1],
      [20, 3],
      [40, 1],
    ].map(([value = NaN, weight = NaN], time) => {
      price.update(time, value);
      volume.update(time, weight);
      return average.value;
    });
    expect(values).toEqual([10, 17.5, 25]);
    expect(average.isReady).toBe(true);
    average.reset();
    expect(average).toMatchObject({ samples: 0, isReady: false });
    price.update(9, 5);
    volume.update(9, 2);
    expect(average.value).toBe(5);
  });

  it('keeps its value while the sum of weights is 0', () => {
    const price = new Identity('price');
    const volume = new Identity('volume');
    const average = weightedBy(price, volume, 1);
    [2, 0].forEach((weight, time) => {
      price.update(time, 7 + time);
      volume.update(time, weight);
    });
    expect(average.value).toBe(7);
  });
});
