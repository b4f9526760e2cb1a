import { describe, it } from 'vitest';

/** The tests of a contract: what an implementation must do, and the test, which throws by `expect` when it does not. */
export type SuiteCases<Subject> = Readonly<Record<string, (subject: Subject) => void | Promise<void>>>;

/** Holds a subject to the cases of a contract. */
export function conformanceSuite<Subject>(title: string, subject: Subject, cases: SuiteCases<Subject>): void {
  describe(title, () => {
    it.each(Object.entries(cases))('%s', async (_what, test) => {
      await test(subject);
    });
  });
}

/** A whole sentence, as people read refusals and caveats. */
export const SENTENCE = /^\S[\s\S]*[.!?]$/;
