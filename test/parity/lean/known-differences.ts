import { readFileSync } from 'node:fs';
import { type AlgorithmParity, ERROR } from './comparison.ts';

/** Why an algorithm departs from LEAN, and in which figures. */
export interface KnownDifference {
  readonly cause: string;
  /** Names of figures, as in a report's `what`. */
  readonly figures: readonly string[];
}

/** Algorithm names to what is known of them. */
export type KnownDifferences = Readonly<Record<string, KnownDifference>>;

/** The committed list. */
export function readKnownDifferences(): KnownDifferences {
  return JSON.parse(readFileSync(new URL('./known-differences.json', import.meta.url), 'utf8')) as KnownDifferences;
}

/**
 * Sets a report beside the list of known differences, in both directions: one sentence for each difference that the list
 * does not know, and one for each that it knows and that is there no more. Algorithms that did not run are left out.
 */
export function departuresFrom(known: KnownDifferences, algorithms: readonly AlgorithmParity[]): string[] {
  return algorithms.flatMap((algorithm) => {
    const figures = new Set(algorithm.differences.map(({ what }) => what));
    if (algorithm.error !== undefined) figures.add(ERROR);
    const listed = new Set(known[algorithm.name]?.figures);
    return [
      ...[...figures.difference(listed)].map(
        (what) => `${algorithm.name}: ${what} differs, and the list of known differences does not say so.`,
      ),
      ...[...listed.difference(figures)].map(
        (what) => `${algorithm.name}: ${what} is listed as a known difference, but it is equal.`,
      ),
    ];
  });
}
