import { suggestion } from './nearest-name.ts';

/** The part of JSON Schema that manifests and configurations use. */
export type Schema =
  | {
      readonly type: 'string';
      readonly enum?: readonly string[];
      readonly pattern?: string;
      readonly description?: string;
    }
  | {
      readonly type: 'number' | 'integer';
      readonly minimum?: number;
      readonly maximum?: number;
      readonly exclusiveMinimum?: number;
      readonly description?: string;
    }
  | { readonly type: 'boolean'; readonly description?: string }
  | { readonly type: 'array'; readonly items: Schema; readonly minItems?: number; readonly description?: string }
  | ObjectSchema
  | { readonly anyOf: readonly Schema[]; readonly description?: string };

export interface ObjectSchema {
  readonly type: 'object';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What keys beside the properties hold; without it there may be none. `true` lets pass everything. */
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
}

/** All that is wrong with a value, each as a sentence without its full stop that begins with the path: `cash is "much", but …`. */
export function schemaFaults(value: unknown, schema: Schema, path = ''): string[] {
  if ('anyOf' in schema) return choiceFaults(value, schema.anyOf, path);
  switch (schema.type) {
    case 'object':
      return objectFaults(value, schema, path);
    case 'array':
      return arrayFaults(value, schema, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [mismatch(value, path, 'true or false')];
    case 'string':
      return stringFaults(value, schema, path);
    default:
      return numberFaults(value, schema, path);
  }
}

/** What a schema asks for, in words. */
function schemaInWords(schema: Schema): string {
  if ('anyOf' in schema) return schema.anyOf.map(schemaInWords).join(' or ');
  switch (schema.type) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'boolean':
      return 'true or false';
    case 'string':
      return schema.enum === undefined ? 'a text' : `one of ${schema.enum.join(', ')}`;
    default:
      return `${schema.type === 'integer' ? 'a whole number' : 'a number'}${rangeInWords(schema)}`;
  }
}

function rangeInWords({
  minimum,
  maximum,
  exclusiveMinimum,
}: {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

function choiceFaults(value: unknown, schemas: readonly Schema[], path: string): string[] {
  const attempts = schemas.map((schema) => schemaFaults(value, schema, path));
  if (attempts.some((faults) => faults.length === 0)) return [];
  const ofSameType = attempts.find((_, index) => isOfType(value, schemas[index]));
  return ofSameType ?? [mismatch(value, path, schemas.map(schemaInWords).join(' or '))];
}

function objectFaults(value: unknown, schema: ObjectSchema, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [mismatch(value, path, 'an object')];
  const { properties = {}, required = [], additionalProperties = false } = schema;
  const faults = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${join(path, key)} is missing`);
  for (const [key, member] of Object.entries(value)) {
    if (Object.hasOwn(properties, key)) faults.push(...schemaFaults(member, properties[key], join(path, key)));
    else if (typeof additionalProperties === 'object')
      faults.push(...schemaFaults(member, additionalProperties, join(path, key)));
    else if (!additionalProperties)
      faults.push(
        `${join(path, key)} is not known; ${lowerFirst(suggestion(key, Object.keys(properties), 'keys')).replace(/\.$/, '')}`,
      );
  }
  return faults;
}

function arrayFaults(value: unknown, schema: { items: Schema; minItems?: number }, path: string): string[] {
  if (!Array.isArray(value)) return [mismatch(value, path, 'a list')];
  const { minItems = 0 } = schema;
  if (value.length < minItems) return [`${path} has ${value.length} items, but needs at least ${minItems}`];
  return value.flatMap((item, index) => schemaFaults(item, schema.items, `${path}[${index}]`));
}

function stringFaults(
  value: unknown,
  schema: { enum?: readonly string[]; pattern?: string; description?: string },
  path: string,
): string[] {
  if (typeof value !== 'string')
    return [mismatch(value, path, schema.enum === undefined ? 'a text' : `one of ${schema.enum.join(', ')}`)];
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return [`${path} is "${value}", but must be one of ${schema.enum.join(', ')}`];
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
    return [`${path} is "${value}", but must be ${schema.description ?? `written as ${schema.pattern}`}`];
  }
  return [];
}

type NumberSchema = Extract<Schema, { type: 'number' | 'integer' }>;

function numberFaults(value: unknown, schema: NumberSchema, path: string): string[] {
  const isNumber =
    typeof value === 'number' && Number.isFinite(value) && (schema.type === 'number' || Number.isInteger(value));
  if (!isNumber) return [mismatch(value, path, schemaInWords(schema))];
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
  const isInRange = value >= minimum && value <= maximum && value > exclusiveMinimum;
  return isInRange ? [] : [mismatch(value, path, schemaInWords(schema))];
}

function isOfType(value: unknown, schema: Schema): boolean {
  if ('anyOf' in schema) return schema.anyOf.some((one) => isOfType(value, one));
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'integer') return typeof value === 'number';
  if (schema.type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === schema.type;
}

function mismatch(value: unknown, path: string, wanted: string): string {
  return `${path === '' ? 'The file' : path} is ${shown(value)}, but must be ${wanted}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
