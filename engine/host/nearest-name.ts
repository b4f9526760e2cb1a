/** The candidate nearest to a mistyped name, or `undefined` if none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let smallest = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < smallest && distance < Math.max(wanted.length, candidate.length)) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** `Did you mean "x"?` with the nearest name, or the list of all names; for the end of a message. */
export function suggestion(name: string, candidates: readonly string[], kind: string): string {
  const nearest = nearestName(name, candidates);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  if (candidates.length === 0) return `There are no ${kind}.`;
  return `The ${kind} are: ${candidates.join(', ')}.`;
}

/** Damerau-Levenshtein distance: single-letter changes, insertions, removals and swaps of neighbouring letters. */
export function editDistance(from: string, to: string): number {
  let twoBack: number[] = [];
  let before = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      let distance = Math.min(before[column] + 1, current[column - 1] + 1, before[column - 1] + cost);
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) distance = Math.min(distance, twoBack[column - 2] + 1);
      current.push(distance);
    }
    twoBack = before;
    before = current;
  }
  return before[to.length];
}
