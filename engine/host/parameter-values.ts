import { EngineError } from '../model/engine-error.ts';
import type { ErrorDescriptor } from '../model/engine-error.ts';
import type { ParameterValue } from '../runtime/parameters.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import { suggestion } from './nearest-name.ts';
import type { ParameterDeclaration } from './strategy-config.ts';

/** The type of a parameter: declared, or inferred from its default. */
export function parameterType(declaration: ParameterDeclaration): NonNullable<ParameterDeclaration['type']> {
  if (declaration.type !== undefined) return declaration.type;
  const { default: value } = declaration;
  if (typeof value === 'number')
    return Number.isInteger(value) && Number.isInteger(declaration.step ?? 1) ? 'integer' : 'number';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'boolean' : 'list';
}

/** All faults of the default of a declared parameter. */
export function declarationFault(name: string, declaration: ParameterDeclaration): string | undefined {
  if (declaration.min !== undefined && declaration.max !== undefined && declaration.min > declaration.max) {
    return `parameters.${name} has a min of ${declaration.min} above its max of ${declaration.max}`;
  }
  const { choices = [] } = declaration;
  const type = parameterType(declaration);
  if (type === 'boolean' && choices.length > 0) return `parameters.${name} is true or false, so it can have no choices`;
  const odd = choices.find((choice) => !isValid(type === 'list' ? [choice as string] : choice, declaration));
  if (odd !== undefined)
    return `parameters.${name} has ${JSON.stringify(odd)} among its choices, but they must be ${inWords({ ...declaration, type: type === 'list' ? 'string' : type, choices: undefined })}`;
  const wanted = refusal(declaration.default, declaration);
  return wanted === undefined
    ? undefined
    : `parameters.${name}.default is ${JSON.stringify(declaration.default)}, but must be ${wanted}`;
}

/** Converts `--param name=text` to the declared type. @throws EngineError with the expected type and range */
export function parseParameter(
  name: string,
  text: string,
  declarations: Readonly<Record<string, ParameterDeclaration>>,
): ParameterValue {
  requireDeclared(name, declarations);
  const declaration = declarations[name];
  const value = read(text, parameterType(declaration));
  const wanted = value === undefined ? inWords(declaration) : refusal(value, declaration);
  if (value === undefined || wanted !== undefined) throw badValue(HOST_ERRORS.BAD_PARAMETER, name, text, wanted ?? '');
  return value;
}

function requireDeclared(name: string, declarations: Readonly<Record<string, ParameterDeclaration>>): void {
  if (Object.hasOwn(declarations, name)) return;
  throw new EngineError(
    HOST_ERRORS.UNKNOWN_PARAMETER,
    `The strategy has no parameter "${name}". ${suggestion(name, Object.keys(declarations), 'parameters')}`,
    { data: { name } },
  );
}

/** A parameter that a flag sets. */
export interface GivenParameter {
  readonly name: string;
  readonly value: ParameterValue;
  /** The text as written. */
  readonly text: string;
}

/** Parses all occurrences of `--param name=value` or a similar flag; invalid ones are collected as faults. */
export function readParameterFlags(
  texts: readonly string[],
  declarations: Readonly<Record<string, ParameterDeclaration>>,
  { faults, flag }: { readonly faults: Faults; readonly flag: string },
): GivenParameter[] {
  const known = new Map<string, string>();
  return texts.flatMap((text) => {
    const [name, ...rest] = text.split('=');
    const value = rest.join('=');
    faults.collect(() => refuseTwice(known, name, value, flag));
    const given = faults.collect(() => {
      if (rest.length === 0) throw withoutValue(text, flag);
      return { name, value: parseParameter(name, value, declarations), text };
    });
    return given ?? [];
  });
}

function withoutValue(text: string, flag: string): EngineError {
  return new EngineError(
    HOST_ERRORS.BAD_PARAMETER,
    `--${flag} ${text} gives no value. Write --${flag} name=value, for example --${flag} fast=10.`,
    { data: { param: text } },
  );
}

/** @throws EngineError if a parameter is given more than once, as only one value could apply */
function refuseTwice(known: Map<string, string>, name: string, value: string, flag: string): void {
  const before = known.get(name);
  known.set(name, value);
  if (before === undefined) return;
  throw new EngineError(
    HOST_ERRORS.BAD_PARAMETER,
    `--${flag} ${name} is given twice, as "${before}" and as "${value}". Give it once.`,
    { data: { param: `${name}=${value}` } },
  );
}

/** Validates values from a program against their declarations. @throws EngineError with the expected type and range */
export function checkedParameters(
  values: Readonly<Record<string, ParameterValue>>,
  declarations: Readonly<Record<string, ParameterDeclaration>>,
): Readonly<Record<string, ParameterValue>> {
  for (const [name, value] of Object.entries(values)) {
    requireDeclared(name, declarations);
    const wanted = refusal(value, declarations[name]);
    if (wanted !== undefined) throw badValue(HOST_ERRORS.BAD_PARAMETER, name, valueText(value), wanted);
  }
  return values;
}

/** Formats a parameter's value for display. */
export function valueText(value: ParameterValue): string {
  return typeof value === 'object' ? value.join(',') : String(value);
}

function badValue(descriptor: ErrorDescriptor, name: string, text: string, wanted: string): EngineError {
  return new EngineError(
    descriptor,
    `The parameter "${name}" is "${text}", but must be ${wanted}. Give such a value.`,
    { data: { name, value: text } },
  );
}

function read(text: string, type: ParameterDeclaration['type']): ParameterValue | undefined {
  switch (type) {
    case 'integer':
    case 'number': {
      const value = text.trim() === '' ? NaN : Number(text);
      return Number.isFinite(value) ? value : undefined;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'list': {
      const items = text.split(',').map((item) => item.trim());
      return items.includes('') ? undefined : items;
    }
    default:
      return text;
  }
}

/** Describes the expected value, or `undefined` if the value is valid. */
function refusal(value: ParameterValue, declaration: ParameterDeclaration): string | undefined {
  return isValid(value, declaration) ? undefined : inWords(declaration);
}

function isValid(value: ParameterValue, declaration: ParameterDeclaration): boolean {
  const { min = -Infinity, max = Infinity, choices } = declaration;
  switch (parameterType(declaration)) {
    case 'integer':
      return (
        typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max && isChoice(value, choices)
      );
    case 'number':
      return typeof value === 'number' && value >= min && value <= max && isChoice(value, choices);
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((item) => typeof item === 'string' && isChoice(item, choices))
      );
    default:
      return typeof value === 'string' && isChoice(value, choices);
  }
}

function isChoice(value: number | string, choices: ParameterDeclaration['choices']): boolean {
  return choices === undefined || choices.includes(value);
}

function inWords(declaration: ParameterDeclaration): string {
  const { min, max, choices } = declaration;
  const among = choices === undefined ? '' : `, of ${choices.join(', ')}`;
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of at least ${min}`
        : max !== undefined
          ? ` of at most ${max}`
          : '';
  switch (parameterType(declaration)) {
    case 'integer':
      return `a whole number${range}${among}`;
    case 'number':
      return `a number${range}${among}`;
    case 'boolean':
      return 'true or false';
    case 'list':
      return `a list with commas${among}`;
    default:
      return `a text${among}`;
  }
}
