import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { ResultFile } from '../../api/result-handler.ts';
import { readWholeFile } from '../../data/formats/text-file.ts';
import { LIVE_ERRORS } from '../../live/errors.ts';
import type { BeginningOfRun } from '../../live/journal-records.ts';
import { summarizeJournal } from '../../live/journal-summary.ts';
import type { JournalSummary } from '../../live/journal-summary.ts';
import { lockHolder } from '../../live/run-lock.ts';
import { EngineError } from '../../model/engine-error.ts';
import { nearestName } from '../nearest-name.ts';
import { replaceFile } from '../results/durable-file.ts';
import { makeFolder, makeNew, outputFault, timeStamp } from '../results/run-folder.ts';
import { objectSchema, schemaFaults } from '../schema.ts';
import type { Static } from '../schema.ts';

/** The state of a live run when its results were last written. */
const LAST_STANDING = objectSchema(
  {
    /** Time of the run, ISO 8601 in UTC. */
    time: { type: 'string' },
    orders: { type: 'integer' },
    equity: { type: 'number' },
  },
  ['time', 'orders', 'equity'],
);

/** The content of run.json of a live run. */
const LIVE_DOCUMENT = objectSchema(
  {
    format: { type: 'integer', const: 1 },
    runId: { type: 'string' },
    strategy: { type: 'string' },
    broker: { type: 'string' },
    /** The flags of the run's start by name, so that its name is enough to resume it. */
    flags: {
      type: 'object',
      additionalProperties: {
        anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
      },
    },
    /** Real time, ISO 8601 in UTC. */
    startedAt: { type: 'string' },
    /** Finished runs have reached the end of their data, or their strategy has quit. */
    state: { type: 'string', enum: ['unfinished', 'finished'] },
    last: LAST_STANDING,
  },
  ['format', 'runId', 'strategy', 'broker', 'startedAt', 'state'],
);

export type LiveDocument = Static<typeof LIVE_DOCUMENT>;
export type LastStanding = Static<typeof LAST_STANDING>;

const DOCUMENT = 'run.json';
export const JOURNAL = 'run.journal';

/**
 * The folder of one live run: journal, account, lock and socket while it runs, and results after its end.
 *
 * The journal is authoritative. run.json is a summary for fast reading; if it cannot be read or contradicts the
 * journal, it is rebuilt from the journal and {@link caution} reports that.
 */
export class LiveFolder {
  readonly path: string;
  /** A sentence about damaged or contradictory files of the folder; undefined if there are none. */
  readonly caution: string | undefined;
  private content: LiveDocument;

  /** Creates the unique folder of a new run. @throws EngineError if it cannot be written */
  static create(
    parent: string,
    document: Omit<LiveDocument, 'format' | 'state' | 'startedAt'>,
    now: number,
  ): LiveFolder {
    const wanted = join(parent, `${timeStamp(now)}-${document.strategy}`);
    const startedAt = new Date(now).toISOString();
    return attempt(parent, () => {
      makeFolder(parent);
      let path = wanted;
      for (let number = 2; !makeNew(path); number++) path = `${wanted}-${number}`;
      const folder = new LiveFolder(path, { format: 1, ...document, startedAt, state: 'unfinished' });
      folder.writeDocument();
      return folder;
    });
  }

  /** The run in a folder; undefined without one. */
  static open(path: string): LiveFolder | undefined {
    const read = readDocument(join(path, DOCUMENT));
    const journal = summarizeJournal(join(path, JOURNAL));
    if (journal === undefined) return read && new LiveFolder(path, read);
    const { document, caution } = reconciled(basename(path), read, journal);
    return new LiveFolder(path, document, caution);
  }

  /** All runs below a folder, oldest first. */
  static list(parent: string): LiveFolder[] {
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .sort()
      .flatMap((name) => LiveFolder.open(join(parent, name)) ?? []);
  }

  private constructor(path: string, document: LiveDocument, caution?: string) {
    this.path = path;
    this.content = document;
    this.caution = caution;
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

  /** The id of the process that runs it; undefined without one. */
  get pid(): number | undefined {
    return lockHolder(this.path)?.pid;
  }

  /** Writes result files, each atomically, over those of an earlier stop. @throws EngineError */
  writeResults(files: readonly ResultFile[], last: LastStanding, isFinished: boolean): void {
    attempt(this.path, () => {
      for (const { name, content } of files) replaceFile(join(this.path, basename(name)), content);
      this.content = { ...this.content, last, ...(isFinished && { state: 'finished' as const }) };
      this.writeDocument();
    });
  }

  /** Removes the folder of a run that has sent no order. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Writes run.json from the journal. @throws EngineError if it cannot be written */
  repair(): void {
    attempt(this.path, () => this.writeDocument());
  }

  private writeDocument(): void {
    replaceFile(join(this.path, DOCUMENT), `${JSON.stringify(this.content, undefined, 2)}\n`);
  }
}

interface Reconciled {
  readonly document: LiveDocument;
  readonly caution?: string;
}

/** The content of run.json, corrected by the journal. */
function reconciled(name: string, read: LiveDocument | undefined, { header, hasEnd }: JournalSummary): Reconciled {
  const runId = header?.runId ?? read?.runId ?? '';
  const begun = header?.begun ?? beginningOf(name, header?.plan ?? {});
  const document: LiveDocument = { format: 1, runId, ...begun, state: 'unfinished' };
  const subject = `${DOCUMENT} of the live run ${name}`;
  if (read === undefined)
    return { document, caution: `${subject} is damaged or missing; its journal is used instead.` };
  if (read.runId !== runId)
    return { document, caution: `${subject} is about another run than its journal; the journal is used instead.` };
  if (read.state === 'finished' && !hasEnd) {
    const caution = `${subject} says that the run has ended, and its journal does not; it is taken as unfinished.`;
    return { document: { ...read, state: 'unfinished' }, caution };
  }
  return { document: read };
}

/** The start options of a run whose journal lacks them: an older journal, or one with a damaged first record. */
function beginningOf(name: string, plan: Readonly<Record<string, string>>): BeginningOfRun {
  const strategy = plan.strategy ?? name.replace(/^\d{8}-\d{6}-/, '').replace(/-\d+$/, '');
  return { strategy, broker: plan.broker ?? 'paper', startedAt: '' };
}

/**
 * Finds the live run of a command: by name or path, or the only one that `fits` if none is named.
 * @throws EngineError that lists the runs unless exactly one fits
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
    const document: unknown = JSON.parse(readWholeFile(path).toString('utf8'));
    return schemaFaults(document, LIVE_DOCUMENT).length === 0 ? (document as LiveDocument) : undefined;
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
