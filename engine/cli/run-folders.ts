import { resolve } from 'node:path';
import { readProjectConfig } from '../host/project-config.ts';
import type { Project } from '../host/project.ts';
import { findRunFolder } from '../host/results/stored-run.ts';
import type { Flag, FlagValues } from './command.ts';
import { LIVE_OUTPUT } from './live-flags.ts';

export const RUN_FOLDER_FLAG: Flag = {
  name: 'output',
  placeholder: 'FOLDER',
  description: `Parent of the folders of runs; by default the output of tradewright.json or backtests, and ${LIVE_OUTPUT}`,
};

/** The folder of the results that an argument identifies. @throws EngineError */
export function runFolderOf(project: Project, flags: FlagValues, name: string | undefined): string {
  const { workingFolder } = project;
  const given = flags.text('output');
  const parents = given === undefined ? [readProjectConfig(project).output ?? 'backtests', LIVE_OUTPUT] : [given];
  return findRunFolder(
    parents.map((parent) => resolve(workingFolder, parent)),
    workingFolder,
    name,
  );
}
