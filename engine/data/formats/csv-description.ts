import { EngineError } from '../../model/engine-error.ts';
import { parseResolution, type Resolution } from '../../model/resolution.ts';
import { parseSecurityType, type SecurityType } from '../../model/security-type.ts';
import { DATA_ERRORS } from '../errors.ts';
import { DATE_ORDERS } from '../import/date-reader.ts';
import type { DateOrder } from '../import/date-reader.ts';
import { readFileIfThere } from './text-file.ts';
import { parseJson } from '../../model/parse-json.ts';

/** The role of a column of a price file. */
export type CsvRole = 'date' | 'time' | 'open' | 'high' | 'low' | 'close' | 'adjustedClose' | 'volume';

/** Columns by role: the header's text, or the position counted from 1 for a file without a header. */
export type CsvColumns = Readonly<Partial<Record<CsvRole, string | number>>>;

/** The description of a CSV file or a folder of CSV files, in a JSON file beside it or in the configuration. */
export interface CsvDescription {
  readonly securityType?: SecurityType;
  /** In lower case. */
  readonly market?: string;
  readonly resolution?: Resolution;
  /** Prices are adjusted for splits and dividends. */
  readonly isAdjusted?: boolean;
  readonly columns?: CsvColumns;
  readonly dateFormat?: DateOrder;
  /** The spread of a quoted instrument, half of it on each side of the price. */
  readonly spread?: number;
  /** Caveats for the reader of results, in whole sentences. */
  readonly caveats?: readonly string[];
}

const ROLES: readonly CsvRole[] = ['date', 'time', 'open', 'high', 'low', 'close', 'adjustedClose', 'volume'];

/**
 * The description in a JSON file; empty when there is no file.
 * @throws EngineError DATA_INVALID_DESCRIPTION with the name of the field.
 */
export function readCsvDescription(path: string): CsvDescription {
  const bytes = readFileIfThere(path);
  if (bytes === undefined) return {};
  try {
    return parseCsvDescription(parseJson(bytes.toString('utf8').replace(/^\u{FEFF}/u, '')), path);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw invalid(path, `is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/**
 * Checks the fields `securityType`, `market`, `resolution`, `adjusted`, `columns`, `dateFormat`, `spread` and `caveats`
 * of a parsed JSON object; other fields (name, source, licence) are for people.
 *
 * @throws EngineError DATA_INVALID_DESCRIPTION with the name of the field.
 */
export function parseCsvDescription(value: unknown, path: string): CsvDescription {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'is not a JSON object');
  const fields = value as Readonly<Record<string, unknown>>;
  const field = <Result>(
    name: string,
    wanted: string,
    read: (given: unknown) => Result | undefined,
  ): Result | undefined => {
    const given = fields[name];
    const result = given === undefined ? undefined : read(given);
    if (given !== undefined && result === undefined)
      throw invalid(path, `has ${JSON.stringify(given)} as ${name}, which must be ${wanted}`);
    return result;
  };
  return {
    securityType: field('securityType', 'the name of a security type such as equity', (given) =>
      typeof given === 'string' ? parseSecurityType(given) : undefined,
    ),
    market: field('market', 'the name of a market such as usa', (given) =>
      typeof given === 'string' && given !== '' ? given.toLowerCase() : undefined,
    ),
    resolution: field('resolution', 'second, minute, hour or daily', (given) =>
      typeof given === 'string' ? parseResolution(given) : undefined,
    ),
    isAdjusted: field('adjusted', 'true or false', (given) => (typeof given === 'boolean' ? given : undefined)),
    columns: field('columns', `an object of column names or positions by role (${ROLES.join(', ')})`, readColumns),
    dateFormat: field('dateFormat', 'mm/dd/yyyy, dd/mm/yyyy or yyyy/mm/dd', (given) =>
      DATE_ORDERS.find((order) => order === given),
    ),
    spread: field('spread', 'a width of zero or more in the unit of the price', (given) =>
      typeof given === 'number' && given >= 0 && given < 1e9 ? given : undefined,
    ),
    caveats: field('caveats', 'a list of sentences', (given) => (isTextList(given) ? given : undefined)),
  };
}

function readColumns(given: unknown): CsvColumns | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const kinds = new Set(Object.values(given).map((column) => typeof column));
  return Object.entries(given).every(isColumn) && kinds.size === 1 ? given : undefined;
}

function isColumn([role, column]: [string, unknown]): boolean {
  return ROLES.includes(role as CsvRole) && (typeof column === 'string' || typeof column === 'number');
}

function isTextList(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.every((item) => typeof item === 'string');
}

function invalid(path: string, what: string): EngineError {
  return new EngineError(
    DATA_ERRORS.INVALID_DESCRIPTION,
    `${path} ${what}. ${DATA_ERRORS.INVALID_DESCRIPTION.remedy}`,
    { data: { file: path } },
  );
}
