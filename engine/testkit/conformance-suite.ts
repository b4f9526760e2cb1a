import { describe, expect, it } from 'vitest';

/** The cases of a contract: the requirement as the title, and a test that throws by `expect` when it is not met. */
export type SuiteCases<Subject> = Readonly<Record<string, (subject: Subject) => void | Promise<void>>>;

/** Runs the cases of a contract on a subject. */
export function conformanceSuite<Subject>(
  { name, kind }: { name: string; kind: string },
  subject: Subject,
  cases: SuiteCases<Subject>,
): void {
  describe(`${name} satisfies the contract of ${kind}:`, () => {
    it.each(Object.entries(cases))('%s', async (_what, test) => {
      expect(await test(subject)).toBeUndefined();
    });
  });
}

/** A whole sentence, as rejections and caveats must be. */
export const SENTENCE = /^\S[\s\S]*[.!?]$/;
