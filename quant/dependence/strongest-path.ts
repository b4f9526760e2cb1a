/** Maximum number of places for the exact search, which takes 2^n n² steps. */
const EXACT_PLACES = 12;

/** The order of all places that maximises the sum of the strengths between neighbours; a heuristic with many places. */
export function strongestPath(strengths: readonly (readonly number[])[]): number[] {
  return strengths.length <= EXACT_PLACES ? exactPath(strengths) : insertedPath(strengths);
}

/** Held and Karp's dynamic programme over sets of places. */
function exactPath(strengths: readonly (readonly number[])[]): number[] {
  const count = strengths.length;
  const sets = 2 ** count;
  const best = new Float64Array(sets * count).fill(-Infinity);
  const before = new Int8Array(sets * count).fill(-1);
  for (let place = 0; place < count; place++) best[(1 << place) * count + place] = 0;
  for (let set = 1; set < sets; set++) {
    for (let last = 0; last < count; last++) {
      const reached = best[set * count + last];
      if (reached === -Infinity) continue;
      for (let next = 0; next < count; next++) {
        if ((set & (1 << next)) !== 0) continue;
        const target = (set | (1 << next)) * count + next;
        if (reached + strengths[last][next] <= best[target]) continue;
        best[target] = reached + strengths[last][next];
        before[target] = last;
      }
    }
  }
  let set = sets - 1;
  let last = 0;
  for (let place = 1; place < count; place++) if (best[set * count + place] > best[set * count + last]) last = place;
  const path: number[] = [];
  while (last !== -1) {
    path.unshift(last);
    const earlier = before[set * count + last];
    set &= ~(1 << last);
    last = earlier;
  }
  return path;
}

/** Inserts each place where it costs least, the strongest ones first. */
function insertedPath(strengths: readonly (readonly number[])[]): number[] {
  const sums = strengths.map((row) => row.reduce((sum, value) => sum + value, 0));
  const places = sums.map((_, place) => place).sort((a, b) => sums[b] - sums[a]);
  const path = places.slice(0, 2);
  for (const place of places.slice(2)) {
    let bestGain = -Infinity;
    let position = 0;
    for (let at = 0; at <= path.length; at++) {
      const left = path[at - 1];
      const right = path[at];
      const gain =
        (left === undefined ? 0 : strengths[left][place]) +
        (right === undefined ? 0 : strengths[place][right]) -
        (left === undefined || right === undefined ? 0 : strengths[left][right]);
      if (gain <= bestGain) continue;
      bestGain = gain;
      position = at;
    }
    path.splice(position, 0, place);
  }
  return path;
}
