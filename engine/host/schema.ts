import { dereference, validate } from '@cfworker/json-schema';
import type { Schema as Draft } from '@cfworker/json-schema';
import type { XStatic } from 'typebox/schema';
import { faultsInWords } from './schema-messages.ts';

/** A JSON Schema (2020-12). A schema declared as a constant preserves the type of the values that it describes. */
export type Schema = Readonly<Record<string, unknown>>;

/** The read-only type of the values that a schema describes. */
export type Static<Description> = DeepReadonly<XStatic<Description>>;

type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

/** A schema of an object with exactly these members. */
export function objectSchema<
  const Properties extends Schema,
  const Required extends readonly (keyof Properties)[] = [],
>(properties: Properties, required?: Required): ObjectSchema<Properties, Required> {
  return { type: 'object', properties, required: required ?? [], additionalProperties: false } as ObjectSchema<
    Properties,
    Required
  >;
}

/** A schema of an object without further members. */
export interface ObjectSchema<Properties, Required> extends Schema {
  readonly type: 'object';
  readonly properties: Properties;
  readonly required: Required;
  readonly additionalProperties: false;
}

/** A schema in which objects with declared members allow no others, unless they say so. */
export function withoutFurtherKeys(schema: Schema): Schema {
  const members = Object.entries(schema).map(([key, value]) => [
    key,
    isObject(value) ? withoutFurtherKeys(value) : value,
  ]);
  const closed = Object.fromEntries(members) as Schema;
  return 'properties' in schema && isObject(schema['properties']) ? { additionalProperties: false, ...closed } : closed;
}

/** Resolved references of schemas, computed once for each schema. */
const referencesOf = new WeakMap<Schema, ReturnType<typeof dereference>>();

/** All faults of a value, each a sentence without a full stop that begins with the path: `cash is "much", but …`. */
export function schemaFaults(value: unknown, schema: Schema, path = ''): string[] {
  const draft = schema as Draft;
  let references = referencesOf.get(schema);
  if (references === undefined) referencesOf.set(schema, (references = dereference(draft)));
  // the first call stops at the first fault; nearly all files are valid
  if (validate(value, draft, '2020-12', references).valid) return [];
  const { errors } = validate(value, draft, '2020-12', references, false);
  return faultsInWords({ value, schema, path }, errors);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
