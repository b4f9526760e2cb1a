import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import { readJsonFile } from './json-file.ts';
import { projectFolders, shownPath } from './project.ts';
import type { Project } from './project.ts';
import { objectSchema } from './schema.ts';
import type { Static } from './schema.ts';

const TEXTS = { type: 'array', items: { type: 'string' } } as const;

/** A file of profiles/: limits, exits and sizes that belong together. */
const RISK_PROFILE_SCHEMA = objectSchema({
  $schema: { type: 'string' },
  description: { type: 'string' },
  cash: { type: 'number', exclusiveMinimum: 0 },
  riskRules: TEXTS,
  exits: TEXTS,
  sizing: { type: 'string' },
});

/** A profile with its origin. */
export interface RiskProfile {
  readonly name: string;
  readonly settings: Omit<Static<typeof RISK_PROFILE_SCHEMA>, '$schema' | 'description'>;
  /** The file, as shown to users. */
  readonly shown: string;
}

/**
 * Reads profiles by name, from profiles/ of the working folder or of the engine, or by the path of a file. Faults are
 * collected.
 */
export function readRiskProfiles(project: Project, names: readonly string[], faults: Faults): RiskProfile[] {
  return [...new Set(names)].flatMap((name) => faults.collect(() => readRiskProfile(project, name)) ?? []);
}

function readRiskProfile(project: Project, name: string): RiskProfile {
  const places = projectFolders(project, 'profiles').map((folder) => join(folder, `${name}.json`));
  const file = [...places, resolve(project.workingFolder, name)].find((path) => existsSync(path));
  if (file === undefined) {
    throw new EngineError(
      HOST_ERRORS.UNKNOWN_PROFILE,
      `There is no risk profile "${name}". Write the name of a file of profiles/ without .json (sixteen-weeks, micro-live, scaling-200k), or a path.`,
      { data: { profile: name } },
    );
  }
  const shown = shownPath(project, file);
  const { riskRules, exits, sizing, cash } = readJsonFile(file, shown, RISK_PROFILE_SCHEMA);
  return { name, shown, settings: { riskRules, exits, sizing, cash } };
}
