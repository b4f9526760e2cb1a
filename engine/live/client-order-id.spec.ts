import { describe, expect, it } from 'vitest';
import { clientOrderIdOf, orderIdOf, revisionIdOf, runIdOf } from './client-order-id.ts';

describe('client order ids', () => {
  const run = runIdOf(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));

  it('contain run, order and revision in few letters and digits', () => {
    expect(run).toMatch(/^tw[0-9a-z]{10}$/);
    expect(runIdOf(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255))).toMatch(/^tw[0-9a-z]{10}$/);
    expect(clientOrderIdOf(run, 17)).toBe(`${run}-17`);
    expect([revisionIdOf(run, 17, 1), revisionIdOf(run, 17, 2)]).toEqual([`${run}-17`, `${run}-17-r2`]);
    expect(revisionIdOf(run, 1e9, 1000).length).toBeLessThanOrEqual(48);
  });

  it.each([
    ['an order', `${run}-17`, 17],
    ['a revision', `${run}-17-r3`, 17],
    ['of another run', 'tw0000000000-17', undefined],
    ['foreign', 'mine', undefined],
    ['longer', `${run}-17x`, undefined],
    ['zero', `${run}-0`, undefined],
    ['none', undefined, undefined],
  ])('are recognized: %s', (_what, text, expected) => expect(orderIdOf(run, text)).toBe(expected));
});
