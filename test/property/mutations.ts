import fc from 'fast-check';

/** Texts that have broken readers of this engine or others. */
const HOSTILE = [
  '',
  '\0',
  '\u001B[2J',
  '../../../etc/passwd',
  '/etc/passwd',
  '<script>alert(1)</script>',
  '=1+1',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-1',
  '0x10',
  '1e308',
  '9'.repeat(40),
  'null',
  '{',
  '['.repeat(300),
  '"',
  ',',
  '\n',
  '\r\n',
  '\uFEFF',
  '*',
  '$(id)',
].map((text) => Buffer.from(text));

/** A change of bytes, at positions given as fractions of the length. */
type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove' | 'repeat' | 'zero'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert' | 'replace'; readonly at: number; readonly text: number };

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const length = fc.integer({ min: 1, max: 64 });

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: share, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('set' as const), at: share, byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: share }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const, 'zero' as const), at: share, length }),
  fc.record({
    kind: fc.constantFrom('insert' as const, 'replace' as const),
    at: share,
    text: fc.integer({ min: 0, max: HOSTILE.length - 1 }),
  }),
);

/** One to four successive changes. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 4 });

/** The bytes after changes. */
export function mutated(bytes: Uint8Array, changes: readonly Mutation[]): Buffer {
  return changes.reduce<Buffer>(changed, Buffer.from(bytes));
}

function changed(bytes: Buffer, change: Mutation): Buffer {
  const at = Math.floor(change.at * bytes.length);
  const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip':
      return withByte(bytes, at, (bytes[at] ?? 0) ^ (1 << change.bit));
    case 'set':
      return withByte(bytes, at, change.byte);
    case 'cut':
      return before;
    case 'remove':
      return Buffer.concat([before, behind.subarray(change.length)]);
    case 'repeat':
      return Buffer.concat([before, behind.subarray(0, change.length), behind]);
    case 'zero':
      return Buffer.concat([
        before,
        Buffer.alloc(Math.min(change.length, behind.length)),
        behind.subarray(change.length),
      ]);
    case 'insert':
      return Buffer.concat([before, HOSTILE[change.text], behind]);
    default:
      return Buffer.concat([before, HOSTILE[change.text], behind.subarray(HOSTILE[change.text].length)]);
  }
}

function withByte(bytes: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = byte;
  return copy;
}

/** Replacements for values of a JSON document; undefined removes the value. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  '<script>alert(1)</script>',
  '../../x',
  '__proto__',
  [],
  [null],
  ['x', 1],
  {},
  { '<script>alert(1)</script>': '<script>alert(1)</script>' },
];

/** Positions in a document, as fractions of their number, and indices of replacements. */
export const valueMutations: fc.Arbitrary<readonly { readonly at: number; readonly value: number }[]> = fc.array(
  fc.record({ at: share, value: fc.integer({ min: 0, max: VALUES.length - 1 }) }),
  { minLength: 1, maxLength: 3 },
);

/** A JSON document with replaced values. */
export function withOtherValues(
  json: string,
  changes: readonly { readonly at: number; readonly value: number }[],
): string {
  const document = { root: JSON.parse(json) as unknown };
  for (const { at, value } of changes) {
    const places = placesIn(document);
    if (places.length === 0) break;
    const { holder, key } = places[Math.floor(at * places.length)];
    if (VALUES[value] === undefined) Reflect.deleteProperty(holder, key);
    else Reflect.set(holder, key, structuredClone(VALUES[value]));
  }
  return JSON.stringify(document.root ?? null);
}

/** All positions of values, in lists of numbers only the first ones, so that positions are equally likely. */
function placesIn(holder: object): { readonly holder: object; readonly key: string }[] {
  return Object.entries(holder)
    .slice(0, 40)
    .flatMap(([key, value]: [string, unknown]) => [
      { holder, key },
      ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
    ]);
}
