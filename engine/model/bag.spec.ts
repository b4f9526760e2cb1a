import { describe, expect, it } from 'vitest';
import { Bag } from './bag.ts';

const items = (bag: Bag<{ n: number }>) => Array.from({ length: bag.length }, (_, i) => bag.at(i).n);

describe('Bag', () => {
  it('keeps order over pushes, pops and removals', () => {
    const bag = new Bag<{ n: number }>();
    const [a, b, c] = [{ n: 1 }, { n: 2 }, { n: 3 }];
    expect([bag.push(a), bag.push(b), bag.push(c)]).toEqual([0, 1, 2]);
    bag.remove(b);
    expect(items(bag)).toEqual([1, 3]);
    expect(bag.pop()).toBe(c);
    bag.push(b);
    expect(items(bag)).toEqual([1, 2]);
  });

  it('returns undefined when it is empty, and ignores items that it does not contain', () => {
    const bag = new Bag<{ n: number }>();
    expect(bag.pop()).toBeUndefined();
    bag.push({ n: 1 });
    bag.remove({ n: 1 });
    expect(bag.length).toBe(1);
  });
});
