import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from './json-file.ts';
import type { Project } from './project.ts';
import { PROJECT_CONFIG_SCHEMA } from './strategy-config.ts';
import type { ProjectConfig } from './strategy-config.ts';

export const PROJECT_CONFIG_FILE = 'tradewright.json';

/** The configuration in the working folder; empty without one. @throws EngineError if it is invalid */
export function readProjectConfig({ workingFolder }: Project): ProjectConfig {
  const file = join(workingFolder, PROJECT_CONFIG_FILE);
  return existsSync(file) ? readJsonFile(file, PROJECT_CONFIG_FILE, PROJECT_CONFIG_SCHEMA) : {};
}
