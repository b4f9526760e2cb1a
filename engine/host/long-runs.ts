/** From so many rows on a run is long enough to be worth more preparation. */
const MANY_ROWS = 500_000;

/**
 * More goes into one piece of optimised code, as an instant passes through many small functions; and the room for young
 * objects grows to its full size at once instead of doubling. Both cost time at first, which only long runs earn back.
 */
const FLAGS = [
  '--max-inlined-bytecode-size-cumulative=5000',
  '--max-inlined-bytecode-size=1000',
  '--semi-space-growth-factor=16',
];

/** Prepares V8 for a run of about so many rows, before its loop is compiled. */
export function prepareForRows(expectedRows: number): void {
  if (expectedRows < MANY_ROWS) return;
  // asked for here, as short runs do without the module
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of FLAGS) setFlagsFromString(flag);
}
