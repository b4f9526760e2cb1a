import { join } from 'node:path';
import { DATA_ERRORS } from '../errors.ts';
import { EngineError } from '../../model/engine-error.ts';
import { isFileName } from '../formats/path-inside.ts';
import { readFileIfThere } from '../formats/text-file.ts';
import { parseJson } from '../../model/parse-json.ts';

/** Unusual properties of one of LEAN's zips and its text, so that a conversion back gives identical bytes. */
export interface LeanFileFacts {
  /** The name of the entry inside the zip, if it differs from LEAN's rule. */
  readonly entry?: string;
  /** The line end, if it is not a line feed. */
  readonly lineEnd?: string;
  /** Whether the last line has no line end. */
  readonly endsOpen?: boolean;
  /** Whether there are no rows. */
  readonly isEmpty?: boolean;
  /** Rows with unusual formatting of numbers (`01.50`), by their index. */
  readonly spelled?: Readonly<Record<string, string>>;
}

/** Facts by the zip's path below the data folder, with forward slashes. */
export type LeanFiles = Map<string, LeanFileFacts>;

/** File name in the root of a converted folder. */
export const LEAN_FILES_NAME = 'lean-files.json';

/**
 * The facts stored in a converted folder; none if it was not converted from LEAN's format.
 * @throws EngineError DATA_INVALID_DESCRIPTION
 */
export function readLeanFiles(root: string): LeanFiles {
  const path = join(root, LEAN_FILES_NAME);
  const bytes = readFileIfThere(path);
  if (bytes === undefined) return new Map();
  let parsed: unknown;
  try {
    parsed = parseJson(bytes.toString('utf8'));
  } catch {
    throw invalid(path);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw invalid(path);
  const entries = Object.entries(parsed);
  if (!entries.every(([file, facts]) => file.split('/').every(isFileName) && isFacts(facts))) throw invalid(path);
  return new Map(entries as [string, LeanFileFacts][]);
}

/** The text of the file with the facts. */
export function leanFilesText(files: LeanFiles): string {
  return `${JSON.stringify(Object.fromEntries(files), undefined, 1)}\n`;
}

const FACTS: Readonly<Record<keyof LeanFileFacts, (value: unknown) => boolean>> = {
  entry: (value) => typeof value === 'string' && isFileName(value),
  lineEnd: (value) => value === '\r\n',
  endsOpen: (value) => value === true,
  isEmpty: (value) => value === true,
  spelled: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([row, text]) => /^\d+$/.test(row) && typeof text === 'string'),
};

function isFacts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([name, fact]) => Object.hasOwn(FACTS, name) && FACTS[name as keyof LeanFileFacts](fact),
  );
}

function invalid(path: string): EngineError {
  return new EngineError(
    DATA_ERRORS.INVALID_DESCRIPTION,
    `${path} was not written by a conversion from LEAN's format. Restore the file, or remove it to use LEAN's usual line ends.`,
    { data: { file: path } },
  );
}
