import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import { lockHolder } from '../../live/run-lock.ts';
import { EngineError } from '../../model/engine-error.ts';
import { nearestName } from '../nearest-name.ts';
import { makeFolder, outputFault, timeStamp, writeWhole } from '../results/run-folder.ts';

/** What run.json says of a live run. */
export interface LiveDocument {
  readonly format: 1;
  readonly runId: string;
  readonly strategy: string;
  readonly broker: string;
  /** The flags that the run was begun with, by name, so that its name is enough to go on with it. */
  readonly flags?: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Real time, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Finished runs have come to the end of their data, or their strategy has quit. */
  readonly state: 'unfinished' | 'finished';
  /** Where it stood when its results were last written. */
  readonly last?: LastStanding;
}

export interface LastStanding {
  /** Time of the run, ISO 8601 in UTC. */
  readonly time: string;
  readonly orders: number;
  readonly equity: number;
}

const DOCUMENT = 'run.json';

/** The folder of one live run: journal, account, lock and socket while it runs, results beside them when it has ended. */
export class LiveFolder {
  readonly path: string;
  private content: LiveDocument;

  /** Makes the folder of a new run. @throws EngineError when it cannot be written */
  static create(
    parent: string,
    document: Omit<LiveDocument, 'format' | 'state' | 'startedAt'>,
    now: number,
  ): LiveFolder {
    const wanted = join(parent, `${timeStamp(now)}-${document.strategy}`);
    let path = wanted;
    for (let number = 2; existsSync(path); number++) path = `${wanted}-${number}`;
    const startedAt = new Date(now).toISOString();
    return attempt(parent, () => {
      makeFolder(path);
      const folder = new LiveFolder(path, { format: 1, ...document, startedAt, state: 'unfinished' });
      folder.writeDocument();
      return folder;
    });
  }

  /** The run in a folder; undefined when there is none. */
  static open(path: string): LiveFolder | undefined {
    const document = readDocument(join(path, DOCUMENT));
    return document && new LiveFolder(path, document);
  }

  /** All runs below a folder, oldest first. */
  static list(parent: string): LiveFolder[] {
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .sort()
      .flatMap((name) => LiveFolder.open(join(parent, name)) ?? []);
  }

  private constructor(path: string, document: LiveDocument) {
    this.path = path;
    this.content = document;
  }

  get name(): string {
    return basename(this.path);
  }

  get document(): LiveDocument {
    return this.content;
  }

  get isFinished(): boolean {
    return this.content.state === 'finished';
  }

  /** The number of the process that runs it now; undefined when none does. */
  get pid(): number | undefined {
    return lockHolder(this.path)?.pid;
  }

  /** Puts result files in place, each whole, over those of an earlier stop. @throws EngineError */
  writeResults(files: readonly ResultFile[], last: LastStanding, isFinished: boolean): void {
    attempt(this.path, () => {
      for (const { name, content } of files) {
        const draft = join(this.path, `.${basename(name)}.partial`);
        rmSync(draft, { force: true });
        writeWhole(draft, content);
        renameSync(draft, join(this.path, basename(name)));
      }
      this.content = { ...this.content, last, ...(isFinished && { state: 'finished' as const }) };
      this.writeDocument();
    });
  }

  /** Removes the folder of a run that is worth nothing. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private writeDocument(): void {
    const draft = join(this.path, `.${DOCUMENT}.partial`);
    writeFileSync(draft, `${JSON.stringify(this.content, undefined, 2)}\n`);
    renameSync(draft, join(this.path, DOCUMENT));
  }
}

/**
 * The live run that a command means: by name or path, or the only one that `fits` when none is named.
 * @throws EngineError that lists the runs when there is none or several
 */
export function findLiveRun(
  parent: string,
  workingFolder: string,
  { name, fits, what }: { name: string | undefined; fits: (folder: LiveFolder) => boolean; what: string },
): LiveFolder {
  const all = LiveFolder.list(parent);
  if (name !== undefined) return named(all, workingFolder, name);
  const fitting = all.filter(fits);
  if (fitting.length === 1) return fitting[0];
  const names = fitting.map((folder) => folder.name);
  if (fitting.length === 0) {
    throw new EngineError(LIVE_ERRORS.UNKNOWN_RUN, `There are no live runs that ${what}. engine status lists all.`);
  }
  throw new EngineError(LIVE_ERRORS.SEVERAL_RUNS, `Several live runs ${what}: ${names.join(', ')}. Name one of them.`, {
    data: { runs: names },
  });
}

function named(all: readonly LiveFolder[], workingFolder: string, name: string): LiveFolder {
  const isPath = isAbsolute(name) || /[\\/]/.test(name);
  const found = isPath ? LiveFolder.open(resolve(workingFolder, name)) : all.find((folder) => folder.name === name);
  if (found !== undefined) return found;
  const names = all.map((folder) => folder.name);
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? 'engine status lists all.' : `Did you mean "${nearest}"?`;
  throw new EngineError(LIVE_ERRORS.UNKNOWN_RUN, `There is no live run "${name}". ${hint}`, {
    data: { run: name, nearest },
  });
}

function readDocument(path: string): LiveDocument | undefined {
  try {
    const document = JSON.parse(readFileSync(path, 'utf8')) as LiveDocument;
    return document.format === 1 ? document : undefined;
  } catch {
    return undefined;
  }
}

function attempt<Value>(parent: string, work: () => Value): Value {
  try {
    return work();
  } catch (cause) {
    throw outputFault(parent, cause);
  }
}
