import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue } from 'node:sqlite';
import type { SharpeEstimate } from '../../../quant/inference/sharpe-ratio.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SEARCH_ERRORS } from './errors.ts';
import { LEDGER_FILE } from './ledger-file.ts';
import type { ParameterValues, Trial, TrialStatus } from './trial.ts';

/** Version of the tables below. */
const VERSION = 1;
/** Real milliseconds to wait for another process that writes. */
const BUSY_LIMIT = 10_000;

const TABLES = `
CREATE TABLE studies (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, strategy TEXT NOT NULL, kind TEXT NOT NULL, settings TEXT NOT NULL,
  begun TEXT NOT NULL, finished TEXT
);
CREATE TABLE trials (
  id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES studies, number INTEGER NOT NULL, parameters TEXT NOT NULL,
  status TEXT NOT NULL, value REAL, figures TEXT NOT NULL, statistics TEXT NOT NULL, sharpe TEXT, blocks BLOB,
  periodsPerYear REAL NOT NULL, stages TEXT NOT NULL, repeats INTEGER, codeHash TEXT NOT NULL, dataHash TEXT NOT NULL,
  seed INTEGER NOT NULL, reason TEXT NOT NULL, time TEXT NOT NULL, chain TEXT NOT NULL, UNIQUE (study, number)
);
CREATE TABLE events (
  id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES studies, kind TEXT NOT NULL, content TEXT NOT NULL,
  time TEXT NOT NULL, chain TEXT NOT NULL
);
`;

type Row = Record<string, SQLOutputValue>;

/** A search as the ledger keeps it. */
export interface Study {
  readonly id: number;
  /** Name of the strategy at the time; trials inherited from an ancestor have the ancestor's. */
  readonly strategy: string;
  /** `optimization`, `walk-forward` … */
  readonly kind: string;
  /** Plain JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isFinished: boolean;
}

/** Something that happened in a study besides its trials. */
export interface StudyEvent {
  readonly study: number;
  readonly kind: 'holdout-opened' | 'holdout-result' | 'applied' | 'judged';
  readonly content: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly time: string;
}

/** Figures of all trials with a result. */
export interface TrialCount {
  /** Trials with different parameters, code, data or period. */
  readonly trials: number;
  /** Variance of their Sharpe ratios, each per day. */
  readonly variance: number;
}

/**
 * The trials of a strategy and its ancestors in a SQLite file in the strategy's folder. Each trial is one transaction, so that
 * a process that is killed loses only trials that have not ended. A hash over each row and the one before it reveals rows
 * that were changed or removed.
 */
export class TrialLedger {
  readonly path: string;
  private readonly database: DatabaseSync;
  private readonly now: () => Date;

  /** The ledger's path in a strategy's folder. */
  static pathOf(folder: string): string {
    return join(folder, LEDGER_FILE);
  }

  /** Opens a ledger for reading if there is one. @throws EngineError if the file is no ledger */
  static openExisting(path: string): TrialLedger | undefined {
    return existsSync(path) ? new TrialLedger(path) : undefined;
  }

  /** @param now real time, for the rows @throws EngineError if the file cannot be opened or is no ledger */
  constructor(path: string, now: () => Date = () => new Date()) {
    this.path = path;
    this.now = now;
    try {
      this.database = new DatabaseSync(path, { timeout: BUSY_LIMIT });
      this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
      this.makeTables();
    } catch (cause) {
      throw unusable(path, cause);
    }
  }

  /**
   * Begins a study, or goes on with the one of the same key.
   * @param key identifies everything that the trials depend on
   */
  study(key: string, { strategy, kind, settings }: Pick<Study, 'strategy' | 'kind' | 'settings'>): Study {
    return this.transaction(() => {
      const found = this.rows('SELECT * FROM studies WHERE key = ?', key)[0];
      if (found !== undefined) return studyOf(found);
      this.database
        .prepare('INSERT INTO studies (key, strategy, kind, settings, begun) VALUES (?, ?, ?, ?, ?)')
        .run(key, strategy, kind, JSON.stringify(settings), this.time());
      return studyOf(this.rows('SELECT * FROM studies WHERE key = ?', key)[0]);
    });
  }

  /** All studies in the order of their beginnings. */
  studies(): Study[] {
    return this.rows('SELECT * FROM studies ORDER BY id').map(studyOf);
  }

  /** Marks a study as complete. */
  finish({ id }: Study): void {
    this.transaction(() => {
      this.database.prepare('UPDATE studies SET finished = ? WHERE id = ? AND finished IS NULL').run(this.time(), id);
    });
  }

  /** The trials of a study by number. */
  trials({ id }: Pick<Study, 'id'>): Trial[] {
    return this.rows('SELECT * FROM trials WHERE study = ? ORDER BY number', id).map(trialOf);
  }

  /** Adds a finished trial; one that is there already stays as it is. */
  add({ id }: Pick<Study, 'id'>, trial: Trial): void {
    this.transaction(() => {
      const values = [
        id,
        trial.number,
        JSON.stringify(trial.parameters),
        trial.status,
        trial.value ?? null,
        JSON.stringify(trial.figures),
        JSON.stringify(trial.statistics),
        trial.sharpe === undefined ? null : JSON.stringify(trial.sharpe),
        trial.blocks === undefined
          ? null
          : new Uint8Array(trial.blocks.buffer, trial.blocks.byteOffset, trial.blocks.byteLength),
        trial.periodsPerYear,
        JSON.stringify(trial.stages),
        trial.repeats ?? null,
        trial.codeHash,
        trial.dataHash,
        trial.seed,
        trial.reason,
        this.time(),
      ];
      this.database
        .prepare(`INSERT OR IGNORE INTO trials (${TRIAL_COLUMNS}, chain) VALUES (${'?, '.repeat(values.length)}?)`)
        .run(...values, chained(this.lastChain('trials'), values));
    });
  }

  /** Records an event. */
  log({ id }: Pick<Study, 'id'>, kind: StudyEvent['kind'], content: StudyEvent['content']): void {
    this.transaction(() => {
      const values = [id, kind, JSON.stringify(content), this.time()];
      this.database
        .prepare('INSERT INTO events (study, kind, content, time, chain) VALUES (?, ?, ?, ?, ?)')
        .run(...values, chained(this.lastChain('events'), values));
    });
  }

  /** All events of all studies in their order. */
  events(): StudyEvent[] {
    return this.rows('SELECT * FROM events ORDER BY id').map((row) => ({
      study: Number(row.study),
      kind: String(row.kind) as StudyEvent['kind'],
      content: JSON.parse(String(row.content)) as StudyEvent['content'],
      time: String(row.time),
    }));
  }

  /** Counts all trials with a result, of all studies and ancestors; trials that repeat another count once. */
  count(): TrialCount {
    const rows = this.rows(
      `SELECT sharpe FROM trials JOIN studies ON studies.id = trials.study
       WHERE sharpe IS NOT NULL GROUP BY parameters, codeHash, dataHash, trials.seed, settings ->> '$.run'`,
    );
    const sharpes = rows.map(({ sharpe }) => (JSON.parse(String(sharpe)) as SharpeEstimate).sharpe);
    const mean = sharpes.reduce((sum, value) => sum + value, 0) / sharpes.length;
    const squares = sharpes.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { trials: sharpes.length, variance: sharpes.length < 2 ? 0 : squares / (sharpes.length - 1) };
  }

  /** Identifier of the newest trial; 0 without trials. */
  get lastTrial(): number {
    return Number(this.rows('SELECT max(id) AS id FROM trials')[0].id ?? 0);
  }

  /** The first row whose hash does not follow from its content and the row before; undefined when all do. */
  brokenRow(): { readonly table: 'trials' | 'events'; readonly id: number } | undefined {
    for (const table of ['trials', 'events'] as const) {
      const columns = table === 'trials' ? TRIAL_COLUMNS : 'study, kind, content, time';
      let chain = '';
      let expected = 1;
      for (const row of this.rows(`SELECT id, chain, ${columns} FROM ${table} ORDER BY id`)) {
        const { id, chain: found, ...content } = row;
        chain = chained(chain, Object.values(content));
        if (found !== chain || id !== expected++) return { table, id: Number(id) };
      }
    }
    return undefined;
  }

  /** Writes a whole copy that depends on no other file. @throws EngineError if it cannot be written */
  copyTo(path: string): void {
    try {
      this.database.prepare('VACUUM INTO ?').run(path);
    } catch (cause) {
      throw unusable(path, cause);
    }
  }

  close(): void {
    this.database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  private makeTables(): void {
    const version = (): number => Number(this.rows('PRAGMA user_version')[0].user_version);
    if (version() === VERSION) return;
    this.transaction(() => {
      // another process may have made them meanwhile
      if (version() === VERSION) return;
      if (version() !== 0) throw new Error(`it has version ${version()}, and this engine reads version ${VERSION}`);
      this.database.exec(`${TABLES} PRAGMA user_version = ${VERSION}`);
    });
  }

  private transaction<Value>(work: () => Value): Value {
    try {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const value = work();
        this.database.exec('COMMIT');
        return value;
      } catch (error) {
        this.database.exec('ROLLBACK');
        throw error;
      }
    } catch (cause) {
      throw unusable(this.path, cause);
    }
  }

  private rows(query: string, ...parameters: (string | number)[]): Row[] {
    return this.database.prepare(query).all(...parameters);
  }

  private lastChain(table: 'trials' | 'events'): string {
    const row = this.rows(`SELECT chain FROM ${table} ORDER BY id DESC LIMIT 1`)[0];
    return row === undefined ? '' : String(row.chain);
  }

  private time(): string {
    return this.now().toISOString();
  }
}

const TRIAL_COLUMNS =
  'study, number, parameters, status, value, figures, statistics, sharpe, blocks, periodsPerYear, stages, repeats, codeHash, dataHash, seed, reason, time';

/** The hash of a row after another. */
function chained(before: string, values: readonly unknown[]): string {
  const hash = createHash('sha256').update(before);
  for (const value of values) {
    const content = value instanceof Uint8Array ? value : JSON.stringify(value);
    hash.update(`\n${content.length} `).update(content);
  }
  return hash.digest('hex');
}

function studyOf(row: Row): Study {
  return {
    id: Number(row.id),
    strategy: String(row.strategy),
    kind: String(row.kind),
    settings: JSON.parse(String(row.settings)) as Study['settings'],
    isFinished: row.finished !== null,
  };
}

function trialOf(row: Row): Trial {
  return {
    number: Number(row.number),
    parameters: JSON.parse(String(row.parameters)) as ParameterValues,
    status: String(row.status) as TrialStatus,
    value: row.value === null ? undefined : Number(row.value),
    figures: JSON.parse(String(row.figures)) as Trial['figures'],
    statistics: JSON.parse(String(row.statistics)) as Trial['statistics'],
    sharpe: row.sharpe === null ? undefined : (JSON.parse(String(row.sharpe)) as SharpeEstimate),
    blocks: row.blocks instanceof Uint8Array ? new Float64Array(row.blocks.slice().buffer) : undefined,
    periodsPerYear: Number(row.periodsPerYear),
    stages: JSON.parse(String(row.stages)) as number[],
    repeats: row.repeats === null ? undefined : Number(row.repeats),
    codeHash: String(row.codeHash),
    dataHash: String(row.dataHash),
    seed: Number(row.seed),
    reason: String(row.reason),
  };
}

function unusable(path: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const message = (cause as Error).message.replace(/\.$/, '');
  return new EngineError(
    SEARCH_ERRORS.LEDGER_UNUSABLE,
    `The ledger of trials ${path} cannot be used: ${message}. ${SEARCH_ERRORS.LEDGER_UNUSABLE.remedy}`,
    { cause, data: { ledger: path } },
  );
}
