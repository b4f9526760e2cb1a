import { basename, join } from 'node:path';
import validRange from 'semver/ranges/valid.js';
import { CONTRACTS } from '../api/tokens.ts';
import type { ContractName } from '../api/tokens.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import { readJsonFile } from './json-file.ts';
import type { ObjectSchema, Schema } from './schema.ts';

/** One thing that a plugin gives: an implementation of a contract under a name. */
export interface Provision {
  readonly contract: ContractName;
  /** The name that flags and configurations choose it by: `lean`, `constant`. */
  readonly name: string;
  readonly description: string;
  /** What may follow the name after a colon, for help texts: `amount[,currency]`. */
  readonly arguments?: string;
}

/** What a plugin says about itself, readable without running it. */
export interface Manifest {
  readonly name: string;
  /** The first word of the folder's name: `data`, `models`, `results`. */
  readonly kind: string;
  readonly version: string;
  readonly description: string;
  /** Versions of the engine that it was made for: `^0.1.0`. */
  readonly engine: string;
  readonly provides: readonly Provision[];
  /** Names of other plugins that it needs. */
  readonly requires?: readonly string[];
  /** npm packages that it imports, with their version ranges. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Schema of its settings in tradewright.json. */
  readonly configuration?: ObjectSchema;
}

/** A plugin's folder with its manifest. */
export interface Plugin {
  readonly folder: string;
  readonly manifest: Manifest;
}

const NAME: Schema = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  description: 'a name in lower case with hyphens',
};

export const PROVISION_SCHEMA: Schema = {
  type: 'object',
  properties: {
    contract: { type: 'string', enum: Object.keys(CONTRACTS) },
    name: NAME,
    description: { type: 'string' },
    arguments: { type: 'string' },
  },
  required: ['contract', 'name', 'description'],
};

const MANIFEST_SCHEMA: Schema = {
  type: 'object',
  properties: {
    name: NAME,
    kind: NAME,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+', description: 'a version such as 1.2.3' },
    description: { type: 'string' },
    engine: { type: 'string' },
    provides: { type: 'array', items: PROVISION_SCHEMA, minItems: 1 },
    requires: { type: 'array', items: NAME },
    packages: { type: 'object', additionalProperties: { type: 'string' } },
    configuration: { type: 'object', additionalProperties: true },
  },
  required: ['name', 'kind', 'version', 'description', 'engine', 'provides'],
};

/** Reads and checks a plugin's manifest. @throws EngineError with all that is wrong at once */
export function readManifest(folder: string, shown: string): Manifest {
  const file = `${shown}/manifest.json`;
  const manifest = readJsonFile(
    join(folder, 'manifest.json'),
    file,
    MANIFEST_SCHEMA,
    HOST_ERRORS.MANIFEST_INVALID,
  ) as Manifest;
  const faults: string[] = [];
  if (manifest.name !== basename(folder))
    faults.push(`name is "${manifest.name}", but must be its folder's name "${basename(folder)}"`);
  if (!manifest.name.startsWith(`${manifest.kind}-`))
    faults.push(`name is "${manifest.name}", but must begin with the kind "${manifest.kind}-"`);
  if (manifest.engine.trim() === '' || validRange(manifest.engine) === null)
    faults.push(`engine is "${manifest.engine}", but must be a range such as ^1.2.3 or ">=1.2.3 <2.0.0"`);
  for (const [name, range] of Object.entries(manifest.packages ?? {})) {
    if (validRange(range) === null) faults.push(`packages.${name} is "${range}", but must be a range such as ^1.2.3`);
  }
  const names = manifest.provides.map(({ contract, name }) => `${contract} ${name}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) faults.push(`provides ${[...new Set(twice)].join(', ')} more than once`);
  if (faults.length > 0)
    throw new EngineError(HOST_ERRORS.MANIFEST_INVALID, `${file}: ${faults.join('; ')}. Correct it there.`, {
      data: { file, faults },
    });
  return manifest;
}
