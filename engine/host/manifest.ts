import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import validRange from 'semver/ranges/valid.js';
import type { ContractDeclaration } from '../api/contract.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import { readJsonFile } from './json-file.ts';
import type { ObjectSchema, Schema } from './schema.ts';

/** One thing that a plugin gives: an implementation of a contract under a name. */
export interface Provision {
  /** Name of a contract of the engine or of a plugin: `FeeModel`. */
  readonly contract: string;
  /** The name that flags and configurations choose it by: `lean`, `constant`. */
  readonly name: string;
  readonly description: string;
  /** What may follow the name after a colon, for help texts: `amount[,currency]`. */
  readonly arguments?: string;
}

/** A contract as a manifest declares it; its key is the name in camelCase unless it has another. */
export type DeclaredContract = Omit<ContractDeclaration, 'key'> & {
  readonly key?: string;
  /** The file of the plugin's folder that holds its types and its token. */
  readonly types: string;
};

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
  /** Extension points that it declares for other plugins to provide. */
  readonly contracts?: readonly DeclaredContract[];
  /** Contracts of which its code asks for providers. */
  readonly uses?: readonly string[];
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

export const CONTRACT_NAME: Schema = {
  type: 'string',
  pattern: '^[A-Z][A-Za-z0-9]*$',
  description: 'the name of a contract, such as FeeModel',
};

const CONTRACT: Schema = {
  type: 'object',
  properties: {
    name: CONTRACT_NAME,
    description: { type: 'string' },
    key: { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$', description: 'a name in camelCase, such as feeModel' },
    choice: { type: 'string', enum: ['one', 'named', 'many'] },
    default: NAME,
    types: { type: 'string' },
    conformance: { type: 'string' },
  },
  required: ['name', 'description', 'choice', 'types'],
};

export const PROVISION_SCHEMA: Schema = {
  type: 'object',
  properties: {
    contract: CONTRACT_NAME,
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
    provides: { type: 'array', items: PROVISION_SCHEMA },
    contracts: { type: 'array', items: CONTRACT },
    uses: { type: 'array', items: CONTRACT_NAME },
    requires: { type: 'array', items: NAME },
    packages: { type: 'object', additionalProperties: { type: 'string' } },
    configuration: { type: 'object', additionalProperties: true },
  },
  required: ['name', 'kind', 'version', 'description', 'engine'],
};

/** Reads and checks a plugin's manifest. @throws EngineError with all that is wrong at once */
export function readManifest(folder: string, shown: string): Manifest {
  const file = `${shown}/manifest.json`;
  const written = readJsonFile(
    join(folder, 'manifest.json'),
    file,
    MANIFEST_SCHEMA,
    HOST_ERRORS.MANIFEST_INVALID,
  ) as Omit<Manifest, 'provides'> & Partial<Pick<Manifest, 'provides'>>;
  const manifest: Manifest = { ...written, provides: written.provides ?? [] };
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
  const { provides, contracts = [] } = manifest;
  if (provides.length + contracts.length === 0) faults.push('it provides nothing and declares no contract');
  for (const { name, types } of contracts) {
    if (!existsSync(join(folder, types)))
      faults.push(`the types of the contract ${name} are in ${types}, which is not there`);
  }
  const names = provides.map(({ contract, name }) => `${contract} ${name}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) faults.push(`provides ${[...new Set(twice)].join(', ')} more than once`);
  if (faults.length > 0)
    throw new EngineError(HOST_ERRORS.MANIFEST_INVALID, `${file}: ${faults.join('; ')}. Correct it there.`, {
      data: { file, faults },
    });
  return manifest;
}
