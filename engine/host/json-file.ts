import { readFileIfThere } from '../data/formats/text-file.ts';
import { EngineError } from '../model/engine-error.ts';
import type { ErrorDescriptor } from '../model/engine-error.ts';
import { parseJson } from '../model/parse-json.ts';
import { HOST_ERRORS } from './errors.ts';
import { jsonErrorOf } from './json-error.ts';
import { schemaFaults } from './schema.ts';
import type { Schema, Static } from './schema.ts';

/**
 * Reads a JSON file and validates it against a schema.
 *
 * @param shown name of the file in messages
 * @param descriptor fault for content that does not match the schema
 * @throws EngineError with all faults
 */
export function readJsonFile<const Description extends Schema>(
  path: string,
  shown: string,
  schema: Description,
  descriptor: ErrorDescriptor = HOST_ERRORS.CONFIGURATION_INVALID,
): Static<Description> {
  const value = parsed(readText(path, shown), shown);
  const faults = schemaFaults(value, schema);
  if (faults.length > 0) {
    throw new EngineError(
      descriptor,
      `${shown}: ${faults.join('; ')}. Correct ${faults.length === 1 ? 'it' : 'them'} there.`,
      { data: { file: shown, faults } },
    );
  }
  return value as Static<Description>;
}

function readText(path: string, shown: string): string {
  let reason = 'is missing';
  let cause: unknown;
  try {
    const bytes = readFileIfThere(path);
    if (bytes !== undefined) return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (fault) {
    cause = fault;
    reason = `cannot be read (${(fault as Error).message})`;
  }
  throw new EngineError(
    HOST_ERRORS.CONFIGURATION_UNREADABLE,
    `${shown} ${reason}. Put the file there, or correct its permissions.`,
    { cause },
  );
}

function parsed(text: string, shown: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    const { line, column, hint } = jsonErrorOf(text);
    throw new EngineError(
      HOST_ERRORS.CONFIGURATION_UNREADABLE,
      `${shown} is not JSON: line ${line}, column ${column} is not understood${hint === '' ? '' : ` (${hint})`}. Correct it there.`,
      { data: { file: shown, line, column }, cause },
    );
  }
}
