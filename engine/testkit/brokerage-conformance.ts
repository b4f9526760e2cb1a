import { describe, expect, it } from 'vitest';
import type { ConformanceCases } from './conformance/case.ts';
import { FILL_CASES } from './conformance/fill-cases.ts';
import { brokenInvariants } from './conformance/invariants.ts';
import { ConformanceLine } from './conformance/line.ts';
import type { BrokeragePeer } from './conformance/line.ts';
import { ORDER_CASES } from './conformance/order-cases.ts';
import { RECOVERY_CASES } from './conformance/recovery-cases.ts';
import { CONFORMANCE_ROWS } from './conformance/rows.ts';

/** A broker under test. */
export interface ConformanceSubject {
  /** Creates a peer with an empty account of $100,000. */
  readonly create: () => BrokeragePeer | Promise<BrokeragePeer>;
  /** Rows that do not apply, each with its reason in a whole sentence. */
  readonly exempt: Readonly<Record<number, string>>;
  /** The broker's own tests of other rows. */
  readonly own?: ConformanceCases;
}

const CASES: ConformanceCases = { ...ORDER_CASES, ...FILL_CASES, ...RECOVERY_CASES };

/**
 * Tests that a broker satisfies the contract of {@link Brokerage}: the engine's venue and order desk in front of it,
 * the broker's own books behind it, and after every case the invariants (both sides have the same fills, positions and
 * orders, and nothing happened twice).
 */
export function brokerageConformance(name: string, { create, exempt, own = {} }: ConformanceSubject): void {
  const cases: ConformanceCases = { ...CASES, ...own };
  const isTested = (row: number): boolean => Object.hasOwn(cases, row) && !Object.hasOwn(exempt, row);

  describe(`${name} satisfies the contract of brokers:`, () => {
    const rows = Object.keys(CONFORMANCE_ROWS).map(Number);

    it.each(rows.filter(isTested).map((row) => [row, CONFORMANCE_ROWS[row]] as const))('%d %s', async (row) => {
      const peer = await create();
      const line = await new ConformanceLine(peer).connect();
      await cases[row](line, peer);
      await line.settle();
      expect(brokenInvariants(line, peer)).toEqual([]);
    });

    it('tests every row, or states why it does not apply', () => {
      const open = rows.filter((row) => !isTested(row));
      expect(open.filter((row) => !Object.hasOwn(exempt, row))).toEqual([]);
      const reasons = open.map((row) => `${row} ${CONFORMANCE_ROWS[row]}: ${exempt[row]}`);
      expect(reasons.filter((reason) => !/: [A-Z].*\.$/.test(reason))).toEqual([]);
      expect(Object.keys(exempt).filter((row) => !Object.hasOwn(CONFORMANCE_ROWS, row))).toEqual([]);
    });
  });
}
