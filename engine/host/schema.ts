import { dereference, validate } from '@cfworker/json-schema';
import type { Schema as Draft } from '@cfworker/json-schema';
import type { XStatic } from 'typebox/schema';
import { faultsInWords } from './schema-messages.ts';

/** A JSON Schema (2020-12); a constant of its own keeps the type of what it describes. */
export type Schema = Readonly<Record<string, unknown>>;

/** The type of the values that a schema describes; nothing of them is written. */
export type Static<Description> = DeepReadonly<XStatic<Description>>;

type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

/** The schema of an object with these members and no others. */
export function objectSchema<
  const Properties extends Schema,
  const Required extends readonly (keyof Properties)[] = [],
>(properties: Properties, required?: Required): ObjectSchema<Properties, Required> {
  return { type: 'object', properties, required: required ?? [], additionalProperties: false } as ObjectSchema<
    Properties,
    Required
  >;
}

/** The schema of an object with named members and no others. */
export interface ObjectSchema<Properties, Required> extends Schema {
  readonly type: 'object';
  readonly properties: Properties;
  readonly required: Required;
  readonly additionalProperties: false;
}

/** A schema in which objects that name their members have no others, unless they say so. */
export function withoutFurtherKeys(schema: Schema): Schema {
  const members = Object.entries(schema).map(([key, value]) => [
    key,
    isObject(value) ? withoutFurtherKeys(value) : value,
  ]);
  const closed = Object.fromEntries(members) as Schema;
  return 'properties' in schema && isObject(schema['properties']) ? { additionalProperties: false, ...closed } : closed;
}

/** What the references of a schema mean, worked out once for each schema. */
const referencesOf = new WeakMap<Schema, ReturnType<typeof dereference>>();

/** All that is wrong with a value, each as a sentence without its full stop that begins with the path: `cash is "much", but …`. */
export function schemaFaults(value: unknown, schema: Schema, path = ''): string[] {
  const draft = schema as Draft;
  let references = referencesOf.get(schema);
  if (references === undefined) referencesOf.set(schema, (references = dereference(draft)));
  // the first call stops at the first fault; nearly all files have none
  if (validate(value, draft, '2020-12', references).valid) return [];
  const { errors } = validate(value, draft, '2020-12', references, false);
  return faultsInWords({ value, schema, path }, errors);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
