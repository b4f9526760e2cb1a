import { readFileSync } from 'node:fs';
import { type AlgorithmParity, ERROR } from './comparison.ts';

/** The cause and the figures of an algorithm's differences from LEAN. */
export interface KnownDifference {
  readonly cause: string;
  /** Names of figures, as in a report's `what`. */
  readonly figures: readonly string[];
}

/** Known differences by name of the algorithm. */
export type KnownDifferences = Readonly<Record<string, KnownDifference>>;

/** The committed list. */
export function readKnownDifferences(): KnownDifferences {
  return JSON.parse(readFileSync(new URL('./known-differences.json', import.meta.url), 'utf8')) as KnownDifferences;
}

/**
 * Compares a report with the list of known differences, in both directions: one sentence for each unlisted difference,
 * and one for each listed difference that no longer exists. Algorithms that did not run are ignored.
 */
export function departuresFrom(known: KnownDifferences, algorithms: readonly AlgorithmParity[]): string[] {
  return algorithms.flatMap((algorithm) => {
    const figures = new Set(algorithm.differences.map(({ what }) => what));
    if (algorithm.error !== undefined) figures.add(ERROR);
    const listed = new Set(known[algorithm.name]?.figures);
    return [
      ...[...figures.difference(listed)].map(
        (what) => `${algorithm.name}: ${what} differs, but is not in the list of known differences.`,
      ),
      ...[...listed.difference(figures)].map(
        (what) => `${algorithm.name}: ${what} is listed as a known difference, but it is equal.`,
      ),
    ];
  });
}
