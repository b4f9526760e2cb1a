import { validate } from '@cfworker/json-schema';
import type { OutputUnit } from '@cfworker/json-schema';
import { suggestion } from './nearest-name.ts';

type Node = Readonly<Record<string, unknown>>;

/** A validation: a value, its schema, and the path with which messages begin. */
export interface Subject {
  readonly value: unknown;
  readonly schema: Node;
  readonly path: string;
}

/** Keywords whose faults are reported by their subschemas. */
const WRAPPERS = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
]);

/** Formats the output units of a validation as sentences without full stops, one for each invalid value. */
export function faultsInWords(subject: Subject, units: readonly OutputUnit[]): string[] {
  const sentences = new Map<string, string>();
  let skipped: string | undefined;
  let parent = '';
  for (const unit of units) {
    const { keyword, keywordLocation, instanceLocation } = unit;
    // the choice itself reports the faults of its alternatives
    if (skipped !== undefined && keywordLocation.startsWith(skipped)) continue;
    if (keyword === 'additionalProperties') parent = keywordLocation;
    if (WRAPPERS.has(keyword)) continue;
    if (keyword === 'anyOf' || keyword === 'oneOf') skipped = `${keywordLocation}/`;
    const where = keyword === 'required' ? `${instanceLocation} ${unit.error}` : instanceLocation;
    if (!sentences.has(where)) sentences.set(where, sentence(subject, unit, parent).join('; '));
  }
  return [...sentences.values()];
}

function sentence(subject: Subject, unit: OutputUnit, parent: string): string[] {
  const { keyword, keywordLocation, instanceLocation, error } = unit;
  const { path, value } = valueAt(subject, instanceLocation);
  if (keyword === 'false') return [unknownKey(subject, instanceLocation, path, parent)];
  const schema = schemaAt(subject.schema, keywordLocation);
  switch (keyword) {
    case 'required': {
      const missing = (schema['required'] as readonly string[]).find((key) => error.includes(`"${key}"`));
      return [`${joined(path, missing ?? '')} is missing`];
    }
    case 'anyOf':
    case 'oneOf':
      return choiceFaults(schema[keyword] as readonly Node[], value, path);
    case 'minItems':
      return [`${path} has ${(value as unknown[]).length} items, but needs at least ${String(schema['minItems'])}`];
    default: {
      const wanted = inWords(schema, keyword);
      return [
        wanted === undefined
          ? `${path} is ${shown(value)}: ${error.replace(/\.$/, '')}`
          : mismatch(value, path, wanted),
      ];
    }
  }
}

/**
 * The faults of the alternative that matches the value's type; without a match, the types that the alternatives expect.
 */
function choiceFaults(alternatives: readonly Node[], value: unknown, path: string): string[] {
  for (const schema of alternatives) {
    const { errors } = validate(value, schema, '2020-12', undefined, false);
    if (!errors.some(({ keyword, instanceLocation }) => keyword === 'type' && instanceLocation === '#'))
      return faultsInWords({ value, schema, path }, errors);
  }
  return [mismatch(value, path, alternatives.map((one) => inWords(one, 'type') ?? 'something else').join(' or '))];
}

function unknownKey(subject: Subject, location: string, path: string, parent: string): string {
  const known = Object.keys(schemaAt(subject.schema, parent)['properties'] ?? {});
  const key = keysOf(location).at(-1) ?? '';
  const hint = suggestion(key, known, 'keys').replace(/\.$/, '');
  return `${path} is not known; ${hint.slice(0, 1).toLowerCase()}${hint.slice(1)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

const KEYWORDS_IN_WORDS = new Set([
  'type',
  'enum',
  'const',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/** Describes the requirement of one schema keyword; undefined for keywords without a description. */
function inWords(schema: Node, keyword: string): string | undefined {
  if (!KEYWORDS_IN_WORDS.has(keyword)) return undefined;
  const { type, enum: choices, const: constant, pattern, description } = schema;
  if (Array.isArray(choices)) return `one of ${choices.join(', ')}`;
  if (constant !== undefined) return shown(constant);
  if (keyword === 'pattern') return typeof description === 'string' ? description : `written as ${String(pattern)}`;
  const types = [type].flat().map((one) => TYPES[String(one)] ?? String(one));
  return `${types.join(' or ')}${rangeInWords(schema)}`;
}

function rangeInWords({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Node): string {
  const bounds = [
    minimum === undefined ? '' : ` of at least ${shown(minimum)}`,
    exclusiveMinimum === undefined ? '' : ` above ${shown(exclusiveMinimum)}`,
    maximum === undefined ? '' : ` of at most ${shown(maximum)}`,
    exclusiveMaximum === undefined ? '' : ` below ${shown(exclusiveMaximum)}`,
  ].filter((text) => text !== '');
  return minimum !== undefined && maximum !== undefined
    ? ` from ${shown(minimum)} to ${shown(maximum)}`
    : bounds.join(' and');
}

function mismatch(value: unknown, path: string, wanted: string): string {
  return `${path === '' ? 'The file' : path} is ${shown(value)}, but must be ${wanted}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A value with its path in JavaScript notation: `contracts[0].name`. */
function valueAt({ value, path }: Subject, location: string): { value: unknown; path: string } {
  let current = value;
  let words = path;
  for (const key of keysOf(location)) {
    words = Array.isArray(current) ? `${words}[${key}]` : joined(words, key);
    current = (current as Record<string, unknown>)[key];
  }
  return { value: current, path: words };
}

/** The schema that contains a keyword. */
function schemaAt(schema: Node, keywordLocation: string): Node {
  let current: unknown = schema;
  for (const key of keysOf(keywordLocation).slice(0, -1)) {
    const next = (current as Record<string, unknown>)[key];
    current = key === '$ref' ? schemaAt(schema, `${String(next)}/`) : next;
  }
  return current as Node;
}

/** The keys of a JSON pointer. */
function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
