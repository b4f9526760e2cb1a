import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';

/** Globals of the language, and those of Node that data are read with. Others load modules when they are read. */
const GLOBALS = [
  'Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Proxy Reflect JSON Math Intl Temporal',
  'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError',
  'Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator ArrayBuffer SharedArrayBuffer Atomics DataView Buffer',
  'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array',
  'Float16Array Float32Array Float64Array',
  'parseFloat parseInt isFinite isNaN encodeURI encodeURIComponent decodeURI decodeURIComponent',
].flatMap((line) => line.split(' '));

/** What calculations and results use all the time; see {@link BuiltInsWatch.look}. */
const FREQUENT = new Set([
  'globalThis',
  'Math',
  'JSON',
  'Object',
  'Object.prototype',
  'Array',
  'Array.prototype',
  'ArrayIterator.prototype',
  'TypedArray.prototype',
  'Number',
  'Number.prototype',
  'String.prototype',
  'BigInt',
  'Map.prototype',
  'MapIterator.prototype',
  'Set.prototype',
  'Promise.prototype',
]);

/** Real milliseconds between two comparisons of all objects; each takes about 0.2. */
const COMPARE_AFTER = 20;

// what is compared with must not be changed by what is looked for
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } = Reflect;
const { is } = Object;
const now = performance.now.bind(performance);

/** A built-in object as it was when the engine was loaded. */
interface BuiltIn {
  readonly name: string;
  readonly object: object;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly PropertyDescriptor[];
  /** Every key of `keys`, without a prototype. */
  readonly known: Readonly<Record<PropertyKey, true>>;
  readonly prototype: object | null;
  /** Whether other objects inherit from it, so that an added property is seen in all of them. */
  readonly isInherited: boolean;
}

/** One changed property, and what puts it back. */
interface Change {
  readonly name: string;
  readonly restore: () => boolean;
}

const ALL = builtIns();
const QUICK = quickTable(ALL);

/** Names of all changes that runs of this process have made so far. */
const found: string[] = [];
let comparedAt = now();
/** Whether the last comparison left something changed. */
let isChanged = false;

/**
 * Watches the built-in objects of JavaScript during one run: `Math`, `Array.prototype` and their like are shared by all code of a
 * process. What a strategy or plugin changes of them is put back, and every run that was under way then fails with its name:
 * neither its results nor a later run have used it.
 *
 * Code that changes an object and puts it back itself before the next look is not found.
 */
export class BuiltInsWatch {
  private readonly strategy: string;
  private readonly since = found.length;

  /**
   * @param strategy name for messages
   * @throws EngineError HOST_BUILT_INS_CHANGED where a built-in object is not as it was when the engine was loaded
   */
  constructor(strategy: string) {
    this.strategy = strategy;
    if (!isChanged && now() - comparedAt < COMPARE_AFTER) return;
    const changes = compared();
    if (changes.length === 0) return;
    const names = changes.map(({ name }) => name);
    throw fault(names, `${list(names)} ${names.length === 1 ? 'was' : 'were'} changed before the run of ${strategy}`);
  }

  /**
   * Compares what calculations use, and now and then all else, so that it costs a short run next to nothing.
   * @throws EngineError HOST_BUILT_INS_CHANGED
   */
  look(): void {
    if (now() - comparedAt >= COMPARE_AFTER || !isQuicklyEqual()) this.compare();
    else this.requireNone();
  }

  /**
   * Does work and looks afterwards; after a failure, which a change may have caused, all objects are compared.
   * @throws EngineError HOST_BUILT_INS_CHANGED
   */
  async during<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await work();
    } catch (error) {
      this.compare();
      throw error;
    }
    this.look();
    return answer;
  }

  /** Compares all built-in objects. @throws EngineError HOST_BUILT_INS_CHANGED */
  compare(): void {
    const changes = compared();
    isChanged = false;
    for (let index = 0; index < changes.length; index++) {
      found[found.length] = changes[index].name;
      if (!changes[index].restore()) isChanged = true;
    }
    this.requireNone();
  }

  private requireNone(): void {
    if (found.length === this.since) return;
    const names = [...new Set(found.slice(this.since))];
    throw fault(names, `The strategy ${this.strategy}, or other code that ran meanwhile, changed ${list(names)}`);
  }
}

function fault(names: readonly string[], what: string): EngineError {
  const { BUILT_INS_CHANGED } = HOST_ERRORS;
  const why = 'The engine and all runs of the process use the same built-in objects, so the run has no results.';
  return new EngineError(BUILT_INS_CHANGED, `${what}. ${why} ${BUILT_INS_CHANGED.remedy}`, { data: { names } });
}

/** The first names of a list that may be long. */
function list(names: readonly string[]): string {
  const most = 5;
  const others = names.length - most;
  return `${names.slice(0, most).join(', ')}${others > 0 ? ` and ${others} others` : ''}`;
}

/** All changes. It uses nothing that could be changed: no iterators, no methods of arrays. */
function compared(): Change[] {
  comparedAt = now();
  isChanged = false;
  const changes: Change[] = [];
  for (let index = 0; index < ALL.length; index++) compareObject(ALL[index], changes);
  if (changes.length > 0) isChanged = true;
  return changes;
}

function compareObject(
  { name, object, keys, descriptors, known, prototype, isInherited }: BuiltIn,
  changes: Change[],
): void {
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    // how much of a stack is kept is a setting that is meant to be changed
    if (isSame(getOwnPropertyDescriptor(object, key), descriptors[index]) || key === 'stackTraceLimit') continue;
    const restore = (): boolean => defineProperty(object, key, descriptors[index]);
    changes[changes.length] = { name: propertyName(name, key), restore };
  }
  const present = ownKeys(object);
  if (present.length > keys.length) {
    for (let index = 0; index < present.length; index++) {
      const key = present[index];
      // a symbol of a constructor can change what instanceof and the language itself make of it
      const counts = isInherited || (typeof object === 'function' && typeof key === 'symbol');
      if (key in known || !counts) continue;
      changes[changes.length] = { name: propertyName(name, key), restore: () => deleteProperty(object, key) };
    }
  }
  if (getPrototypeOf(object) !== prototype)
    changes[changes.length] = { name: `the prototype of ${name}`, restore: () => setPrototypeOf(object, prototype) };
}

function isSame(present: PropertyDescriptor | undefined, original: PropertyDescriptor): boolean {
  // a descriptor inherits from Object.prototype, whose additions are found by themselves
  return (
    present !== undefined &&
    is(present.value, original.value) &&
    present.get === original.get &&
    present.set === original.set
  );
}

function propertyName(name: string, key: PropertyKey): string {
  if (typeof key === 'symbol') return `${name}[${key.description ?? ''}]`;
  return name === 'globalThis' ? `${key}` : `${name}.${key}`;
}

/** Values of properties, in lists that are read in one pass. */
interface QuickTable {
  readonly objects: readonly object[];
  readonly keys: readonly PropertyKey[];
  readonly values: readonly unknown[];
}

function quickTable(all: readonly BuiltIn[]): QuickTable {
  const values = all
    .filter(({ name }) => FREQUENT.has(name))
    .flatMap(({ object, keys, descriptors }) =>
      keys.map((key, index) => ({ object, key, descriptor: descriptors[index] })),
    )
    .filter(({ descriptor }) => 'value' in descriptor && !Number.isNaN(descriptor.value));
  return {
    objects: values.map(({ object }) => object),
    keys: values.map(({ key }) => key),
    values: values.map(({ descriptor }) => descriptor.value as unknown),
  };
}

function isQuicklyEqual(): boolean {
  const { objects, keys, values } = QUICK;
  for (let index = 0; index < keys.length; index++) {
    const holder = objects[index] as Readonly<Record<PropertyKey, unknown>>;
    if (holder[keys[index]] !== values[index]) return false;
  }
  return ownKeys(Object.prototype).length === OBJECT_KEYS;
}

const OBJECT_KEYS = ownKeys(Object.prototype).length;

/** The globals with all that they hold and inherit from, and prototypes that no global leads to. */
function builtIns(): BuiltIn[] {
  const all: BuiltIn[] = [];
  const seen = new Set<object>();
  const add = (object: object | null, name: string, isInherited: boolean): void => {
    if (object === null || seen.has(object)) return;
    seen.add(object);
    const one = builtIn(object, name, ownKeys(object), isInherited);
    all.push(one);
    add(one.prototype, `${name}.__proto__`, true);
    one.keys.forEach((key, index) => {
      const value: unknown = one.descriptors[index].value;
      const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
      if (isHolder && (key === 'prototype' || /^[A-Z]/.test(String(key))))
        add(value, `${name}.${String(key)}`, key === 'prototype');
    });
  };
  for (const [name, object] of hidden()) add(object, name, name.endsWith('.prototype'));
  for (const name of GLOBALS) {
    const value = (globalThis as Record<string, unknown>)[name];
    if (typeof value === 'function' || (typeof value === 'object' && value !== null)) add(value, name, false);
  }
  const names = GLOBALS.filter((name) => name in globalThis);
  all.push({ ...builtIn(globalThis, 'globalThis', names, false), prototype: getPrototypeOf(globalThis) });
  return all;
}

function builtIn(object: object, name: string, keys: readonly PropertyKey[], isInherited: boolean): BuiltIn {
  const known = Object.create(null) as Record<PropertyKey, true>;
  for (const key of keys) known[key] = true;
  const descriptors = keys.map((key) => getOwnPropertyDescriptor(object, key) ?? {});
  return { name, object, keys, descriptors, known, prototype: getPrototypeOf(object), isInherited };
}

/** Objects without a global of their own. */
function hidden(): [name: string, object: object | null][] {
  return [
    ['Object.prototype', Object.prototype],
    ['Function.prototype', Function.prototype],
    ['TypedArray', getPrototypeOf(Uint8Array)],
    ['ArrayIterator.prototype', getPrototypeOf([].values())],
    ['MapIterator.prototype', getPrototypeOf(new Map().values())],
    ['SetIterator.prototype', getPrototypeOf(new Set().values())],
    ['StringIterator.prototype', getPrototypeOf(''[Symbol.iterator]())],
    ['RegExpStringIterator.prototype', getPrototypeOf(''.matchAll(/a/g))],
    ['IteratorHelper.prototype', getPrototypeOf([].values().map(() => 0))],
    ['Generator.prototype', getPrototypeOf(getPrototypeOf((function* () {})()) ?? {})],
    ['AsyncGenerator.prototype', getPrototypeOf(getPrototypeOf((async function* () {})()) ?? {})],
    ['GeneratorFunction.prototype', getPrototypeOf(function* () {})],
    ['AsyncFunction.prototype', getPrototypeOf(async () => {})],
    ['AsyncGeneratorFunction.prototype', getPrototypeOf(async function* () {})],
  ];
}
