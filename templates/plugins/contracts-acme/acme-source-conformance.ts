import { describe, expect, it } from 'vitest';
import type { AcmeSource } from './acme-source.ts';

/** The conformance suite of the contract; the specs of its providers call it. */
export function sourceConformance(name: string, create: () => AcmeSource): void {
  describe(`${name} satisfies the contract AcmeSource:`, () => {
    const instants = Array.from({ length: 100 }, (_, week) => Date.UTC(2020, 0, 1 + 7 * week));

    it('returns shares from -1 to 1', () => {
      const source = create();
      for (const utc of instants) expect(Math.abs(source.shareAt(utc))).toBeLessThanOrEqual(1);
    });

    it('returns the same share for the same instant', () => {
      const [one, other] = [create(), create()];
      expect(instants.map((utc) => one.shareAt(utc))).toEqual(instants.map((utc) => other.shareAt(utc)));
    });
  });
}
