import { describe, expect, it } from 'vitest';

/** The tests of a contract: what an implementation must do, and the test, which throws by `expect` when it does not. */
export type SuiteCases<Subject> = Readonly<Record<string, (subject: Subject) => void | Promise<void>>>;

/** Holds a subject to the cases of the contract of its kind. */
export function conformanceSuite<Subject>(
  { name, kind }: { name: string; kind: string },
  subject: Subject,
  cases: SuiteCases<Subject>,
): void {
  describe(`${name} keeps the contract of ${kind}:`, () => {
    it.each(Object.entries(cases))('%s', async (_what, test) => {
      expect(await test(subject)).toBeUndefined();
    });
  });
}

/** A whole sentence, as people read refusals and caveats. */
export const SENTENCE = /^\S[\s\S]*[.!?]$/;
