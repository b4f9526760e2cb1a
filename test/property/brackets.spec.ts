import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracket, fillsInParts, playGroup } from '../../engine/testkit/group-play.ts';

/** The outcome of a long bracket of 10 at 100 by the documented rules, bar by bar. */
function slowReference(
  sessions: readonly (readonly [number, number, number, number])[],
  stop: number,
  target: number,
): string {
  for (const [open, high, low] of sessions) {
    if (open > target) return `target ${open}`;
    if (low <= stop) return `stop ${Math.min(open, stop)}`;
    if (high > target) return `target ${target}`;
  }
  return 'open';
}

describe('brackets on random paths', () => {
  const price = fc.integer({ min: 60, max: 140 });
  const session = fc
    .tuple(price, price, price, price)
    .map(
      ([open, close, one, other]) =>
        [open, Math.max(open, close, one, other), Math.min(open, close, one, other), close] as const,
    );

  it('end as documented, and never reverse the position', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(session, { minLength: 1, maxLength: 8 }), async (sessions) => {
        const { group, position } = await playGroup([100, 100, ...sessions], bracket);
        const tickets = [group?.stopLoss, group?.takeProfit];
        const [stop, target] = tickets.map((ticket) =>
          ticket?.status === 'Filled' ? ticket.averageFillPrice : undefined,
        );
        const outcome = stop === undefined ? (target === undefined ? 'open' : `target ${target}`) : `stop ${stop}`;
        expect(outcome).toBe(slowReference(sessions, 90, 120));
        expect(stop === undefined || target === undefined).toBe(true);
        expect(position).toBe(outcome === 'open' ? 10 : 0);
      }),
      { numRuns: 100 },
    );
  });

  it('with partial fills hold the sum of the fills of entry and exits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(price, { minLength: 2, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        async (closes, parts) => {
          const { group, position } = await playGroup([100, 100, ...closes], bracket, {
            fillModel: fillsInParts(parts),
          });
          const tickets = group?.tickets ?? [];
          const [entry] = tickets;
          const exits = tickets.slice(1);
          expect(position).toBe(tickets.reduce((sum, ticket) => sum + ticket.quantityFilled, 0));
          expect(position).toBeGreaterThanOrEqual(0);
          // open exits never exceed the position
          for (const exit of exits) if (exit.isOpen) expect(-exit.quantityRemaining).toBeLessThanOrEqual(position);
          expect(entry.quantityFilled).toBeLessThanOrEqual(10);
        },
      ),
      { numRuns: 100 },
    );
  });
});
