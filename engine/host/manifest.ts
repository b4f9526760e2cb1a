import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import validRange from 'semver/ranges/valid.js';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import { readJsonFile } from './json-file.ts';
import { objectSchema } from './schema.ts';
import type { Static } from './schema.ts';

const TEXT = { type: 'string' } as const;
const NAME = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  description: 'a name in lower case with hyphens',
} as const;

export const CONTRACT_NAME = {
  type: 'string',
  pattern: '^[A-Z][A-Za-z0-9]*$',
  description: 'the name of a contract, such as FeeModel',
} as const;

/** A provision of a plugin: a named implementation of a contract. */
export const PROVISION = objectSchema(
  {
    /** Name of a contract of the engine or of a plugin: `FeeModel`. */
    contract: CONTRACT_NAME,
    /** The name in flags and configurations: `lean`, `constant`. */
    name: NAME,
    description: TEXT,
    /** The syntax of parameters after the name and a colon, for help texts: `amount[,currency]`. */
    arguments: TEXT,
  },
  ['contract', 'name', 'description'],
);

/** The declaration of a contract in a manifest. */
const CONTRACT = objectSchema(
  {
    name: CONTRACT_NAME,
    description: TEXT,
    /** Defaults to the name in camelCase. */
    key: { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$', description: 'a name in camelCase, such as feeModel' },
    choice: { type: 'string', enum: ['one', 'named', 'many'] },
    default: NAME,
    /** The file in the plugin's folder with the types and the token. */
    types: TEXT,
    conformance: TEXT,
  },
  ['name', 'description', 'choice', 'types'],
);

/** The description of a plugin, readable without running its code. */
const MANIFEST = objectSchema(
  {
    name: NAME,
    /** The first word of the folder's name: `data`, `models`, `results`. */
    kind: NAME,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+', description: 'a version such as 1.2.3' },
    description: TEXT,
    /** Supported versions of the engine: `^0.1.0`. */
    engine: TEXT,
    provides: { type: 'array', items: PROVISION },
    /** Extension points that it declares for other plugins to provide. */
    contracts: { type: 'array', items: CONTRACT },
    /** Contracts that its providers use. */
    uses: { type: 'array', items: CONTRACT_NAME },
    /** Names of other plugins that it needs. */
    requires: { type: 'array', items: NAME },
    /** npm packages that it imports, with their version ranges. */
    packages: { type: 'object', additionalProperties: TEXT },
    /** Schema of its settings in tradewright.json. */
    configuration: { type: 'object', additionalProperties: {} },
  },
  ['name', 'kind', 'version', 'description', 'engine'],
);

export type Provision = Static<typeof PROVISION>;

export type DeclaredContract = Static<typeof CONTRACT>;

type WrittenManifest = Static<typeof MANIFEST>;

/** A manifest; `provides` is empty for a plugin that only declares contracts. */
export type Manifest = WrittenManifest & { readonly provides: readonly Provision[] };

/** A plugin's folder with its manifest. */
export interface Plugin {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Reads and validates a plugin's manifest. @throws EngineError with all faults */
export function readManifest(folder: string, shown: string): Manifest {
  const file = `${shown}/manifest.json`;
  const written = readJsonFile(join(folder, 'manifest.json'), file, MANIFEST, HOST_ERRORS.MANIFEST_INVALID);
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
