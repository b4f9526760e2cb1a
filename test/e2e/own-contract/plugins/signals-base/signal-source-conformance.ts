import { describe, expect, it } from 'vitest';
import type { SignalSource } from './signal-source.ts';

/** The conformance suite of sources of signals. */
export function signalSourceConformance(name: string, create: () => SignalSource): void {
  describe(`${name} satisfies the contract SignalSource`, () => {
    const instants = Array.from({ length: 100 }, (_, week) => Date.UTC(2001, 0, 1 + 7 * week));

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
