type Version = readonly [major: number, minor: number, patch: number];

/** Whether a version such as `0.1.0` lies in a range such as `^0.1.0`, `~1.2.3`, `>=0.1.0 <0.3.0` or `*`. */
export function satisfiesRange(version: string, range: string): boolean {
  const parsed = parseVersion(version);
  const comparators = range.trim().split(/\s+/).map(comparatorOf);
  return parsed !== undefined && comparators.every((comparator) => comparator !== undefined && comparator(parsed));
}

/** Whether a text is a range that {@link satisfiesRange} understands. */
export function isVersionRange(range: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((part) => comparatorOf(part) !== undefined);
}

function comparatorOf(text: string): ((version: Version) => boolean) | undefined {
  if (text === '*') return () => true;
  const match = /^(\^|~|>=|<=|>|<|=)?(\d+\.\d+\.\d+)$/.exec(text);
  if (match === null) return undefined;
  const [, operator = '=', bound] = match;
  const limit = parseVersion(bound) ?? [0, 0, 0];
  const [major, minor] = limit;
  const isBelow = (upper: Version) => (version: Version) => compare(version, limit) >= 0 && compare(version, upper) < 0;
  switch (operator) {
    case '^':
      return isBelow(major > 0 ? [major + 1, 0, 0] : [0, minor + 1, 0]);
    case '~':
      return isBelow([major, minor + 1, 0]);
    case '>=':
      return (version) => compare(version, limit) >= 0;
    case '<=':
      return (version) => compare(version, limit) <= 0;
    case '>':
      return (version) => compare(version, limit) > 0;
    case '<':
      return (version) => compare(version, limit) < 0;
    default:
      return (version) => compare(version, limit) === 0;
  }
}

function parseVersion(text: string): Version | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
