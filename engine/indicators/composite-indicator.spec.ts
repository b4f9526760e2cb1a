import { describe, expect, it } from 'vitest';
import { CompositeIndicator } from './composite-indicator.ts';
import { ConstantIndicator } from './constant-indicator.ts';
import { Identity } from './identity.ts';

describe('CompositeIndicator', () => {
  it('computes when both sides have a new value', () => {
    const left = new Identity('l');
    const right = new Identity('r');
    const composite = new CompositeIndicator(left, right, (first, second) => first - second);
    expect(composite.name).toBe('COMPOSE(l,r)');
    left.update(1, 5);
    expect(composite).toMatchObject({ samples: 0, isReady: false });
    right.update(2, 3);
    expect(composite).toMatchObject({ samples: 1, value: 2, time: 2, isReady: true });
    right.update(3, 1);
    right.update(4, 0);
    expect(composite.samples).toBe(1);
    left.update(4, 9);
    expect(composite).toMatchObject({ samples: 2, value: 9, previous: 2 });
  });

  it('does not wait for a constant operand on either side', () => {
    const left = new Identity('l');
    const product = new CompositeIndicator(
      left,
      new ConstantIndicator('2', 2),
      (first, second) => first * second,
      'twice',
    );
    const rest = new CompositeIndicator(new ConstantIndicator('10', 10), left, (first, second) => first - second);
    left.update(1, 5);
    left.update(2, 6);
    expect(product).toMatchObject({ name: 'twice', samples: 2, value: 12, warmUpPeriod: 1 });
    expect(rest.value).toBe(4);
  });

  it('counts a computation without a result but retains its value', () => {
    const left = new Identity('l');
    const composite = new CompositeIndicator(left, new ConstantIndicator('0', 0), (first) => (first > 5 ? NaN : first));
    left.update(1, 5);
    left.update(2, 6);
    expect(composite).toMatchObject({ samples: 2, value: 5, time: 1 });
  });

  it('resets its sides with itself', () => {
    const left = new Identity('l');
    const right = new Identity('r');
    const composite = new CompositeIndicator(left, right, Math.max);
    left.update(1, 1);
    composite.reset();
    expect(left.samples).toBe(0);
    right.update(2, 2);
    expect(composite.samples).toBe(0);
  });
});
